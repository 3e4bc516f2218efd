//! The oracles that every fuzz target holds the crate against: it never panics, the shipped schema
//! agrees where it can judge, encoding and decoding undo each other, and places are places.

use std::fmt;
use std::ops::Range;

use salesive_schema::{Catalogue, Email, Layer, Report, Timestamp};
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

/// Compiles a shipped schema; formats are asserted, as the crate reads them.
pub fn validator(schema: &str) -> jsonschema::Validator {
    let schema = serde_json::from_str(schema).expect("a shipped schema is JSON");
    jsonschema::options()
        .should_validate_formats(true)
        .with_format("email", |text: &str| Email::new(text).is_ok())
        .with_format("date-time", |text: &str| Timestamp::new(text).is_rfc3339())
        .build(&schema)
        .expect("a shipped schema compiles")
}

/// Whether the bytes are JSON text by serde_json's own account.
pub fn is_json(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| serde_json::from_str::<IgnoredAny>(text).is_ok())
}

/// The value, if a JSON Schema can judge it: serde_json can hold it, and the one number whose value
/// matters is not rounded to an integer.
pub fn value(bytes: &[u8]) -> Option<Value> {
    let value: Value = serde_json::from_slice(bytes).ok()?;
    (!value["status"].is_f64()).then_some(value)
}

/// How many members of the object are called `name`.
pub fn count(bytes: &[u8], name: &str) -> usize {
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

/// Whether a finding needs more than a parsed body to be seen.
pub fn is_out_of_sight<R: Catalogue>(rule: R) -> bool {
    rule.layer() != Layer::Shape
}

/// Every finding has a place, and it holds a JSON value or a member name.
pub fn check_places<R: Catalogue>(bytes: &[u8], report: &Report<R>) {
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

/// The oracles of a request body.
#[macro_export]
macro_rules! request_target {
    ($service:ident, $schema:ident) => {
        use std::sync::LazyLock;

        use libfuzzer_sys::fuzz_target;
        use salesive_schema::$service::{CustomerUpdate, Rule};
        use salesive_schema::{Layer, Options};

        static SCHEMA: LazyLock<jsonschema::Validator> =
            LazyLock::new(|| $crate::validator(salesive_schema::schema::$schema));

        fuzz_target!(|bytes: &[u8]| {
            let Ok(checked) = CustomerUpdate::check(bytes, &Options::new()) else {
                // Half a surrogate pair is JSON, but no string.
                assert!(!$crate::is_json(bytes) || bytes.windows(2).any(|pair| pair == br"\u"));
                return;
            };
            assert!($crate::is_json(bytes));
            $crate::check_places(bytes, checked.report());
            if let Some(update) = checked.value() {
                let json = update.to_json();
                let again = CustomerUpdate::from_json(json.as_bytes()).expect("what is accepted");
                assert!(again == *update && again.into_owned() == update.clone().into_owned());
            }
            let rules = || {
                checked
                    .report()
                    .findings()
                    .iter()
                    .map(|finding| finding.rule())
            };
            if rules().any(|rule: Rule| rule.layer() == Layer::Text) {
                return;
            }
            if let Some(value) = $crate::value(bytes) {
                assert_eq!(checked.is_accepted(), SCHEMA.is_valid(&value));
            }
        });
    };
}

/// The oracles of a reply; the first two bytes are the HTTP status.
#[macro_export]
macro_rules! reply_target {
    ($service:ident, $schema:ident, $flag:literal) => {
        use std::sync::LazyLock;

        use libfuzzer_sys::fuzz_target;
        use salesive_schema::Layer;
        use salesive_schema::$service::{Outcome, Reply};

        static SCHEMA: LazyLock<jsonschema::Validator> =
            LazyLock::new(|| $crate::validator(salesive_schema::schema::$schema));

        fuzz_target!(|bytes: &[u8]| {
            let Some((status, body)) = bytes.split_first_chunk::<2>() else {
                return;
            };
            let http_status = 100 + u16::from_be_bytes(*status) % 500;
            let reply = Reply::decode(http_status, body);
            assert_eq!(reply.body(), body);
            assert!(reply.clone().into_owned() == reply);
            $crate::check_places(body, reply.discrepancies());
            if let Outcome::Updated(customer) = reply.outcome() {
                assert!((200..300).contains(&http_status));
                assert!(serde_json::to_string(customer).is_ok());
            }
            let findings = reply.discrepancies().findings();
            if findings
                .iter()
                .any(|finding| finding.rule().layer() == Layer::Text)
            {
                return;
            }
            // The schema knows no HTTP status, so neither may what it is held against.
            let by_body = Reply::decode(200, body);
            let departs = by_body
                .discrepancies()
                .findings()
                .iter()
                .any(|finding| !$crate::is_out_of_sight(finding.rule()));
            let is_envelope = *by_body.outcome() != Outcome::Unreadable;
            if !is_envelope && $crate::count(body, $flag) > 1 {
                // A flag with two values is no flag, but the schema sees only one of them.
                return;
            }
            if let Some(value) = $crate::value(body) {
                assert_eq!(is_envelope && !departs, SCHEMA.is_valid(&value));
            }
        });
    };
}
