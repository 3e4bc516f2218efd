//! Files drawn from few ids, addresses and values, so that records get in each other's way.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use salesive_schema::{MicroBase, Salesive, Service};

/// Members of a record by name, values as JSON text.
pub(crate) type Members = Vec<(&'static str, String)>;

/// Ids of records and of users; the first six are record ids where customers are known, and those
/// from the sixth on user ids, so that one is both.
pub(crate) const IDS: [&str; 9] = [
    "665a1f2c9b1e4a0012ab34c0",
    "665a1f2c9b1e4a0012ab34c1",
    "665a1f2c9b1e4a0012ab34c2",
    "665a1f2c9b1e4a0012ab34c3",
    "665a1f2c9b1e4a0012ab34c4",
    "665a1f2c9b1e4a0012ab34c5",
    "6650aa11bb22cc33dd44ee56",
    "6650aa11bb22cc33dd44ee57",
    "6650aa11bb22cc33dd44ee58",
];

pub(crate) const EMAILS: [&str; 5] = [
    "ada@example.com",
    "Ada@example.com",
    "obi@example.com",
    "obi@EXAMPLE.com",
    "\"ada obi\"@example.com",
];

fn text(texts: &'static [&'static str]) -> BoxedStrategy<String> {
    select(texts)
        .prop_map(|text| serde_json::to_string(text).unwrap())
        .boxed()
}

fn json(texts: &'static [&'static str]) -> BoxedStrategy<String> {
    select(texts).prop_map(str::to_owned).boxed()
}

/// Some members; one record in six or so breaks a rule.
fn members(all: Vec<(&'static str, BoxedStrategy<String>)>) -> BoxedStrategy<Members> {
    let count = all.len();
    subsequence(all, 1..=count)
        .prop_flat_map(|members| {
            members
                .into_iter()
                .map(|(name, value)| value.prop_map(move |value| (name, value)))
                .collect::<Vec<_>>()
        })
        .boxed()
}

fn or_wrong(right: BoxedStrategy<String>, wrong: &'static [&'static str]) -> BoxedStrategy<String> {
    prop_oneof![15 => right, 1 => json(wrong)].boxed()
}

/// A service of whose records files are drawn.
pub(crate) trait Filed: Service {
    /// A record without its id.
    fn record() -> BoxedStrategy<Members>;
}

impl Filed for Salesive {
    fn record() -> BoxedStrategy<Members> {
        let user = prop_oneof![3 => text(&IDS[5..]), 1 => json(&["null"])].boxed();
        members(vec![
            ("name", or_wrong(text(&["Ada Obi", "Ben", ""]), &["5"])),
            ("email", or_wrong(text(&EMAILS), &["\"\"", "null"])),
            ("phone", json(&["null", "\"\"", "\"+2348099998888\""])),
            ("user", or_wrong(user, &["\"1\""])),
            ("active", or_wrong(json(&["true", "false"]), &["\"true\""])),
            ("nickname", json(&["null", "\"Ada\""])),
        ])
    }
}

impl Filed for MicroBase {
    fn record() -> BoxedStrategy<Members> {
        members(vec![
            ("firstName", or_wrong(text(&["Ada", "Ben", ""]), &["5"])),
            ("lastName", text(&["Obi", ""])),
            (
                "email",
                or_wrong(text(&EMAILS), &["\"\"", "null", "\"nobody\""]),
            ),
            ("status", or_wrong(text(&["ACTIVE", "INACTIVE"]), &["\"\""])),
            (
                "tags",
                or_wrong(json(&["[]", "[\"VIP\"]", "[\"VIP\",\"VIP\"]"]), &["[5]"]),
            ),
            ("nickname", json(&["null", "\"Ada\""])),
        ])
    }
}

/// Each an id and the other members.
pub(crate) fn records<S: Filed>() -> impl Strategy<Value = Vec<(&'static str, Members)>> {
    vec((select(&IDS[..]), S::record()), 0..25)
}

/// The object of members.
pub(crate) fn object(members: &Members) -> String {
    let members: Vec<_> = members
        .iter()
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();
    format!("{{{}}}", members.join(","))
}

pub(crate) fn record(id: &str, members: &Members) -> String {
    let mut record = vec![("id", format!("\"{id}\""))];
    record.extend(members.iter().cloned());
    object(&record)
}

/// The bytes of a file: records, and lines of every other kind, long ones and NUL bytes among them.
pub(crate) fn file<S: Filed>() -> impl Strategy<Value = Vec<u8>> {
    let record = (select(&IDS[..]), S::record())
        .prop_map(|(id, members)| record(id, &members).into_bytes())
        .boxed();
    let other = prop_oneof![
        select(
            &[
                "",
                " \t",
                "\0",
                "[]",
                "5",
                "{\"id\":\"",
                "{}",
                "\u{feff}{}",
                "\r",
                "{\"id\":5}"
            ][..]
        )
        .prop_map(|text| text.as_bytes().to_vec()),
        vec(any::<u8>(), 0..20),
        (190_usize..210).prop_map(|length| vec![b'x'; length]),
    ];
    let end = select(&["\n", "\n", "\r\n", "\n\n"][..]);
    let lines = vec((prop_oneof![4 => record, 1 => other], end), 0..30);
    (lines, any::<bool>()).prop_map(|(lines, ended)| {
        let mut file = Vec::new();
        for (line, end) in lines {
            file.extend(line);
            file.extend(end.as_bytes());
        }
        if !ended {
            file.pop();
        }
        file
    })
}
