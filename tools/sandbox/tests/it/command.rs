//! The program itself: what it prints can be pasted, and Ctrl-C ends it.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

fn sandbox(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_salesive-sandbox"));
    command.args(args);
    command
}

#[test]
fn the_printed_lines_work_and_an_interrupt_ends_it() {
    let mut server = sandbox(&["--port", "0"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let mut answers = Vec::new();
    for line in &mut lines {
        let line = line.unwrap();
        let line = line
            .strip_prefix("All customers: ")
            .unwrap_or(&line)
            .to_owned();
        if line.starts_with("curl ") {
            let output = Command::new("sh")
                .args(["-c", &format!("{line} -s")])
                .output()
                .unwrap();
            answers.push(String::from_utf8(output.stdout).unwrap());
        }
        if answers.len() == 3 {
            break;
        }
    }
    assert!(answers[0].contains(r#""success":true"#) && answers[0].contains(r#""phone":null"#));
    assert!(answers[1].starts_with(r#"{"ok":true"#) && answers[1].contains(r#""tags":[]"#));
    assert!(
        answers[2].contains(r#""status":"INACTIVE","tags":[]"#),
        "{}",
        answers[2]
    );
    let interrupt = Command::new("kill")
        .args(["-INT", &server.id().to_string()])
        .status();
    assert!(interrupt.unwrap().success());
    assert!(server.wait().unwrap().success());
}

#[test]
fn a_seed_that_is_none_is_refused_without_its_values() {
    let file = std::env::temp_dir().join(format!("sandbox-seed-{}.json", std::process::id()));
    for (text, reason) in [
        (
            r#"{"salesive":[{"name":"canary","active":"canary"}]}"#,
            "/salesive/0 is no customer",
        ),
        (r#"{"salesive":"canary"}"#, "1:"),
    ] {
        std::fs::write(&file, text).unwrap();
        let output = sandbox(&["--seed-file", file.to_str().unwrap()])
            .output()
            .unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(told.contains(reason) && !told.contains("canary"), "{told}");
    }
    std::fs::remove_file(&file).unwrap();
}
