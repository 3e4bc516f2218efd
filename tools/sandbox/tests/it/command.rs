//! The program itself: what it prints can be pasted, and Ctrl-C ends it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::exchange::{Exchange, has_curl};
use crate::limits::{open, upload};
use crate::transport::send;

fn sandbox(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_salesive-sandbox"));
    command.args(args);
    command
}

/// What it says when it cannot run.
fn refused(args: &[&str]) -> String {
    let output = sandbox(args).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    String::from_utf8(output.stderr).unwrap()
}

/// One that does not outlive a test that fails.
pub(crate) struct Running(Child);

impl Running {
    /// The memory that it takes, in KiB, where the system tells.
    pub(crate) fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id())).ok()?;
        let (_, after) = status.split_once("VmRSS:")?;
        after.split_whitespace().next()?.parse().ok()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended already, or is to.
        let _ = self.0.kill();
    }
}

pub(crate) fn start(args: &[&str]) -> (Running, impl Iterator<Item = String>) {
    let mut server = sandbox(&[&["--port", "0"], args].concat())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(server.stdout.take().unwrap()).lines();
    (Running(server), lines.map(Result::unwrap))
}

/// Ends it as Ctrl-C does.
fn interrupt(mut server: Running) {
    press(&server);
    assert!(server.0.wait().unwrap().success());
}

/// As Ctrl-C does.
fn press(server: &Running) {
    let kill = Command::new("kill")
        .args(["-INT", &server.0.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
}

#[tokio::test]
async fn an_open_exchange_has_two_seconds_and_a_second_interrupt_ends_at_once() {
    let exchange = Exchange::all().remove(0);
    for half in [upload(&exchange, 9, 1), "PUT /api/v1/cust".to_owned()] {
        for (presses, least, most) in [(1, 1900, 5000), (2, 0, 1700)] {
            let (mut server, mut lines) = start(&[]);
            let base = base(&lines.next().unwrap());
            let _held = open(&base, &half).await;
            // So that the half has come.
            tokio::time::sleep(Duration::from_millis(300)).await;
            let began = Instant::now();
            press(&server);
            if presses == 2 {
                tokio::time::sleep(Duration::from_millis(300)).await;
                press(&server);
            }
            assert!(server.0.wait().unwrap().success());
            let took = began.elapsed().as_millis();
            assert!((least..most).contains(&took), "{presses}: {took} ms");
        }
    }
}

#[test]
fn a_port_in_use_is_named_with_what_to_do() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let told = refused(&["--port", &port]);
    for part in [&format!("port {port} is in use"), "--port", "another"] {
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn an_interrupt_ends_it() {
    let (server, mut lines) = start(&[]);
    assert!(
        lines
            .next()
            .unwrap()
            .starts_with("Salesive at http://127.0.0.1:")
    );
    interrupt(server);
}

#[test]
fn the_printed_lines_can_be_pasted() {
    if !has_curl() {
        return;
    }
    let (server, lines) = start(&[]);
    let mut answers = Vec::new();
    for line in lines {
        let line = line.strip_prefix("All customers: ").unwrap_or(&line);
        if line.starts_with("curl ") {
            let output = Command::new("sh")
                .args(["-c", &format!("{line} -s")])
                .output()
                .unwrap();
            answers.push(String::from_utf8(output.stdout).unwrap());
        }
        if let Some(page) = line.strip_prefix("A page to try updates: ") {
            let output = Command::new("curl").args(["-s", page]).output().unwrap();
            let page = String::from_utf8(output.stdout).unwrap();
            assert!(page.contains("<h1>Try an update</h1>"), "{page}");
            break;
        }
    }
    assert_eq!(answers.len(), 3);
    assert!(answers[0].contains(r#""success":true"#) && answers[0].contains(r#""phone":null"#));
    assert!(answers[1].starts_with(r#"{"ok":true"#) && answers[1].contains(r#""tags":[]"#));
    assert!(
        answers[2].contains(r#""status":"INACTIVE","tags":[]"#),
        "{}",
        answers[2]
    );
    interrupt(server);
}

/// The base URL in the first line.
pub(crate) fn base(first: &str) -> String {
    let mut words = first.split([' ', ',']);
    words
        .find_map(|word| word.strip_suffix("/api/v1"))
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn it_answers_and_ends_though_nobody_reads_what_it_prints() {
    let (server, mut lines) = start(&["--fault", "wrong_echo"]);
    let base = base(&lines.next().unwrap());
    // Three lines for each request: more than pipe and queue hold, and none is read until then.
    for _ in 0..1500 {
        let mut request = Exchange::all().remove(0).request(&base);
        request
            .headers_mut()
            .insert("x-shop-id", "1".parse().unwrap());
        *request.body_mut() = br#"{"email":"ada@localhost"}"#.to_vec();
        let answer = tokio::time::timeout(Duration::from_secs(10), send(request)).await;
        assert_eq!(answer.unwrap().status(), 200);
    }
    let readers = std::thread::spawn(move || lines.filter(|it| it.contains("dropped")).count());
    interrupt(server);
    assert!(readers.join().unwrap() > 0, "it says that it dropped lines");
}

#[tokio::test]
async fn a_fault_that_it_is_given_strikes_and_is_told() {
    let (server, mut lines) = start(&["--fault", "none", "--fault", "html_502"]);
    let base = base(&lines.next().unwrap());
    for status in [200, 502] {
        let request = Exchange::all().remove(0).request(&base);
        assert_eq!(send(request).await.status(), status);
    }
    interrupt(server);
    assert!(lines.any(|line| line == "salesive fault: html_502"));

    let told = refused(&["--fault", "canary"]);
    assert!(
        told.contains("html_502") && !told.contains("canary"),
        "{told}"
    );
}

#[test]
fn of_a_seed_file_the_true_cause_is_told_without_its_values() {
    let wide = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    };
    let utf_32: Vec<_> = "{}"
        .chars()
        .flat_map(|c| u32::from(c).to_be_bytes())
        .collect();
    let file = std::env::temp_dir().join(format!("sandbox-cause-{}.json", std::process::id()));
    for (seed, reason) in [
        (
            wide("{}", u16::to_le_bytes),
            "is UTF-16LE, not UTF-8; convert it, for example with iconv -f UTF-16LE -t UTF-8",
        ),
        (wide("{}", u16::to_be_bytes), "is UTF-16BE"),
        (wide("\u{feff}{}", u16::to_le_bytes), "is UTF-16, not"),
        (utf_32, "is UTF-32BE"),
        (b"{\n\"x\":\"\xE9\"}".to_vec(), "line 2 is not UTF-8"),
        (
            b"{\n\"salesive\": canary}".to_vec(),
            "is not JSON: expected value at line 2 column 13",
        ),
        (br#"{"salesive":"canary"}"#.to_vec(), "1:"),
        (Vec::new(), "is empty"),
        (b"\xEF\xBB\xBF\n".to_vec(), "is empty"),
        (
            "\u{feff}{\"salesive\":[{\"name\":\"canary\",\"active\":\"canary\"}]}".into(),
            "/salesive/0 is no customer",
        ),
    ] {
        std::fs::write(&file, seed).unwrap();
        let told = refused(&["--seed-file", file.to_str().unwrap()]);
        assert!(
            told.contains(&format!(": {reason}")) && !told.contains("canary"),
            "{told}"
        );
    }
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn its_arguments_give_a_terminal_no_orders() {
    let raw = "\u{1b}[31m\u{9b}\u{61c}\u{200b}\u{202e}\u{2028}\u{2066}\u{feff}\u{e0041}\n";
    for args in [
        &["--seed-file", raw][..],
        &["--port", raw],
        &["--fault", raw],
        &[raw],
        &[&format!("--{raw}")],
    ] {
        let told = refused(args);
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(told.starts_with("salesive-sandbox: "), "{told}");
        let raw: Vec<_> = raw.chars().filter(|c| !"[31m\n".contains(*c)).collect();
        assert!(!told.contains(&raw[..]), "{told:?}");
    }
    let told = refused(&["--prot", "1"]);
    assert!(told.contains("did you mean `--port`?"), "{told}");
}
