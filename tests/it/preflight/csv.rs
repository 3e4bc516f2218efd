//! Rows of CSV are the records that they would be as lines of JSON.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use salesive_schema::preflight::csv::{
    Converted, CsvOptions, CsvSession, Header, HeaderFault, InvalidHeader, Rows, WrongColumn,
};
use salesive_schema::preflight::{Line, Record, Session, Summary};
use salesive_schema::{MicroBase, Salesive, Service};
use serde_json::{Value, json};

use super::{Row, index, options, row};
use crate::agreement::draws::{Share, run_cases};
use crate::both::{Documented, for_both_services};

for_both_services! {
    records_are_the_same_whatever_the_chunks
    rows_say_what_lines_of_json_say
}

/// What comes out for a record, with the update that it sends.
type Seen = (Row, Option<String>);

fn seen<S: Service>(record: &Record<'_, S>) -> Seen {
    let update = record.update.as_ref();
    (row(record), update.map(|it| S::to_json(&it.update)))
}

fn check<'c, S: Service>(
    chunks: impl IntoIterator<Item = &'c [u8]>,
    csv: &CsvOptions,
) -> Result<(Vec<Seen>, Summary<S>), InvalidHeader> {
    let options = options().max_record(200);
    let mut session = CsvSession::<S>::with_index(index(None, &options), csv);
    let mut all = Vec::new();
    for chunk in chunks {
        session.feed(chunk, |record| all.push(seen(&record)))?;
    }
    let summary = session.finish(|record| all.push(seen(&record)))?;
    Ok((all, summary))
}

/// Files of pieces that mean something to CSV.
fn file<S: Documented>() -> impl Strategy<Value = Vec<u8>> {
    let mut members = vec!["id"];
    members.extend(S::MEMBERS.iter().filter(|member| **member != "id"));
    let header = prop_oneof![
        5 => Just(members.join(";") + "\n"),
        2 => Just(format!("sep=|\r\n{}\n", members.join("|"))),
        1 => Just("\u{feff}id;\"name\"\n".to_owned()),
        1 => select(&["id\n", "id,name\n", "", "id;id\n", "sep=ab\n", "id;nom\n"][..]).prop_map(String::from),
    ];
    let full = Just(format!("1{}\n", ";".repeat(members.len() - 1)));
    let pieces = [
        "\"", "\"\"", ";", ";", "|", "\n", "\n", "\r\n", "\r", "1", "Ada", "NULL", "true", "ä",
        "a@b.de", "\u{feff}", ";;;;;\n", "\n\n", "ACTIVE",
    ];
    let piece = prop_oneof![
        8 => select(pieces.to_vec()).prop_map(|piece| piece.as_bytes().to_vec()),
        2 => full.prop_map(String::into_bytes),
        1 => Just(b"\xff".to_vec()),
        1 => Just(vec![b'x'; 210]),
    ];
    (header, vec(piece, 0..40))
        .prop_map(|(header, pieces)| [header.into_bytes(), pieces.concat()].concat())
}

fn records_are_the_same_whatever_the_chunks<S: Documented>() {
    let drawn = (file::<S>(), 1..20_usize);
    let shares = [Share(50, vec!["read"]), Share(5, vec!["no header"])];
    run_cases(2000, &drawn, &shares, |(file, size), draws| {
        let csv = CsvOptions::new().delimiter(";".parse().unwrap());
        let csv = if file.starts_with(b"sep=") {
            CsvOptions::new()
        } else {
            csv
        };
        let whole = check::<S>([&file[..]], &csv);
        prop_assert_eq!(&check::<S>(file.chunks(size), &csv), &whole);
        prop_assert_eq!(&check::<S>(file.chunks(1), &csv), &whole);
        let with_empty = file.chunks(size).flat_map(|chunk| [chunk, b""]);
        prop_assert_eq!(&check::<S>(with_empty, &csv), &whole);
        draws.count(if whole.is_ok() { "read" } else { "no header" });
        Ok(())
    });
}

/// Cells of each column, and the values that they are.
fn cells(member: &str) -> BoxedStrategy<(&'static str, Option<Value>)> {
    let (left_out, null) = (("", None), ("NULL", Some(Value::Null)));
    let text = |text: &'static str| (text, Some(json!(text)));
    let values = match member {
        "id" => vec![text("1"), text("2")],
        "active" => vec![
            left_out,
            ("TRUE", Some(json!(true))),
            ("false", Some(json!(false))),
        ],
        "tags" => vec![
            left_out,
            ("VIP", Some(json!(["VIP"]))),
            ("\"a;\"\"b\"\"\"", Some(json!(["a", "\"b\""]))),
        ],
        "email" => vec![left_out, text("ada@example.com"), text("nobody")],
        "user" => vec![left_out, null, text("665a1f2c9b1e4a0012ab34cd")],
        "phone" => vec![left_out, null, text("+234")],
        "status" => vec![left_out, text("ACTIVE"), text("active")],
        _ => vec![
            left_out,
            text("Ada"),
            ("\"Obi,\n\\\tAda\"", Some(json!("Obi,\n\\\tAda"))),
        ],
    };
    select(values).boxed()
}

fn rows_say_what_lines_of_json_say<S: Documented>() {
    let mut members = vec!["id"];
    members.extend(S::MEMBERS.iter().filter(|member| **member != "id"));
    let row: Vec<_> = members.iter().map(|member| cells(member)).collect();
    let rows = vec(row, 1..8);
    let shares = [Share(50, vec!["something is sent"])];
    run_cases(1000, &rows, &shares, |rows, draws| {
        let mut table = members.join(",") + "\n";
        let mut lines = String::new();
        for row in rows
            .iter()
            .filter(|row| row.iter().any(|(cell, _)| !cell.is_empty()))
        {
            let cells: Vec<_> = row.iter().map(|(cell, _)| *cell).collect();
            table += &(cells.join(",") + "\n");
            let values = members.iter().zip(row);
            let record: serde_json::Map<_, _> = values
                .filter_map(|(member, (_, value))| Some(((*member).to_owned(), value.clone()?)))
                .collect();
            lines += &(Value::from(record).to_string() + "\n");
        }
        let said = |(row, update): Seen| (row.number, row.verdict, row.findings.len(), update);
        let (in_rows, summary) = check::<S>([table.as_bytes()], &CsvOptions::new()).unwrap();
        let mut in_lines = Vec::new();
        let mut session = Session::<S>::new(&options());
        session.feed(lines.as_bytes(), |record| {
            in_lines.push(said(seen(&record)))
        });
        let sent = summary.of(salesive_schema::preflight::Verdict::Accepted);
        draws.count(if sent > 0 {
            "something is sent"
        } else {
            "nothing is sent"
        });
        prop_assert_eq!(in_rows.into_iter().map(said).collect::<Vec<_>>(), in_lines);
        Ok(())
    });
}

fn fault(file: &str) -> HeaderFault {
    check::<Salesive>([file.as_bytes()], &CsvOptions::new())
        .unwrap_err()
        .fault
}

#[test]
fn each_wrong_column_of_a_header_is_named() {
    let HeaderFault::Columns { listed, omitted } = fault("id,Email,name,canary,name\n") else {
        panic!("there are wrong columns")
    };
    assert_eq!(omitted, 0);
    let shown: Vec<_> = listed.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "column 2 is called none of the members, did you mean email?",
            "column 4 is called none of the members",
            "column 5 is the second one called name",
        ]
    );
    assert!(matches!(
        listed[1],
        WrongColumn::Unknown { meant: None, .. }
    ));
    let members: Vec<_> = Header::<MicroBase>::members().collect();
    assert_eq!(members, MicroBase::MEMBERS);
}

#[test]
fn of_many_wrong_columns_the_first_hundred_are_listed() {
    for (columns, more) in [(100, ""), (101, "; and 1 more"), (300, "; and 200 more")] {
        let index = index(None, &options());
        let session = CsvSession::<Salesive>::with_index(index, &CsvOptions::new());
        let file = ["id", &",x".repeat(columns), "\n"].concat();
        let shown = session
            .run(file.as_bytes(), |_| {})
            .unwrap_err()
            .to_string();
        assert_eq!(shown.matches("is called none").count(), 100);
        let end = "column 101 is called none of the members";
        assert!(shown.ends_with(&[end, more].concat()), "{shown}");
    }
}

#[test]
fn where_there_is_no_header_it_is_told_which_line_is_looked_at() {
    const MISSING: &str = "there is no header row";
    const BLANK: &str = "the header row is blank";
    for (file, told) in [
        ("", format!("line 1: {MISSING}")),
        ("\u{feff}", format!("line 1: {MISSING}")),
        ("sep=;", format!("line 1: {MISSING}")),
        ("sep=;\n", format!("line 1: {MISSING}")),
        ("\n", format!("line 1: {BLANK}")),
        ("\r\nid,name\n1,Ada\n", format!("line 1: {BLANK}")),
        ("\u{feff}\nid,name\n", format!("line 1: {BLANK}")),
        ("sep=;\n\nid;name\n", format!("line 2: {BLANK}")),
    ] {
        for chunks in [vec![file], vec![file, ""]] {
            let chunks = chunks.into_iter().map(str::as_bytes);
            let invalid = check::<Salesive>(chunks, &CsvOptions::new()).unwrap_err();
            assert_eq!(invalid.to_string(), told, "{file:?}");
        }
    }
}

#[test]
fn an_open_quote_and_a_row_that_is_no_record_are_told_without_a_place_in_json() {
    let mut told = Vec::new();
    let options = CsvOptions::new();
    let mut session = CsvSession::<Salesive>::with_index(index(None, &self::options()), &options);
    let mut each = |record: Record<'_, Salesive>| {
        let malformed = record.judged.malformed().unwrap();
        let problem = serde_json::to_value(malformed.problem()).unwrap();
        assert_eq!(problem["detail"], malformed.to_string());
        told.push(malformed.to_string());
    };
    for chunk in [&b"id,name\n1,2,3\n1,\"A\n2,b"[..], b""] {
        session.feed(chunk, &mut each).unwrap();
    }
    session.finish(&mut each).unwrap();
    assert_eq!(
        told,
        [
            "The row has 3 cells, the header 2.",
            "The quoted cell that begins on line 3 has no end: the 2 lines from there to the end of the \
             file are in it, so they were not judged as rows.",
        ]
    );
}

#[test]
fn what_is_wrong_with_a_header_is_told_in_every_call() {
    assert_eq!(fault(""), HeaderFault::Missing);
    assert_eq!(fault("sep=;"), HeaderFault::Missing);
    assert_eq!(fault("sep=ab\n"), HeaderFault::Separator);
    assert_eq!(fault("name\n"), HeaderFault::NoId);
    assert!(matches!(
        fault("id;name\n"),
        HeaderFault::OtherDelimiter { .. }
    ));
    assert!(matches!(fault("id,\"name"), HeaderFault::Row(_)));
    assert!(matches!(fault("id,na\"me\n"), HeaderFault::Row(_)));
    assert_eq!(fault(&"x".repeat(201)), HeaderFault::TooLong);
    let csv = CsvOptions::new().ignore_column("id");
    let invalid = check::<Salesive>([&b"id,name\n"[..]], &csv).unwrap_err();
    assert_eq!(
        invalid.to_string(),
        "line 1: the column id cannot be passed over"
    );

    let mut session =
        CsvSession::<Salesive>::with_index(index(None, &options()), &CsvOptions::new());
    let invalid = session.feed(b"nom,id\n", |_| {}).unwrap_err();
    assert_eq!(
        session.feed(b"id\n1\n", |_| panic!("no record")),
        Err(invalid.clone())
    );
    assert_eq!(session.finish(|_| {}).unwrap_err(), invalid);
}

#[test]
fn rows_of_delimiters_are_blank_at_the_end_and_records_before_it() {
    let (all, summary) = check::<Salesive>(
        [&b"id,active\n,\n\n,\n1,true\n,\r\n,\n\n,"[..]],
        &CsvOptions::new(),
    )
    .unwrap();
    let lines: Vec<_> = all.iter().map(|(row, _)| (row.line, row.verdict)).collect();
    assert_eq!(lines, [(2, "rejected"), (4, "rejected"), (5, "accepted")]);
    assert_eq!((summary.records(), summary.blank_lines()), (3, 5));
}

#[test]
fn what_an_earlier_row_left_is_in_no_record() {
    let mut rows = Rows::new(100, &CsvOptions::new());
    let mut header = Header::<MicroBase>::new(&CsvOptions::new());
    let (mut table, mut room, mut accepted) = (None, Converted::default(), 0);
    let file = "id,email,tags\n1,NA,VIP\n2\n3,,a;;b\n4,,\n,,\n5,\"a\"\"b\",\n6,nil,";
    let mut each = |row: Line<'_>| match &table {
        None => table = header.read(&row).unwrap(),
        Some(table) => {
            let converted = table.record(row.text().unwrap());
            let again = table.record_into(row.text().unwrap(), &mut room);
            accepted += usize::from(again.is_ok());
            assert_eq!(again.map(|()| room.clone()), converted);
        }
    };
    rows.feed(file.as_bytes(), &mut each);
    rows.finish(each);
    assert_eq!(accepted, 5);
}

#[test]
fn no_cell_is_shown() {
    let mut rows = Rows::new(100, &CsvOptions::new());
    let mut shown = String::new();
    let mut header = Header::<Salesive>::new(&CsvOptions::new());
    rows.feed(b"id,name\ncanary,canary\n\"canary", |row| {
        shown += &format!("{row:?}");
        if let Ok(Some(table)) = header.read(&row) {
            let converted = table.record(b"canary,\"canary\"").unwrap();
            let refused = table.record(b"canary,\"canary").unwrap_err();
            shown += &format!("{table:?}{converted:?}{refused:?}{refused}");
        }
    });
    shown += &format!("{rows:?}{header:?}");
    assert!(
        shown.contains("Converted") && !shown.contains("canary"),
        "{shown}"
    );
}
