use std::io::Write;
use std::process::Stdio;

use crate::support::{check, check_input, command};

#[test]
fn a_report_lists_100_findings_and_counts_the_rest() {
    let file = "other/more-than-listed.json";
    let json = check(&["microbase", "request", "--format", "json", file]);
    let [object] = json.objects().try_into().unwrap();
    // Violations come first when the list is full, so the advisory is not in it.
    assert_eq!(object["violations"].as_array().unwrap().len(), 100);
    assert_eq!(object["advisories"].as_array().unwrap().len(), 0);
    assert_eq!(object["omitted"], 4);

    let text = check(&["microbase", "request", file]).stdout;
    assert!(text.contains("\nother/more-than-listed.json:1: 4 more not listed\n"));
    assert!(text.ends_with("100 violations, 0 advisories; 4 more not listed\n"));
}

#[test]
fn of_a_line_of_10_mb_only_the_place_is_shown() {
    let long = "é".repeat(5_000_000);
    let document = format!(r#"{{"name": "{long}", "active": "{long}", "phone": 1, "user": tru}}"#);
    for document in [&document, &document.replace("tru", "null")] {
        let run = check_input(
            &["salesive", "request", "--snippets", "always"],
            document.as_bytes(),
        );
        assert_eq!(run.status, 1);
        assert!(run.stdout.contains("^"));
        assert!(run.stdout.len() < 2_000, "{} bytes", run.stdout.len());
    }
}

#[test]
fn nesting_of_any_depth_is_judged() {
    let deep = |open: &str, close: &str| {
        let (open, close) = (open.repeat(100_000), close.repeat(100_000));
        format!("{open}1{close}")
    };
    let (array, object) = (deep("[", "]"), deep("{\"a\":", "}"));
    for deep in [&array, &object] {
        for document in [
            deep.clone(),
            format!(r#"{{"name": {deep}, "note": {deep}}}"#),
            format!(r#"{{"http_status": 200, "body": {deep}}}"#),
            format!(
                r#"{{"http_status": 200, "body": {{"success": true, "data": {deep}}}, "a": {deep}}}"#
            ),
        ] {
            for message in ["request", "reply"] {
                let run = check_input(
                    &["salesive", message, "--snippets", "always"],
                    document.as_bytes(),
                );
                assert!(run.status < 2);
                assert_eq!(run.stderr, "");
            }
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_number_of_documents() {
    let document = format!("{{\"name\": \"{}\"}}\n", "a".repeat(100_000));
    let mut child = command()
        .args(["salesive", "request"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for _ in 0..400 {
        stdin.write_all(document.as_bytes()).unwrap();
    }
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"))
        .unwrap();
    drop(stdin);
    assert!(child.wait().unwrap().success());
    // Of 40 MB read.
    assert!(peak.parse::<u32>().unwrap() < 20_000, "{peak} kB");
}
