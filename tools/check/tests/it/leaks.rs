use crate::support::{KINDS, Run, check};

fn canaries([service, message]: [&str; 2], options: &[&str]) -> Run {
    let file = format!("canaries/{service}-{message}.ndjson");
    check(&[&[service, message, &file], options].concat())
}

#[test]
fn nothing_of_the_input_is_shown_without_snippets() {
    for kind in KINDS {
        for options in [
            ["--format", "json"].as_slice(),
            // Output that goes to no terminal.
            &[],
            &["--snippets", "never"],
            &["--format", "json", "--snippets", "always"],
            &["--format", "sarif"],
        ] {
            let run = canaries(kind, options);
            assert_eq!(run.status, 1);
            assert!(!run.stdout.contains("CANARY"), "{kind:?}: {}", run.stdout);
            assert_eq!(run.stderr, "");
        }
    }
}

#[test]
fn every_canary_document_has_something_to_report() {
    for kind in KINDS {
        let json = canaries(kind, &["--format", "json"]);
        for object in json.objects() {
            let silent = ["accepted", "updated"].map(|passed| object["verdict"] == passed);
            assert_eq!(silent, [false, false], "{kind:?}: {object}");
        }
        let text = canaries(kind, &["--snippets", "always"]);
        assert!(text.stdout.contains("CANARY"));
    }
}

#[test]
fn a_snippet_cannot_command_the_terminal() {
    let file = "salesive-request/control-characters.ndjson";
    let run = check(&["salesive", "request", "--snippets", "always", file]);
    let obeyed = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
    assert!(!run.stdout.contains(obeyed), "{:?}", run.stdout);
    assert!(run.stdout.contains("␛[31m"));
}
