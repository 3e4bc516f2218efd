//! Files of many records, or of few large ones.

/// What comes out, each in its own way.
pub(crate) const FORMATS: [&str; 6] = [
    "--format text --all",
    "--format json",
    "--format html --snippets always",
    "--format sarif --all",
    "--format github",
    "--format text --rejected rejected --accepted accepted --reasons",
];

/// Name, file, arguments, and what the file is made of.
pub(crate) type Table = (&'static str, &'static str, &'static str, Rows);

/// A header, and what the rows below it are.
pub(crate) struct Rows {
    header: &'static str,
    row: fn(usize) -> String,
    /// Bytes of a row; of one row, of each of its parts.
    length: usize,
    is_one: bool,
}

const SALESIVE: &str = "salesive preflight";
const MICROBASE: &str = "microbase preflight";

const fn many(header: &'static str, length: usize, row: fn(usize) -> String) -> Rows {
    Rows {
        header,
        row,
        length,
        is_one: false,
    }
}

/// One row, out of a number of parts.
const fn one(header: &'static str, length: usize, row: fn(usize) -> String) -> Rows {
    Rows {
        header,
        row,
        length,
        is_one: true,
    }
}

pub(crate) const TABLES: [Table; 13] = [
    (
        "good records",
        "file.ndjson",
        SALESIVE,
        many("", 61, |nth| {
            format!(r#"{{"id":"{nth:024x}","email":"a{nth:08}@example.com"}}"#)
        }),
    ),
    (
        "wrong records",
        "file.ndjson",
        SALESIVE,
        many("", 48, |nth| {
            format!(r#"{{"id":"{nth:08x}","name":7,"email":"x","shop":1}}"#)
        }),
    ),
    (
        "taken addresses",
        "file.ndjson",
        SALESIVE,
        many("", 42, |nth| {
            format!(r#"{{"id":"{nth:08x}","email":"a@example.com"}}"#)
        }),
    ),
    (
        "one customer",
        "file.ndjson",
        MICROBASE,
        many("", 31, |nth| {
            format!(r#"{{"id":"x","firstName":"{nth:08}"}}"#)
        }),
    ),
    (
        "malformed records",
        "file.ndjson",
        SALESIVE,
        many("", 8, |_| r#"{"id":7"#.into()),
    ),
    (
        "good rows",
        "file.csv",
        SALESIVE,
        many("id,email\n", 46, |nth| {
            format!("{nth:024x},a{nth:08}@example.com")
        }),
    ),
    (
        "wrong rows",
        "file.csv",
        SALESIVE,
        many("id,active,user\n", 12, |nth| format!("{nth:08x},,7")),
    ),
    (
        "rows that are none",
        "file.csv",
        SALESIVE,
        many("id,active\n", 7, |_| "a\"b,yes".into()),
    ),
    (
        "rows of delimiters",
        "file.csv",
        SALESIVE,
        many("id,active\n", 4, |nth| {
            if nth % 2 == 0 { "," } else { "1,true" }.into()
        }),
    ),
    (
        "a long cell",
        "file.csv",
        SALESIVE,
        one("id,name\n", 4, |parts| {
            format!("1,\"{}\"", "a\"\"\n".repeat(parts))
        }),
    ),
    (
        "tags",
        "file.csv",
        MICROBASE,
        one("id,tags\n", 2, |parts| format!("1,{}a", "a;".repeat(parts))),
    ),
    (
        "columns to pass over",
        "file.csv",
        "salesive preflight --ignore-column x",
        one("", 3, |parts| {
            format!("id{}\n1{}", ",x".repeat(parts), ",".repeat(parts))
        }),
    ),
    (
        "too many cells",
        "file.csv",
        SALESIVE,
        one("id,name\n", 2, |parts| format!("1{}", ",x".repeat(parts))),
    ),
];

/// A file of about so many bytes.
pub(crate) fn text(rows: &Rows, bytes: usize) -> Vec<u8> {
    let Rows {
        header,
        row,
        length,
        is_one,
    } = rows;
    let count = bytes / length;
    let rows: String = match is_one {
        true => row(count) + "\n",
        false => (0..count).map(|nth| row(nth) + "\n").collect(),
    };
    [*header, &*rows].concat().into_bytes()
}
