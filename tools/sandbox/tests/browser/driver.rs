//! The program that drives the browser.

use std::io::{BufRead, BufReader, Read, Write, stderr};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Says why there is no test, where one is not required.
pub(crate) fn skipped<T>(reason: &str) -> Option<T> {
    let is_required = std::env::var("SALESIVE_BROWSER").is_ok_and(|it| it == "required");
    assert!(!is_required, "SALESIVE_BROWSER=required, and {reason}");
    // Not printed, because what passes is not seen to print.
    let _ = writeln!(stderr(), "skipped: {reason}");
    None
}

/// A chromedriver that does not outlive a test that fails, nor does its browser.
pub(crate) struct Driver {
    program: Child,
    port: u16,
    profile: PathBuf,
}

impl Driver {
    /// One on a free port, if it is installed.
    pub(crate) fn start() -> Option<Self> {
        let program = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut program) = program else {
            return skipped("chromedriver is not installed");
        };
        let said = program.stdout.take().unwrap();
        let mut lines = BufReader::new(said).lines().map(Result::unwrap);
        let port = |line: String| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse().ok()
        };
        let port = lines.find_map(port).unwrap();
        // What else it says is read, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        let profile = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let profile = profile.join(format!("profile-{}", program.id()));
        Some(Self {
            program,
            port,
            profile,
        })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The directory of the browser, which begins without one.
    pub(crate) fn profile(&self) -> &Path {
        &self.profile
    }

    /// Has it end its browser, and itself.
    fn shut_down(&mut self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream
            .write_all(b"GET /shutdown HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n")?;
        stream.read_to_end(&mut Vec::new())?;
        self.program.wait()?;
        std::fs::remove_dir_all(&self.profile)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if self.shut_down().is_err() {
            // It may be gone already.
            let _ = self.program.kill();
            let _ = self.program.wait();
        }
    }
}
