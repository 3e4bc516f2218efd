use std::io::Write;
use std::process::Stdio;

#[cfg(target_os = "linux")]
use crate::support::peak;
use crate::support::{check, check_input, command, scratch};

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
            &[
                "salesive",
                "request",
                "--snippets",
                "always",
                "--max-record",
                "30000000",
            ],
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
                    &[
                        "salesive",
                        message,
                        "--snippets",
                        "always",
                        "--max-record",
                        "2000000",
                    ],
                    document.as_bytes(),
                );
                assert!(run.status < 2);
                assert_eq!(run.stderr, "");
            }
        }
    }
}

#[test]
fn a_document_over_the_limit_is_named_and_the_others_are_judged() {
    for (message, document, verdict) in [
        ("request", "{\"active\":true}", "verdict"),
        ("reply", "{\"http_status\":500,\"body\":\"\"}", "outcome"),
    ] {
        let most = document.len().to_string();
        let args = ["salesive", message, "--max-record", &most];
        let long = format!("{document}\n{document} \r\n{document}\r\n{document} ");
        let json = check_input(
            &[&args[..], &["--format", "json"]].concat(),
            long.as_bytes(),
        );
        let seen: Vec<_> = json
            .objects()
            .iter()
            .map(|it| (it["line"].as_u64().unwrap(), it[verdict] == "too_large"))
            .collect();
        assert_eq!(seen, [(1, false), (2, true), (3, false), (4, true)]);
        assert_eq!((json.status, &*json.stderr), (1, ""));
        let text = check_input(&args, long.as_bytes()).stdout;
        assert!(text.contains("-:2: error: The document is too long; see --max-record"));
        assert!(text.contains(", 2 too large;"), "{text}");
    }
    let whole = scratch("too-large.json", b"{\"active\": true}");
    let run = check(&["salesive", "request", "--max-record", "15", &whole]);
    assert!(run.stdout.contains("1 too large"), "{}", run.stdout);
    let run = check(&["salesive", "request", "--max-record", "16", &whole]);
    assert_eq!(run.status, 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_line_without_end_is_not_held() {
    for args in [
        &["salesive", "request"][..],
        &["microbase", "reply"],
        &["salesive", "preflight"],
    ] {
        let mut child = command()
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        for _ in 0..40 {
            stdin.write_all(&[b' '; 1_000_000]).unwrap();
        }
        let peak = peak(&child).unwrap();
        drop(stdin);
        assert_eq!(child.wait().unwrap().code(), Some(1));
        assert!(peak < 20_000, "{peak} kB");
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
    let peak = peak(&child).unwrap();
    drop(stdin);
    assert!(child.wait().unwrap().success());
    // Of 40 MB read.
    assert!(peak < 20_000, "{peak} kB");
}
