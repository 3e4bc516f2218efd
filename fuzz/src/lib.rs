//! The oracles that every fuzz target holds the crate against: it never panics, the shipped schema
//! agrees where it can judge, encoding and decoding undo each other, and places are places.

pub mod incoming;

use std::fmt;
use std::ops::Range;

use jsonschema::Validator;
use salesive_schema::preflight::csv::{
    Converted, CsvOptions, CsvSession, Delimiter, Header, InvalidHeader, Rows,
};
use salesive_schema::preflight::{FileOptions, Index, Line, Record, Verdict};
use salesive_schema::report::{CatalogueRule, Layer};
use salesive_schema::{Email, Options, Outcome, Rejection, Reply, Report, Service, Timestamp};
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

/// Compiles a shipped schema; formats are asserted, as the crate reads them.
pub fn validator(schema: &str) -> Validator {
    let schema = serde_json::from_str(schema).expect("a shipped schema is JSON");
    jsonschema::options()
        .should_validate_formats(true)
        .with_format("email", |text: &str| Email::new(text).is_ok())
        .with_format("date-time", |text: &str| Timestamp::new(text).is_rfc3339())
        .build(&schema)
        .expect("a shipped schema compiles")
}

/// Whether the bytes are JSON text by serde_json's own account.
fn is_json(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| serde_json::from_str::<IgnoredAny>(text).is_ok())
}

/// The value, if a JSON Schema can judge it: serde_json can hold it, and the one number whose value
/// matters is not rounded to an integer.
fn value(bytes: &[u8]) -> Option<Value> {
    let value: Value = serde_json::from_slice(bytes).ok()?;
    (!value["status"].is_f64()).then_some(value)
}

/// How many members of the object are called `name`.
fn count(bytes: &[u8], name: &str) -> usize {
    struct Names<'n>(&'n str);

    impl<'de> Visitor<'de> for Names<'_> {
        type Value = usize;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<usize, A::Error> {
            let mut count = 0;
            while let Some((name, IgnoredAny)) = map.next_entry::<String, _>()? {
                count += usize::from(name == self.0);
            }
            Ok(count)
        }
    }

    serde_json::Deserializer::from_slice(bytes)
        .deserialize_map(Names(name))
        .unwrap_or(0)
}

/// Every finding has a place, and it holds a JSON value or a member name.
fn check_places<R: CatalogueRule>(bytes: &[u8], report: &Report<R>) {
    for (finding, location) in report.locate(bytes) {
        let location = location.unwrap_or_else(|| panic!("{} has no place", finding.rule()));
        let text = slice(bytes, location.span);
        assert!(
            serde_json::from_str::<&RawValue>(text).is_ok(),
            "{}",
            finding.rule()
        );
        assert!(location.line >= 1 && location.column >= 1);
    }
}

fn slice(bytes: &[u8], span: Range<usize>) -> &str {
    std::str::from_utf8(&bytes[span]).expect("a place begins and ends between characters")
}

fn has<R: CatalogueRule>(report: &Report<R>, layer: Layer) -> bool {
    let mut rules = report.findings().iter().map(|finding| finding.rule());
    rules.any(|rule| rule.layer() == layer)
}

/// The oracles of a request body.
pub fn request<S: Service>(bytes: &[u8], schema: &Validator) {
    let Ok(checked) = S::check(bytes, &Options::new()) else {
        // Half a surrogate pair is JSON, but no string.
        assert!(!is_json(bytes) || bytes.windows(2).any(|pair| pair == br"\u"));
        return;
    };
    assert!(is_json(bytes));
    check_places(bytes, checked.report());
    if let Some(update) = checked.value() {
        let json = S::to_json(update);
        let again = S::from_json(json.as_bytes()).expect("what is accepted");
        assert!(S::owned_update(again) == *update);
        assert!(S::owned_update(update.clone()) == *update);
    }
    // What takes the text to be seen, no schema sees.
    if !has(checked.report(), Layer::Text)
        && let Some(value) = value(bytes)
    {
        assert_eq!(checked.is_accepted(), schema.is_valid(&value));
    }
}

/// The oracles of a reply; the first two bytes are the HTTP status. `flag` says success or failure.
pub fn reply<S: Service>(bytes: &[u8], schema: &Validator, flag: &str) {
    let Some((status, body)) = bytes.split_first_chunk::<2>() else {
        return;
    };
    let http_status = 100 + u16::from_be_bytes(*status) % 500;
    let reply = Reply::<S>::decode(http_status, body);
    assert_eq!(reply.body(), body);
    assert!(reply.clone().into_owned() == reply);
    check_places(body, reply.discrepancies());
    if let Outcome::Updated(customer) = reply.outcome() {
        assert!((200..300).contains(&http_status));
        assert!(serde_json::to_string(customer).is_ok());
    }
    if has(reply.discrepancies(), Layer::Text) {
        return;
    }
    // The schema knows no HTTP status, so neither may what it is held against.
    let by_body = Reply::<S>::decode(200, body);
    let departs = has(by_body.discrepancies(), Layer::Shape);
    let is_envelope = by_body.envelope().is_some();
    if !is_envelope && count(body, flag) > 1 {
        // A flag with two values is no flag, but the schema sees only one of them.
        return;
    }
    if let Some(value) = value(body) {
        assert_eq!(is_envelope && !departs, schema.is_valid(&value));
    }
}

/// The oracles of a customer.
pub fn customer<S: Service>(bytes: &[u8]) {
    let read = S::customer_from_json(bytes);
    let deserialised: Result<S::Customer<'static>, _> = serde_json::from_slice(bytes);
    assert_eq!(read.is_ok(), deserialised.is_ok());
    if let Err(Rejection::Report(report)) = &read {
        check_places(bytes, report);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && is_json(bytes)
    {
        let body = match S::NAME {
            "salesive" => format!(r#"{{"status":200,"success":true,"message":"","data":{text}}}"#),
            _ => format!(r#"{{"ok":true,"customer":{text}}}"#),
        };
        let reply = Reply::<S>::decode(200, body.as_bytes());
        assert_eq!(matches!(reply.outcome(), Outcome::Updated(_)), read.is_ok());
    }
    let Ok(customer) = read else { return };
    assert!(S::owned_customer(customer.clone()) == deserialised.expect("what is read"));
    let json = serde_json::to_vec(&customer).expect("a customer is JSON");
    let again = S::customer_from_json(&json).expect("what is written");
    assert!(S::owned_customer(again) == S::owned_customer(customer));
}

/// The oracles of a file of CSV; the first two bytes say how it is cut into chunks and read.
pub fn csv<S: Service>(bytes: &[u8]) {
    let Some(([size, delimiter], file)) = bytes.split_first_chunk::<2>() else {
        return;
    };
    let delimiter = str::from_utf8(std::slice::from_ref(delimiter)).unwrap_or_default();
    let options = match delimiter.parse::<Delimiter>() {
        Ok(delimiter) => CsvOptions::new().delimiter(delimiter),
        Err(_) => CsvOptions::new(),
    };
    let size = usize::from(*size) + 1;
    assert_eq!(
        checked::<S>(file.chunks(size), &options),
        checked::<S>([file], &options)
    );

    let mut header = Header::<S>::new(&options);
    let (mut table, mut room) = (None, Converted::default());
    let mut rows = Rows::new(file.len(), &options);
    let each = |row: Line<'_>| match &mut table {
        None => table = header.read(&row).ok().flatten(),
        Some(table) => {
            let row = row.text().unwrap_or_default();
            let converted = table.record(row);
            let again = table.record_into(row, &mut room);
            assert_eq!(
                again.map(|()| &room),
                converted.as_ref().map_err(Clone::clone)
            );
            assert!(converted.is_err() || is_json(&room.json));
        }
    };
    rows.feed(file, each);
}

/// What comes out of a file in these chunks.
fn checked<'c, S: Service>(
    chunks: impl IntoIterator<Item = &'c [u8]>,
    options: &CsvOptions,
) -> Result<Vec<String>, InvalidHeader> {
    let index = Index::<S>::new(&FileOptions::new([7; 16]).max_record(1000));
    let mut session = CsvSession::with_index(index, options);
    let mut seen = Vec::new();
    let mut each = |record: Record<'_, S>| {
        let update = record.update.as_ref().map(|it| S::to_json(&it.update));
        let is_accepted = record.judged.verdict() == Verdict::Accepted;
        assert_eq!(update.is_some(), is_accepted);
        seen.push(format!(
            "{} {:?} {:?} {update:?}",
            record.number, record.line, record.judged
        ));
    };
    for chunk in chunks {
        session.feed(chunk, &mut each)?;
    }
    let summary = session.finish(&mut each)?;
    seen.push(format!("{summary:?}"));
    Ok(seen)
}
