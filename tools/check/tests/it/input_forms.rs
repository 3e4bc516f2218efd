use std::fs;

use crate::support::{check, check_input, fixtures, scratch};

const JSON: [&str; 4] = ["salesive", "request", "--format", "json"];

/// Source, line and verdict of each document.
fn seen(args: &[&str], input: &[u8]) -> Vec<(String, u64, String)> {
    let run = check_input(&[&JSON, args].concat(), input);
    assert_eq!(run.stderr, "");
    let object = |object: &serde_json::Value| {
        let text = |member: &str| object[member].as_str().unwrap().to_owned();
        (
            text("source"),
            object["line"].as_u64().unwrap(),
            text("verdict"),
        )
    };
    run.objects().iter().map(object).collect()
}

fn document(source: &str, line: u64, verdict: &str) -> (String, u64, String) {
    (source.into(), line, verdict.into())
}

#[test]
fn standard_input_is_one_document_a_line() {
    let input = b"{\"active\":true}\n{\"active\":1}";
    let expected = [document("-", 1, "accepted"), document("-", 2, "rejected")];
    assert_eq!(seen(&[], input), expected);
    assert_eq!(seen(&["-"], input), expected);
}

#[test]
fn standard_input_can_stand_among_files() {
    let file = "salesive-request/multi-line.json";
    assert_eq!(
        seen(&[file, "-", file], b"{\"active\":true}"),
        [
            document(file, 1, "rejected"),
            document("-", 1, "accepted"),
            document(file, 1, "rejected"),
        ]
    );
}

#[test]
fn a_json_file_is_one_document_however_many_lines_it_has() {
    let file = "salesive-request/empty-object.json";
    assert_eq!(seen(&[file], b""), [document(file, 1, "rejected")]);
    let file = "other/directory.json/empty.json";
    assert_eq!(seen(&[file], b""), [document(file, 1, "malformed")]);
}

#[test]
fn ndjson_and_jsonl_are_one_document_a_line() {
    let lines = fs::read(fixtures().join("other/lines.jsonl")).unwrap();
    assert_eq!(
        lines,
        fs::read(fixtures().join("other/lines.ndjson")).unwrap()
    );
    for file in ["other/lines.jsonl", "other/lines.ndjson"] {
        assert_eq!(
            seen(&[file], b""),
            [document(file, 1, "accepted"), document(file, 2, "rejected")]
        );
    }
}

#[test]
fn lines_of_space_tab_and_cr_are_skipped_but_counted() {
    let input = b"\n{\"active\":true}\r\n \t\r\n\r{\"active\":true}\n\x0c\n\xc2\xa0\n\n{}";
    assert_eq!(
        seen(&[], input),
        [
            document("-", 2, "accepted"),
            document("-", 4, "accepted"),
            // A form feed and a no-break space are neither blank nor JSON.
            document("-", 5, "malformed"),
            document("-", 6, "malformed"),
            document("-", 8, "rejected"),
        ]
    );
    let run = check_input(&["salesive", "request"], input);
    let last = run.stdout.lines().last().unwrap();
    assert!(last.ends_with("; 3 blank lines skipped"), "{last}");
}

#[test]
fn a_line_that_is_not_utf_8_is_malformed_at_its_first_bad_byte_and_the_run_goes_on() {
    let file = "salesive-request/not-utf8.ndjson";
    let run = check(&[&JSON, [file].as_slice()].concat());
    let places: Vec<_> = run
        .objects()
        .iter()
        .map(|object| object["malformed"].clone())
        .filter(|malformed| !malformed.is_null())
        .map(|malformed| (malformed["line"].clone(), malformed["column"].clone()))
        .collect();
    assert_eq!(
        places,
        [(2, 14), (3, 4), (4, 1)].map(|(l, c)| (l.into(), c.into()))
    );
    assert_eq!(run.objects().len(), 5);
    assert_eq!(run.objects()[4]["verdict"], "rejected");
}

#[test]
fn a_reply_body_given_as_an_object_is_taken_as_its_text() {
    // Were the object read and written anew, the repeated member would be gone.
    let body = r#"{ "success": true,"success": true, "status": 200, "message": "", "data": {} }"#;
    let text = serde_json::to_string(body).unwrap();
    let documents = format!(
        "{{\"http_status\": 200, \"body\": {body}}}\n{{\"http_status\": 200, \"body\": {text}}}"
    );
    let run = check_input(
        &["salesive", "reply", "--format", "json"],
        documents.as_bytes(),
    );
    let [object, string] = run.objects().try_into().unwrap();
    assert_eq!(object["discrepancies"], string["discrepancies"]);
    let repeated = &object["discrepancies"][0];
    assert_eq!(repeated["rule"], "salesive.reply.member.duplicate");
    assert_eq!(repeated["column"], 30);
}

#[test]
fn any_extension_in_any_case_and_any_input_can_be_read() {
    for (extension, operation, text) in [
        ("JSON", "request", "{\n\"active\":true}"),
        ("Json", "request", "{\n\"active\":true}"),
        ("NDJSON", "request", "{\"active\":true}\n"),
        ("JsonL", "request", "{\"active\":true}\n"),
        ("NDJSON", "preflight", r#"{"id":"1","name":"Ada"}"#),
        ("Jsonl", "preflight", r#"{"id":"1","name":"Ada"}"#),
        ("CSV", "preflight", "id,active\n1,true\n"),
        ("Csv", "preflight", "id,active\n1,true\n"),
    ] {
        let file = scratch(
            &format!("cause-extension-{operation}.{extension}"),
            text.as_bytes(),
        );
        let run = check(&["salesive", operation, &file]);
        assert_eq!((run.status, &*run.stderr), (0, ""), "{extension}");
    }
    for (format, operation, text) in [
        ("json", "request", "{\n\"active\":true}"),
        ("ndjson", "request", "{\"active\":true}\n"),
        (
            "json",
            "reply",
            "{\"http_status\":200,\n\"body\":{\"status\":200,\"success\":true,\"message\":\"\",\"data\":{}}}",
        ),
        ("ndjson", "preflight", r#"{"id":"1","name":"Ada"}"#),
        ("csv", "preflight", "\u{feff}id,active\r\n1,TRUE\r\n"),
    ] {
        let asked = ["salesive", operation, "--input-format", format];
        let none = scratch(
            &format!("cause-format-{operation}-{format}"),
            text.as_bytes(),
        );
        let other = scratch(
            &format!("cause-format-{operation}-{format}.txt"),
            text.as_bytes(),
        );
        let mut inputs = vec![vec![], vec!["-"], vec![&*none], vec![&*other]];
        if cfg!(unix) {
            inputs.push(vec!["/dev/stdin"]);
        }
        for input in inputs {
            let run = check_input(&[&asked[..], &input].concat(), text.as_bytes());
            assert_eq!((run.status, &*run.stderr), (0, ""), "{asked:?} {input:?}");
        }
    }
    for asked in [
        ["salesive", "request", "--input-format=csv"],
        ["salesive", "preflight", "--input-format=json"],
    ] {
        let run = check(&asked);
        assert!(
            run.stderr
                .contains("for '--input-format <FORMAT>' [possible values: "),
            "{}",
            run.stderr
        );
    }
}
