use salesive_schema::report::near_miss;

use crate::args::{self, ServiceName};
use crate::start::BYTE_ORDER_MARK;

/// A column that a service has a member for.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Column {
    pub(super) member: &'static str,
    pub(super) holds: Holds,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Holds {
    Text,
    Flag,
    Tags,
}

const SALESIVE: &[Column] = &[
    text("id"),
    text("name"),
    text("email"),
    text("phone"),
    text("user"),
    Column {
        member: "active",
        holds: Holds::Flag,
    },
];

const MICROBASE: &[Column] = &[
    text("id"),
    text("email"),
    text("firstName"),
    text("lastName"),
    text("status"),
    Column {
        member: "tags",
        holds: Holds::Tags,
    },
];

const fn text(member: &'static str) -> Column {
    Column {
        member,
        holds: Holds::Text,
    }
}

/// The columns of a header row by their names; `None` are those to ignore.
pub(super) fn columns(
    names: &[&str],
    service: ServiceName,
    ignored: &[String],
) -> Result<Vec<Option<Column>>, String> {
    let listed = match service {
        ServiceName::Salesive => SALESIVE,
        ServiceName::Microbase => MICROBASE,
    };
    if ignored.iter().any(|ignored| ignored == "id") {
        return Err("the column id cannot be passed over".to_owned());
    }
    let mut columns = Vec::new();
    for (nth, name) in names.iter().enumerate() {
        let number = nth + 1;
        if ignored.iter().any(|ignored| ignored == name) {
            columns.push(None);
            continue;
        }
        let Some(column) = listed.iter().find(|column| column.member == *name) else {
            let names: Vec<_> = listed.iter().map(|column| column.member).collect();
            let hint = match near_miss(name, &names) {
                Some(meant) => format!("did you mean {meant}?"),
                None => "--ignore-column takes the name of one to pass over".to_owned(),
            };
            let names = names.join(", ");
            return Err(format!("column {number} is called none of {names}; {hint}"));
        };
        if columns.contains(&Some(*column)) {
            let name = column.member;
            return Err(format!("column {number} is the second one called {name}"));
        }
        columns.push(Some(*column));
    }
    if !columns.iter().flatten().any(|column| column.member == "id") {
        return Err("no column is called id".to_owned());
    }
    Ok(columns)
}

/// The delimiter that a first row is about, such as `sep=;`, which spreadsheets write and read; an
/// error if it names none that can be.
pub(super) fn separator(row: &[u8]) -> Option<Result<u8, String>> {
    let row = row.strip_prefix(BYTE_ORDER_MARK).unwrap_or(row);
    let quoted = row
        .strip_prefix(b"\"")
        .and_then(|row| row.strip_suffix(b"\""));
    let row = quoted.unwrap_or(row);
    let (begin, signs) = row.split_at_checked(4)?;
    if !begin.eq_ignore_ascii_case(b"sep=") {
        return None;
    }
    // Programs that take the row for one of cells give it as many as the others have.
    let is_one = signs.iter().all(|sign| Some(sign) == signs.first());
    let sign = if is_one { signs.get(..1) } else { Some(signs) };
    let sign = sign
        .and_then(|sign| str::from_utf8(sign).ok())
        .unwrap_or_default();
    Some(args::delimiter(sign).map_err(|_| {
        "the row with sep= names no delimiter that can be; remove it, and give --delimiter"
            .to_owned()
    }))
}

/// What probably stands between the names of a header row that has no `delimiter` outside quotes.
pub(super) fn other_delimiter(header: &[u8], delimiter: u8) -> Option<u8> {
    let mut is_quoted = false;
    let outside: Vec<_> = header
        .iter()
        .filter(|byte| {
            is_quoted ^= **byte == b'"';
            !is_quoted
        })
        .collect();
    let count = |sign: u8| outside.iter().filter(|byte| ***byte == sign).count();
    if count(delimiter) > 0 {
        return None;
    }
    let signs = [b',', b';', b'\t', b'|'];
    let likely = signs.into_iter().rev().max_by_key(|sign| count(*sign))?;
    (count(likely) > 0).then_some(likely)
}

/// A delimiter as it is given.
pub(super) fn shown(delimiter: u8) -> String {
    match delimiter {
        b'\t' => "tab".to_owned(),
        sign => format!("'{}'", char::from(sign)),
    }
}
