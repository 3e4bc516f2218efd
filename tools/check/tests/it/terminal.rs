//! Nothing that a terminal obeys or hides comes out as it is, from wherever it came.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Run, check, check_input};

/// One or two of each kind: a control below and one above ASCII, direction, no width, no sight.
const RAW: [char; 14] = [
    '\u{1b}',
    '\u{7f}',
    '\u{9b}',
    '\u{ad}',
    '\u{61c}',
    '\u{200b}',
    '\u{200f}',
    '\u{2028}',
    '\u{202e}',
    '\u{2060}',
    '\u{2069}',
    '\u{feff}',
    '\u{e0041}',
    '\u{e0100}',
];

fn raw() -> String {
    RAW.iter().collect()
}

fn assert_printable(run: &Run, what: &str) {
    for output in [&run.stdout, &run.stderr] {
        let found = output.chars().find(|c| RAW.contains(c));
        assert_eq!(found, None, "{what}: {output:?}");
    }
}

#[test]
fn in_arguments() {
    let raw = raw();
    let named = |start: &str| format!("{start}{raw}");
    let (option, file) = (named("--"), named("file.ndjson"));
    let before_option = named("--format=");
    for args in [
        &[&*raw][..],
        &[&*raw, "request"],
        &["salesive", &raw],
        &["salesive", "request", &option],
        &["salesive", "request", &before_option],
        &["salesive", "request", "--max-record", &raw],
        &["salesive", "request", &file],
        &["salesive", "preflight", &file],
        &["salesive", "preflight", "--delimiter", &raw],
        &["salesive", "preflight", "--threads", &raw],
        &["salesive", "preflight", "--known", &file],
        &["salesive", "preflight", "--accepted", &named("missing/")],
        &["microbase", "replay", &file],
    ] {
        let run = check(args);
        assert_eq!(run.status, 2, "{args:?}");
        assert_eq!(run.stderr.lines().count(), 1, "{args:?}");
        assert_printable(&run, &format!("{args:?}"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn in_the_names_of_files_and_in_what_they_hold() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("terminal");
    fs::create_dir_all(&directory).unwrap();
    let raw = raw();
    let file = |name: &str, content: &str| {
        let path = directory.join(format!("{name}{raw}.ndjson"));
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let text: String = RAW.iter().filter(|c| **c > '\x1f').collect();
    let requests = format!("{{\"email\":\"{text}\",\"active\":1}}\n{text}\n{raw}\n");
    let requests = file("requests", &requests);
    let updates = format!("{{\"id\":\"1\",\"email\":\"a@b.c\",\"{text}\":\"{text}\"}}\n{raw}\n");
    let updates = file("updates", &updates);
    let known = file("known", "{\"_id\":\"2\",\"email\":\"a@b.c\"}\n");
    let replies = format!("{{\"http_status\":200,\"body\":\"{text}\"}}\n{{\"{text}\":1}}\n");
    let replies = file("replies", &replies);
    let preflight = ["preflight", &updates, &updates, "--known", &known];
    for args in [
        &["request", &requests, "--snippets", "always"][..],
        &["request", &requests, "--format", "json"],
        &["reply", &replies, "--snippets", "always"],
        &["reply", &replies, "--format", "json"],
        &preflight,
        &[&preflight[..], &["--all"]].concat(),
        &[&preflight[..], &["--format", "json"]].concat(),
        &[&preflight[..], &["--format", "sarif"]].concat(),
    ] {
        let run = check(&[&["salesive"], args].concat());
        assert_eq!(run.status, 1, "{args:?}: {}", run.stderr);
        assert_printable(&run, &format!("{args:?}"));
    }
    // Escapes alone stand between the output and the name.
    let run = check(&["salesive", "request", "--format", "json", &requests]);
    assert_eq!(run.objects()[0]["source"], *requests);
}

#[test]
fn in_the_answers_of_the_model() {
    let customer = "{\"id\":\"1\",\"email\":\"a@b.c\",\"firstName\":\"\u{202e}\u{9b}\u{e0041}\"}";
    let recording = format!(
        "{{\"stores\":{{\"1\":[{customer}]}}}}\n{{\"store\":1,\"request\":{{\"id\":\"1\"}}}}\n"
    );
    let run = check_input(&["microbase", "replay"], recording.as_bytes());
    assert_eq!((run.status, &*run.stderr), (0, ""));
    assert_printable(&run, "replay");
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    let name = &answer["response"]["customer"]["firstName"];
    assert_eq!(*name, "\u{202e}\u{9b}\u{e0041}");
}
