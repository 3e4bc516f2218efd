//! What a run leaves of the files that it reads and writes.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::support::{check_input, command, scratch};

const RECORD: &[u8] = b"{\"id\":\"1\",\"active\":true}\n";

/// A directory of its own.
fn directory(name: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&path));
    fs::create_dir(&path).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn where_a_stream_goes_nothing_else_is_written_or_read() {
    let input = scratch("kept-streams.ndjson", RECORD);
    let there = scratch("kept-streams.out", b"");
    let link = scratch("kept-streams.link", b"");
    fs::remove_file(&link).unwrap();
    fs::hard_link(&there, &link).unwrap();
    for output in ["/dev/stdout", "/proc/self/fd/1", &there, &link] {
        let run = command()
            .args(["salesive", "preflight", &input, "--accepted", output])
            .stdout(File::create(&there).unwrap())
            .output()
            .unwrap();
        let reason = String::from_utf8(run.stderr).unwrap();
        assert!(reason.contains("is where standard output goes"), "{reason}");
        assert_eq!(run.status.code(), Some(2));
    }
    for output in ["/dev/stderr", &there] {
        let run = command()
            .args(["salesive", "preflight", &input, "--rejected", output])
            .stderr(File::create(&there).unwrap())
            .output()
            .unwrap();
        assert_eq!((run.status.code(), &*run.stdout), (Some(2), &b""[..]));
        let reason = fs::read_to_string(&there).unwrap();
        assert!(reason.contains("is where standard error goes"), "{reason}");
    }
    let run = command()
        .args(["salesive", "preflight", &input])
        .stdout(File::options().append(true).open(&input).unwrap())
        .status()
        .unwrap();
    assert_eq!(run.code(), Some(2));
    for operation in ["preflight", "request", "reply"] {
        let run = command()
            .args(["salesive", operation])
            .stdin(File::open(&input).unwrap())
            .stdout(File::options().append(true).open(&input).unwrap())
            .output()
            .unwrap();
        let reason = String::from_utf8(run.stderr).unwrap();
        assert!(
            reason.contains("-: is where standard output goes"),
            "{reason}"
        );
        assert_eq!(run.status.code(), Some(2));
    }
    assert_eq!(fs::read(input).unwrap(), RECORD);
}

#[test]
fn a_run_that_is_interrupted_leaves_the_old_files_and_says_so() {
    for (signal, status) in [("HUP", 129), ("INT", 130), ("TERM", 143)] {
        let directory = directory(&format!("kept-interrupted-{signal}"));
        let accepted = format!("{directory}/accepted");
        fs::write(&accepted, "as it was").unwrap();
        // Whoever runs the tests may ignore a signal, and what is started would do so too.
        let mut child = Command::new("env")
            .args(["--default-signal", env!("CARGO_BIN_EXE_salesive-check")])
            .args(["salesive", "preflight", "--accepted", &accepted])
            .args(["--rejected", &format!("{directory}/rejected")])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(&RECORD.repeat(20_000)).unwrap();
        let pid = child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-s", signal, &pid])
                .status()
                .unwrap()
                .success()
        );
        let run = child.wait_with_output().unwrap();
        drop(stdin);
        assert_eq!(run.status.code(), Some(status));
        let told = String::from_utf8(run.stderr).unwrap();
        assert_eq!(told.matches("the run was interrupted").count(), 2, "{told}");
        assert_eq!(fs::read_to_string(&accepted).unwrap(), "as it was");
        assert_eq!(fs::read_dir(&directory).unwrap().count(), 1);
    }
}

#[test]
fn a_signal_that_is_ignored_stays_ignored() {
    let directory = directory("kept-ignored");
    let accepted = format!("{directory}/accepted");
    let run = "trap '' HUP; exec \"$0\" salesive preflight --accepted \"$1\"";
    let mut child = Command::new("sh")
        .args(["-c", run, env!("CARGO_BIN_EXE_salesive-check"), &accepted])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(&RECORD.repeat(20_000)).unwrap();
    let kill = ["-s", "HUP", &child.id().to_string()];
    assert!(Command::new("kill").args(kill).status().unwrap().success());
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(fs::read(&accepted).unwrap(), RECORD.repeat(20_000));
}

#[test]
fn a_file_is_replaced_by_a_whole_one_only() {
    let directory = directory("kept-replaced");
    let accepted = format!("{directory}/accepted");
    let link = format!("{directory}/link");
    fs::write(&accepted, "as it was").unwrap();
    std::os::unix::fs::symlink(&accepted, &link).unwrap();
    let args = ["salesive", "preflight", "--accepted", &link, "-"];
    let run = check_input(&[&args[..], &["missing.ndjson"]].concat(), RECORD);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains(&format!("{link}: is left as it was")));
    assert_eq!(fs::read_to_string(&accepted).unwrap(), "as it was");
    assert!(run.stdout.contains(&format!("Incomplete: {link}")));

    let run = check_input(&args, RECORD);
    assert_eq!((run.status, &*run.stderr), (0, ""));
    assert_eq!(fs::read(&accepted).unwrap(), RECORD);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_dir(&directory).unwrap().count(), 2);
}

#[test]
fn an_input_that_changes_while_it_is_read_is_a_failure() {
    let input = scratch("kept-changing.ndjson", &RECORD.repeat(2));
    for content in [RECORD.to_vec(), RECORD.repeat(3)] {
        fs::write(&input, RECORD.repeat(2)).unwrap();
        let mut child = command()
            .args(["salesive", "preflight", "-", &input])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // More than a pipe holds, so that the files were looked at.
        stdin.write_all(&RECORD.repeat(20_000)).unwrap();
        sleep(Duration::from_millis(20));
        fs::write(&input, content).unwrap();
        drop(stdin);
        let run = child.wait_with_output().unwrap();
        assert_eq!(run.status.code(), Some(2));
        let [report, told] = [run.stdout, run.stderr].map(|it| String::from_utf8(it).unwrap());
        let reason = format!("{input}: changed while it was read: it had 50 bytes, and has");
        assert!(told.contains(&reason), "{told}");
        assert!(report.contains(&reason), "{report}");
    }
}

/// The number of a process comes again, in a container at once.
#[test]
fn what_a_run_of_before_left_is_passed_over() {
    let directory = directory("kept-left");
    let script = "touch .salesive-$$-0.part .salesive-$$-1.part; exec \"$0\" salesive preflight --accepted accepted";
    let mut child = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_salesive-check")])
        .current_dir(&directory)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(RECORD).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(fs::read(format!("{directory}/accepted")).unwrap(), RECORD);
    assert_eq!(fs::read_dir(&directory).unwrap().count(), 3);
}
