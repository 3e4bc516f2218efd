//! Texts that are meant to cost much. Each is of as many like parts as one asks for.

/// What reads the text.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Reads {
    SalesiveUpdate,
    MicrobaseUpdate,
    /// The update, and the place of every finding, none left out.
    MicrobaseUpdateWithPlaces,
    /// The update as an extractor deserialises it.
    MicrobaseUnchecked,
    /// A customer, the update that makes it out of an empty one, and what that would change.
    MicrobasePlan,
    SalesiveCustomer,
    MicrobaseCustomer,
    /// Records, each on a line, by `preflight`.
    MicrobaseFile,
    SalesiveReply,
    MicrobaseReply,
}

pub(crate) struct Hostile {
    pub(crate) name: &'static str,
    pub(crate) reads: Reads,
    /// Whether what reads it accepts it, or finds what it is to find.
    pub(crate) passes: bool,
    text: fn(usize) -> String,
    part: usize,
}

impl Hostile {
    /// A text of about so many bytes.
    pub(crate) fn of_bytes(&self, bytes: usize) -> Vec<u8> {
        (self.text)(bytes / self.part).into_bytes()
    }
}

const fn hostile(
    name: &'static str,
    reads: Reads,
    passes: bool,
    part: usize,
    text: fn(usize) -> String,
) -> Hostile {
    Hostile {
        name,
        reads,
        passes,
        text,
        part,
    }
}

/// Records of as many customers.
fn file(record: &str, parts: usize) -> String {
    (0..parts)
        .map(|nth| format!("{{\"id\":\"{nth:08}\",{record}}}\n"))
        .collect()
}

/// `start`, `part` so many times with `between`, `end`.
fn row(start: &str, part: &str, between: &str, end: &str, parts: usize) -> String {
    let mut text = String::from(start);
    for nth in 0..parts {
        text.push_str(if nth > 0 { between } else { "" });
        text.push_str(part);
    }
    text + end
}

fn nested(parts: usize) -> String {
    "[".repeat(parts) + &"]".repeat(parts)
}

pub(crate) const HOSTILE: &[Hostile] = &[
    hostile("nested arrays", Reads::SalesiveUpdate, true, 2, |parts| {
        format!("{{\"active\":true,\"x\":{}}}", nested(parts))
    }),
    hostile(
        "nested arrays without ends",
        Reads::SalesiveUpdate,
        false,
        1,
        |parts| format!("{{\"active\":true,\"x\":{}", "[".repeat(parts)),
    ),
    hostile(
        "unlisted members",
        Reads::SalesiveUpdate,
        true,
        6,
        |parts| row("{", r#""x":0"#, ",", r#","active":true}"#, parts),
    ),
    hostile(
        "unlisted members, nearly listed",
        Reads::SalesiveUpdate,
        true,
        9,
        |parts| row("{", r#""nmae":0"#, ",", r#","active":true}"#, parts),
    ),
    hostile(
        "repeated members",
        Reads::SalesiveUpdate,
        false,
        14,
        |parts| row("{", r#""active":true"#, ",", "}", parts),
    ),
    hostile("long string", Reads::SalesiveUpdate, true, 1, |parts| {
        row(r#"{"name":""#, "a", "", r#""}"#, parts)
    }),
    hostile(
        "long white space",
        Reads::SalesiveUpdate,
        true,
        1,
        |parts| row("{", " ", "", r#""active":true}"#, parts),
    ),
    hostile("escapes only", Reads::SalesiveUpdate, true, 6, |parts| {
        row(r#"{"name":""#, r"\u00e9", "", r#""}"#, parts)
    }),
    hostile(
        "escaped quotes in a name",
        Reads::SalesiveUpdate,
        true,
        2,
        |parts| row("{\"", "\\\"", "", r#"":0,"active":true}"#, parts),
    ),
    hostile("long number", Reads::SalesiveUpdate, true, 1, |parts| {
        row(r#"{"active":true,"x":1"#, "0", "", "}", parts)
    }),
    hostile("tags", Reads::MicrobaseUpdate, true, 4, |parts| {
        row(r#"{"id":"x","tags":["#, r#""a""#, ",", "]}", parts)
    }),
    hostile("wrong tags", Reads::MicrobaseUpdate, false, 2, |parts| {
        row(r#"{"id":"x","tags":["#, "7", ",", "]}", parts)
    }),
    hostile(
        "wrong tags, all places",
        Reads::MicrobaseUpdateWithPlaces,
        true,
        2,
        |parts| row(r#"{"id":"x","tags":["#, "7", ",", "]}", parts),
    ),
    hostile(
        "unlisted members of a customer",
        Reads::SalesiveReply,
        true,
        6,
        |parts| {
            row(
                r#"{"status":200,"success":true,"message":"","data":{"#,
                r#""x":0"#,
                ",",
                "}}",
                parts,
            )
        },
    ),
    hostile("addresses", Reads::MicrobaseReply, true, 13, |parts| {
        row(
            r#"{"ok":true,"customer":{"addresses":["#,
            r#"{"city":"x"}"#,
            ",",
            "]}}",
            parts,
        )
    }),
    hostile(
        "payloads, one after the other",
        Reads::SalesiveReply,
        false,
        16,
        |parts| {
            row(
                r#"{"status":200,"success":true,"message":"","#,
                r#""data":{"id":7}"#,
                ",",
                "}",
                parts,
            )
        },
    ),
    hostile("long name", Reads::SalesiveUpdate, true, 1, |parts| {
        row("{\"", "a", "", r#"":0,"active":true}"#, parts)
    }),
    hostile("escaped names", Reads::SalesiveUpdate, true, 7, |parts| {
        row("{", r#""\n":0"#, ",", r#","active":true}"#, parts)
    }),
    hostile("escaped tags", Reads::MicrobaseUpdate, true, 5, |parts| {
        row(r#"{"id":"x","tags":["#, r#""\n""#, ",", "]}", parts)
    }),
    hostile(
        "objects for tags",
        Reads::MicrobaseUpdate,
        false,
        3,
        |parts| row(r#"{"id":"x","tags":["#, "{}", ",", "]}", parts),
    ),
    hostile(
        "fractions for tags",
        Reads::MicrobaseUpdate,
        false,
        4,
        |parts| row(r#"{"id":"x","tags":["#, "0.5", ",", "]}", parts),
    ),
    hostile(
        "quoted mailboxes",
        Reads::SalesiveUpdate,
        false,
        28,
        |parts| row("{", r#""email":"\"a\"@[1.2.3.4]""#, ",", "}", parts),
    ),
    hostile(
        "string without an end",
        Reads::SalesiveUpdate,
        false,
        1,
        |parts| row(r#"{"name":""#, "a", "", "", parts),
    ),
    hostile(
        "lines without an end",
        Reads::SalesiveUpdate,
        false,
        9,
        |parts| row("{", "\n\"note\":0", ",", "", parts),
    ),
    hostile(
        "members of a record",
        Reads::SalesiveUpdate,
        true,
        14,
        |parts| row("{", r#""createdAt":0"#, ",", r#","active":true}"#, parts),
    ),
    hostile(
        "tags as they are deserialised",
        Reads::MicrobaseUnchecked,
        true,
        4,
        |parts| row(r#"{"id":"x","tags":["#, r#""a""#, ",", "]}", parts),
    ),
    hostile("tags to plan", Reads::MicrobasePlan, true, 4, |parts| {
        row(r#"{"id":"x","tags":["#, r#""a""#, ",", "]}", parts)
    }),
    hostile(
        "customer of its own, its user",
        Reads::SalesiveCustomer,
        true,
        6,
        |parts| row(r#"{"user":{"#, r#""x":0"#, ",", "}}", parts),
    ),
    hostile(
        "customer of its own, addresses",
        Reads::MicrobaseCustomer,
        true,
        13,
        |parts| row(r#"{"addresses":["#, r#"{"city":"x"}"#, ",", "]}", parts),
    ),
    hostile(
        "reasons of a refusal",
        Reads::SalesiveReply,
        false,
        4,
        |parts| {
            row(
                r#"{"status":400,"success":false,"message":"","data":["#,
                r#""x""#,
                ",",
                "]}",
                parts,
            )
        },
    ),
    hostile(
        "reasons of a refusal, MicroBase",
        Reads::MicrobaseReply,
        false,
        4,
        |parts| {
            row(
                r#"{"ok":false,"error":"validation_error","data":["#,
                r#""x""#,
                ",",
                "]}",
                parts,
            )
        },
    ),
    hostile(
        "records of a file",
        Reads::MicrobaseFile,
        true,
        32,
        |parts| file(r#""tags":["a"]"#, parts),
    ),
    hostile(
        "records of a file, one address",
        Reads::MicrobaseFile,
        false,
        40,
        |parts| file(r#""email":"a@b.example""#, parts),
    ),
];
