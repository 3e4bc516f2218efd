//! Updates as CSV with a header row.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::{Run, check, fixtures, preflight, scratch};

/// Line and verdict of each record, with what is found in it or why it cannot be read.
pub(crate) fn rows(run: &Run) -> Vec<String> {
    let row = |object: &Value| {
        let rules = ["violations", "advisories"].map(|kind| object[kind].as_array().cloned());
        let rules = rules.into_iter().flatten().flatten();
        let rules = rules.map(|it| format!(" {} {}", it["pointer"], it["rule"]).replace('"', ""));
        let why = object["malformed"]["sentence"]
            .as_str()
            .map(|why| format!(" {why}"));
        let (line, verdict) = (object["line"].as_u64()?, object["verdict"].as_str()?);
        let rest: String = rules.chain(why).collect();
        Some(format!("{line} {verdict}{rest}"))
    };
    run.objects().iter().filter_map(row).collect()
}

fn json(file: &str, args: &[&str]) -> Vec<String> {
    let file = format!("preflight/csv/{file}");
    rows(&preflight(&[&[&*file, "--format", "json"], args].concat()))
}

#[test]
fn quotes_line_breaks_in_cells_and_empty_cells_mean_what_they_say() {
    let expected = [
        "2 accepted",
        "3 accepted",
        "4 accepted",
        "5 malformed Column active: neither true nor false; TRUE and FALSE are understood too.",
        "7 malformed Column active: neither true nor false; TRUE and FALSE are understood too.",
    ];
    assert_eq!(json("quoting.csv", &[]), expected);
    let all = preflight(&["preflight/csv/quoting.csv", "--all"]).stdout;
    assert!(all.contains("quoting.csv:5: error: Column active"), "{all}");
}

#[test]
fn the_marker_for_null_can_be_chosen() {
    let null = json("quoting.csv", &["--null", "Ada Obi"]);
    assert_eq!(null[0], "2 rejected /name salesive.update.name.type");
    let doubt = "/phone preflight.csv.null /user preflight.csv.null";
    let expected = format!("3 rejected /user salesive.update.user.object_id {doubt}");
    assert_eq!(null[1], expected);
    let empty = preflight(&["preflight/csv/quoting.csv", "--null", ""]);
    assert_eq!((empty.status, &*empty.stdout), (2, ""));
    let reason = "an empty cell is left out, so it cannot mean null";
    assert!(empty.stderr.contains(reason), "{}", empty.stderr);
}

#[test]
fn a_byte_order_mark_and_crlf_are_no_part_of_a_cell_and_the_last_row_needs_no_end() {
    let expected = [
        "2 accepted",
        "4 rejected /email preflight.email.taken",
        "5 rejected /email salesive.update.email.format",
    ];
    assert_eq!(json("byte-order-mark.csv", &[]), expected);
}

/// Where files were put together, one can stand before any row.
#[test]
fn another_byte_order_mark_is_no_part_of_a_cell_that_can_be_passed_over() {
    let mark = "\u{FEFF}";
    let file = format!(
        "{mark}email,id\n{mark}a@example.com,1\n\"{mark}b@example.com\",2\nc@example.com,3\n"
    );
    let file = scratch("byte-order-marks.csv", file.as_bytes());
    let run = preflight(&[&file, "--format", "json"]);
    let expected = [
        "2 malformed The row begins with a byte order mark.",
        "3 rejected /email salesive.update.email.format",
        "4 accepted",
    ];
    assert_eq!(rows(&run), expected);

    let header = format!("{mark}{mark}id,email\n1,a@example.com\n");
    let file = scratch("two-byte-order-marks.csv", header.as_bytes());
    let run = preflight(&[&file]);
    assert_eq!((run.status, &*run.stdout), (2, ""));
    assert!(
        run.stderr
            .ends_with(": The row begins with a byte order mark.\n")
    );
}

#[test]
fn delimiters_can_be_chosen_and_what_is_ambiguous_is_refused() {
    let stray = "malformed A quote is neither around a cell nor doubled in a quoted one.";
    let expected = [
        "2 accepted".to_owned(),
        "3 malformed The row has 4 cells, the header 3.".to_owned(),
        "4 malformed The row has 2 cells, the header 3.".to_owned(),
        format!("5 {stray}"),
        format!("6 {stray}"),
        "7 accepted".to_owned(),
    ];
    assert_eq!(json("semicolons.csv", &["--delimiter", ";"]), expected);
    assert_eq!(
        json("tabs.csv", &["--delimiter", "\t"]),
        ["2 malformed The row is not UTF-8.", "3 accepted"]
    );
}

#[test]
fn a_quote_without_an_end_is_reported_with_its_line_and_the_lines_it_swallows() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("swallowed.csv");
    let file = path.to_str().unwrap();
    let of = |text: &str, args: &[&str]| {
        fs::write(&path, text).unwrap();
        preflight(&[&[file, "--format", "json"], args].concat())
    };
    let swallowed = |lines: u32, first: u32| {
        format!(
            "The quoted cell that begins on line {first} has no end: the {lines} lines from there \
             to the end of the file are in it, so they were not judged as rows."
        )
    };
    assert_eq!(
        json("open-quote.csv", &[]),
        [format!("2 malformed {}", swallowed(2, 2))]
    );
    let row = "9,\"A\nda\"\n";
    let text = format!("id,name\n{row}1,\"A\"\"\n{}", "2,Ben\n".repeat(98));
    for (text, lines) in [(text.clone(), 99), (format!("{text}3"), 100)] {
        for max in [usize::MAX, 10] {
            let run = of(&text, &["--max-record", &max.to_string()]);
            let reason = swallowed(lines, 4);
            assert_eq!(
                rows(&run),
                ["2 accepted".to_owned(), format!("4 malformed {reason}")]
            );
        }
    }
    let last = "The quoted cell that begins on line 2 has no end.";
    assert_eq!(
        rows(&of("id,name\n1,\"", &[])),
        [format!("2 malformed {last}")]
    );
    let header = of("id,\"name\n1,Ada\n", &[]);
    assert_eq!(header.status, 2);
    let reason = swallowed(2, 1);
    assert_eq!(header.stderr, format!("salesive-check: {file}: {reason}\n"));
}

#[test]
fn a_row_of_empty_cells_is_a_record_and_only_one_without_text_is_blank() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("blank-rows.csv");
    fs::write(&path, "id\tname\temail\n\t\t\n\r\n\n \n").unwrap();
    let file = path.to_str().unwrap();
    let run = preflight(&[file, "--delimiter", "\t", "--format", "json"]);
    let found = rows(&run);
    assert_eq!(found.len(), 2, "{found:?}");
    let rules = "salesive.update.body.empty  preflight.id.required";
    assert_eq!(found[0], format!("2 rejected  {rules}"));
    assert_eq!(found[1], "5 malformed The row has 1 cells, the header 3.");
    assert_eq!(run.objects().pop().unwrap()["summary"]["blank_lines"], 2);
}

#[test]
fn tags_are_split_and_every_column_of_microbase_is_read() {
    let run = |separator: &str| {
        let file = "preflight/csv/microbase.csv";
        let args = ["microbase", "preflight", file, "--format", "json"];
        rows(&check(
            &[&args[..], &["--tag-separator", separator]].concat(),
        ))
    };
    let expected = [
        "2 accepted",
        "3 rejected /status microbase.update.status.value",
        "4 malformed Column tags: a tag between separators is empty.",
        "5 rejected /tags microbase.update.tags.type",
    ];
    assert_eq!(run(";"), expected);
    assert_eq!(run("|")[2], "4 accepted");
}

#[test]
fn a_header_that_cannot_be_understood_is_told_in_one_line() {
    for (file, reason) in [
        (
            "doubled-column.csv",
            "column 3 is the second one called name",
        ),
        ("no-id.csv", "no column is called id"),
        (
            "unknown-column.csv",
            "column 2 is called none of id, name, email, phone, user, active; did you mean email?",
        ),
        ("empty.csv", "is empty: there is no header row"),
    ] {
        let run = preflight(&[&format!("preflight/csv/{file}")]);
        assert_eq!((run.status, &*run.stdout), (2, ""), "{file}");
        assert_eq!(
            run.stderr,
            format!("salesive-check: preflight/csv/{file}: {reason}\n")
        );
    }
    assert_eq!(
        check(&["salesive", "request", "preflight/csv/no-id.csv"]).status,
        2
    );
    assert_eq!(preflight(&["--delimiter", "ab"]).status, 2);
}

#[test]
fn the_parts_of_a_split_file_are_csv_again_and_hold_every_row_as_it_was() {
    let scratch = |name: &str| PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let [accepted, rejected] = ["accepted.csv", "rejected.csv"].map(scratch);
    let paths = [&accepted, &rejected].map(|path| path.to_str().unwrap());
    let file = "preflight/csv/quoting.csv";
    preflight(&[file, "--accepted", paths[0], "--rejected", paths[1]]);
    let [accepted, rejected] = paths.map(|path| fs::read_to_string(path).unwrap());
    let whole = fs::read_to_string(fixtures().join(file)).unwrap();
    let (header, rows) = whole.split_once('\n').unwrap();
    let below = |part: &str| {
        part.strip_prefix(&format!("{header}\n"))
            .unwrap()
            .to_owned()
    };
    assert_eq!(below(&accepted) + &below(&rejected), rows);
    assert_eq!(preflight(&[paths[0]]).status, 0);
}

#[test]
fn the_header_of_the_parts_is_that_of_the_file_byte_for_byte() {
    let scratch = |name: &str| PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let paths = ["header.csv", "header.accepted.csv", "header.rejected.csv"].map(scratch);
    let [file, accepted, rejected] = paths.each_ref().map(|path| path.to_str().unwrap());
    let [good, bad] = ["1,true\r\n", "2,yes\n"];
    for header in ["id,active\n", "\u{feff}id,active\r\n", "id,\"active\""] {
        let [good, bad] = [good, bad].map(|row| if header.ends_with('\n') { row } else { "" });
        fs::write(file, format!("{header}{good}{bad}")).unwrap();
        preflight(&[file, "--accepted", accepted, "--rejected", rejected]);
        assert_eq!(
            fs::read_to_string(accepted).unwrap(),
            format!("{header}{good}")
        );
        assert_eq!(
            fs::read_to_string(rejected).unwrap(),
            format!("{header}{bad}")
        );
    }
}

#[test]
fn any_number_of_threads_gives_the_same_report_of_csv_and_ndjson_in_turns() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("long.csv");
    let row = |nth: u32| format!("{},\"Ada\n{nth}\",c{}@example.com\r\n", nth, nth / 2 * 2);
    let rows: String = (0..8_000).map(row).collect();
    fs::write(&path, format!("id,name,email\n{rows}")).unwrap();
    let file = path.to_str().unwrap();
    let ndjson = "preflight/every-verdict.ndjson";
    let run = |threads| {
        let files = [ndjson, file, ndjson];
        preflight(&[&files[..], &["--format", "json", "--threads", threads]].concat()).stdout
    };
    let one = run("1");
    assert_eq!(one.lines().count(), 8_013);
    let last: Value = serde_json::from_str(one.lines().nth(8_005).unwrap()).unwrap();
    assert_eq!(
        (&last["source"], &last["line"]),
        (&Value::from(file), &Value::from(16_000))
    );
    let other = &last["violations"][0]["other"];
    assert_eq!(
        (&other["source"], &other["line"]),
        (&Value::from(file), &Value::from(15_998))
    );
    for threads in ["2", "3"] {
        assert!(run(threads) == one, "{threads}");
    }
}
