//! What an input is taken for, where it could be more than one thing.

use crate::support::{check, check_input, preflight, scratch};

#[test]
fn one_nul_in_latin_1_is_not_utf_16() {
    for bad in [&b"Ren\xE9\0e"[..], b"Rene\xE9\0e", b"\xE9\0"] {
        let record = [b"{\"id\":\"b\",\"name\":\"", bad, b"\"}\n"].concat();
        let good = b"{\"id\":\"a\",\"name\":\"x\"}\n";
        let input = [good, &record[..], good].concat();
        let run = check_input(&["salesive", "preflight", "--format", "json"], &input);
        let objects = run.objects();
        assert_eq!((run.status, objects.len()), (1, 4), "{}", run.stderr);
        assert_eq!(
            objects[1]["malformed"]["sentence"],
            "The text is not UTF-8."
        );
    }
}

#[test]
fn utf_16_with_little_ascii_is_named() {
    let record = format!("{{\"id\":\"a\",\"name\":\"{}\"}}\n", "中".repeat(600));
    for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
        let input: Vec<u8> = record.encode_utf16().flat_map(bytes).collect();
        let run = check_input(&["salesive", "preflight"], &input);
        assert_eq!(
            (run.status, run.stderr.contains("is UTF-16")),
            (2, true),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn what_cannot_be_is_told_with_what_to_do() {
    let json = scratch("guess-json.csv", b"{\"id\":\"1\",\"active\":true}\n");
    let table = scratch("guess-table.csv", b"id,active\n1,true\n");
    for (args, reason) in [
        (
            &["preflight", &*json][..],
            "is JSON, not CSV; give --input-format ndjson",
        ),
        (
            &["preflight", &table, "--ignore-column", "id"],
            "the column id cannot be passed over",
        ),
        (
            &["preflight", &table, "--known", "-"],
            "-: cannot hold known customers; give a file",
        ),
    ] {
        let run = check(&[&["salesive"], args].concat());
        assert_eq!(
            (run.status, run.stderr.contains(reason)),
            (2, true),
            "{}",
            run.stderr
        );
    }
    let header = scratch("guess-header.csv", b"id,active\n");
    assert_eq!(preflight(&[&header]).status, 0);
}

#[test]
fn csv_is_not_taken_for_lines() {
    for header in ["id,email\n", "email;id\r\n", "\u{feff}\"id\"\temail\n"] {
        let table = format!("{header}1,ada@example.com\n");
        for args in [
            &["salesive", "preflight"][..],
            &["microbase", "request", "-"],
        ] {
            let run = check_input(args, table.as_bytes());
            assert_eq!(
                (run.status, run.stdout.contains("malformed]")),
                (2, false),
                "{header}"
            );
            let reason =
                "is CSV, not one object a line; a preflight reads it with --input-format csv";
            assert!(run.stderr.contains(reason), "{}", run.stderr);
        }
    }
    let run = check_input(
        &["salesive", "preflight"],
        b"\"id\"\n{\"id\":\"1\",\"active\":true}\n",
    );
    assert_eq!(run.status, 1, "{}", run.stderr);
}

#[test]
fn a_spreadsheet_is_not_taken_for_text() {
    let file = scratch("guess-spreadsheet.csv", b"PK\x03\x04\x14\0\x08\x08");
    let run = check(&["salesive", "preflight", &file]);
    assert_eq!((run.status, &*run.stdout), (2, ""));
    assert!(run.stderr.contains("save it as CSV"), "{}", run.stderr);
}
