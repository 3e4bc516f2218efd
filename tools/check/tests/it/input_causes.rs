//! What is said of an input that is not what it was taken for, whatever the command.

use crate::support::{Run, check, check_input, preflight, scratch};

/// The operations that read documents one a line.
const LINES: [[&str; 2]; 4] = [
    ["salesive", "request"],
    ["microbase", "reply"],
    ["microbase", "replay"],
    ["salesive", "preflight"],
];

const RECORD: &str = "{\"id\":\"1\",\"name\":\"Ada\"}";

/// What each command makes of the input: from a file, from standard input, and as known customers.
fn runs(name: &str, input: &[u8]) -> Vec<(String, Run)> {
    let file = scratch(&format!("cause-{name}.ndjson"), input);
    let record = scratch(&format!("cause-{name}-record.ndjson"), RECORD.as_bytes());
    let known = preflight(&[&record, "--known", &file]);
    let mut runs = vec![("--known".to_owned(), known)];
    for operation in LINES {
        let by_file = check(&[&operation[..], &[&file]].concat());
        let piped = check_input(&operation, input);
        runs.push((format!("{operation:?} of a file"), by_file));
        runs.push((format!("{operation:?}"), piped));
    }
    runs
}

/// Every command ends with code 2 and this reason, on one line.
fn assert_refused(name: &str, input: &[u8], reason: &str) {
    for (command, run) in runs(name, input) {
        let line = run.stderr.lines().next().unwrap_or_default();
        assert_eq!(
            (run.status, run.stderr.lines().count()),
            (2, 1),
            "{command}, {name}: {line}"
        );
        assert!(line.contains(reason), "{command}, {name}: {line}");
    }
}

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn utf_32(text: &str, bytes: fn(u32) -> [u8; 4]) -> Vec<u8> {
    text.chars().map(u32::from).flat_map(bytes).collect()
}

#[test]
fn utf_16_and_utf_32_are_named_with_what_to_do() {
    let text = format!("{RECORD}\r\n{RECORD}\r\n");
    let marked = format!("\u{feff}{text}");
    for (encoded, encoding, from) in [
        (utf_16(&text, u16::to_le_bytes), "UTF-16LE", "UTF-16LE"),
        (utf_16(&text, u16::to_be_bytes), "UTF-16BE", "UTF-16BE"),
        (utf_16(&marked, u16::to_le_bytes), "UTF-16LE", "UTF-16"),
        (utf_16(&marked, u16::to_be_bytes), "UTF-16BE", "UTF-16"),
        (utf_32(&text, u32::to_le_bytes), "UTF-32LE", "UTF-32LE"),
        (utf_32(&text, u32::to_be_bytes), "UTF-32BE", "UTF-32BE"),
        (utf_32(&marked, u32::to_le_bytes), "UTF-32LE", "UTF-32"),
        (utf_32(&marked, u32::to_be_bytes), "UTF-32BE", "UTF-32"),
    ] {
        let reason = format!(
            "is {encoding}, not UTF-8; convert it, for example with iconv -f {from} -t UTF-8"
        );
        assert_refused(&format!("wide-{}", encoded.len()), &encoded, &reason);
        for (extension, operation) in [("json", "request"), ("json", "reply"), ("csv", "preflight")]
        {
            let file = scratch(&format!("cause-wide.{extension}"), &encoded);
            let run = check(&["salesive", operation, &file]);
            assert_eq!((run.status, &*run.stdout), (2, ""));
            assert!(run.stderr.contains(&reason), "{}", run.stderr);
        }
    }
}

#[test]
fn an_empty_input_is_called_empty() {
    for (name, input) in [("nothing", ""), ("mark", "\u{feff}")] {
        assert_refused(name, input.as_bytes(), "is empty");
    }
    for (name, input) in [
        ("line", "\n"),
        ("blanks", " \t\r\n\r\n"),
        ("marked", "\u{feff}\n"),
    ] {
        assert_refused(name, input.as_bytes(), "holds no ");
    }
    let empty = scratch("cause-empty.json", b"");
    for operation in ["request", "reply"] {
        let run = check(&["salesive", operation, "--format", "json", &empty]);
        assert_eq!(
            run.objects()[0]["malformed"]["sentence"],
            "The text is empty."
        );
    }
}

#[test]
fn a_json_array_is_called_one() {
    for (name, input) in [
        ("one-line", "[{\"id\":\"1\"},{\"id\":\"2\"}]\n"),
        ("pretty", "[\n  {\n    \"id\": \"1\"\n  }\n]\n"),
        ("crlf", "\u{feff}\r\n [ \t\r\n{}]"),
        ("spaced", "\n\n\t[ {}]"),
    ] {
        let what_to_do = "is a JSON array, not one object a line; write each of its elements on a \
                          line of its own, for example with jq -c '.[]'";
        assert_refused(&format!("array-{name}"), input.as_bytes(), what_to_do);
    }
    // A body that is one is judged, as any other.
    let run = check_input(&["salesive", "request"], b"[]\n{\"active\":true}\n");
    assert_eq!((run.status, &*run.stderr), (1, ""));
}

/// The line ends with what no UTF-8 holds.
#[test]
fn latin_1_is_named_with_its_line() {
    let lines = b"{\"id\":\"1\",\"name\":\"Ada\"}\n{\"id\":\"2\",\"name\":\"Ren\xE9\"}\n";
    let csv = scratch("cause-latin-1.csv", b"id,name\n1,Ada\n2,\"a\nRen\xE9\"\n");
    for args in [
        ["salesive", "request", "-"],
        ["salesive", "reply", "-"],
        ["salesive", "preflight", "-"],
    ] {
        let run = check_input(&[&args[..], &["--format", "json"]].concat(), lines);
        let malformed = &run.objects()[1]["malformed"];
        assert_eq!(
            (malformed["line"].as_u64(), malformed["column"].as_u64()),
            (Some(2), Some(22))
        );
        assert_eq!(malformed["sentence"], "The text is not UTF-8.");
    }
    let run = preflight(&["--format", "json", &csv]);
    let malformed = &run.objects()[1]["malformed"];
    assert_eq!(malformed["line"], 3);
    assert_eq!(
        malformed["sentence"],
        "The row is not UTF-8, from its line 2 on."
    );
    let head = scratch("cause-latin-1-header.csv", b"id,pr\xE9nom\n1,Ada\n");
    let run = preflight(&[&head]);
    assert!(
        run.stderr
            .contains("line 1: The row is not UTF-8; save it as UTF-8"),
        "{}",
        run.stderr
    );
    let replay = b"{\"stores\":{\"0\":[]}}\n{\"store\":0,\"request\":\"\xE9\"}\n";
    let run = check_input(&["microbase", "replay"], replay);
    assert_eq!(
        run.stderr,
        "salesive-check: -:2:23: The text is not UTF-8.\n"
    );
}

#[test]
fn of_known_customers_the_line_says_what_it_is() {
    let good = "{\"_id\":\"1\"}";
    let record = scratch("cause-known-record.ndjson", RECORD.as_bytes());
    for (nth, (line, reason)) in [
        (
            &b"{\"_id\":\"1\""[..],
            ", column 11: The text is not JSON: EOF while parsing an object",
        ),
        (
            b"{'_id':1}",
            ", column 2: The text is not JSON: key must be a string",
        ),
        (
            b"garbage",
            ", column 1: The text is not JSON: expected value",
        ),
        (
            b"{\"name\":\"Ren\xE9\"}",
            ", column 13: The text is not UTF-8",
        ),
        (
            b"\xEF\xBB\xBF{}",
            ", column 1: The text begins with a byte order mark",
        ),
        (b"[]", " is a JSON array, no customer; write each"),
        (
            b"[{\"_id\":\"2\"}]",
            " is a JSON array, no customer; write each",
        ),
        (b"null", " is a JSON null, no customer"),
        (b"\"1\"", " is a JSON string, no customer"),
        (
            b"{}",
            ": the customer has no id, which Salesive calls `_id`",
        ),
        (
            b"{\"_id\":5}",
            ": /_id is a JSON number, which no customer has there\n",
        ),
        (
            b"{\"_id\":\"2\",\"createdAt\":\"canary\",\"user\":{\"name\":[\"canary\"]}}",
            ": /user/name is a JSON array, which no customer has there\n",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let known = [good.as_bytes(), b"\n", line, b"\n"].concat();
        let known = scratch(&format!("cause-known-{nth}.ndjson"), &known);
        let run = preflight(&[&record, "--known", &known]);
        let reason = format!("salesive-check: {known}: line 2{reason}");
        assert_eq!(run.status, 2);
        assert!(run.stderr.starts_with(&reason), "{}", run.stderr);
    }
}

#[test]
fn a_byte_order_mark_belongs_to_the_file_and_not_to_its_first_line() {
    let marked = |text: &str| format!("\u{feff}{text}\n{text}\n");
    let update = scratch(
        "cause-mark-update.ndjson",
        marked("{\"active\":true}").as_bytes(),
    );
    let reply =
        r#"{"http_status":200,"body":{"status":200,"success":true,"message":"","data":{}}}"#;
    let whole = scratch(
        "cause-mark-reply.json",
        format!("\u{feff}{reply}").as_bytes(),
    );
    let reply = scratch("cause-mark-reply.ndjson", marked(reply).as_bytes());
    let record = scratch(
        "cause-mark-record.ndjson",
        format!("\u{feff}{RECORD}\n").as_bytes(),
    );
    let known = scratch(
        "cause-mark-known.ndjson",
        "\u{feff}{\"_id\":\"1\"}\n".as_bytes(),
    );
    let blank = scratch(
        "cause-mark-blank.ndjson",
        format!("\u{feff}\n{RECORD}\n").as_bytes(),
    );
    for args in [
        &["salesive", "request", &update][..],
        &["salesive", "reply", &reply, &whole],
        &["salesive", "preflight", &record],
        &["salesive", "preflight", &blank],
        &["salesive", "preflight", &record, "--known", &known],
    ] {
        let run = check(args);
        assert_eq!(
            (run.status, &*run.stderr),
            (0, ""),
            "{args:?}: {}",
            run.stdout
        );
    }
    let accepted = concat!(env!("CARGO_TARGET_TMPDIR"), "/cause-mark.accepted");
    preflight(&[&record, "--accepted", accepted]);
    let [was, is] = [&*record, accepted].map(|path| std::fs::read(path).unwrap());
    assert_eq!(was, is);

    let body = scratch("cause-mark.json", "\u{feff}{\"active\":true}".as_bytes());
    let run = check(&["salesive", "request", &body, "--format", "json"]);
    assert_eq!(run.objects()[0]["verdict"], "malformed");
    let second = preflight(&["--format", "json", &blank, &record]);
    assert_eq!(second.objects()[1]["verdict"], "accepted");
}

#[test]
fn a_reply_body_that_begins_with_a_mark_is_read() {
    for (service, body) in [
        (
            "salesive",
            r#"{"status":200,"success":true,"message":"","data":{}}"#,
        ),
        ("microbase", r#"{"ok":true,"customer":{"id":"1"}}"#),
    ] {
        let body = serde_json::to_string(&format!("\u{feff}{body}")).unwrap();
        let document = format!("{{\"http_status\":200,\"body\":{body}}}\n");
        let run = check_input(&[service, "reply", "--format", "json"], document.as_bytes());
        let object = &run.objects()[0];
        assert_eq!(
            (run.status, object["outcome"].as_str()),
            (0, Some("updated"))
        );
        let rule = format!("{service}.reply.body.byte_order_mark");
        assert_eq!(object["discrepancies"][0]["rule"], rule);
    }
}
