//! Single texts: the documented inputs, and one of each sort that other traffic holds.

use crate::corpus::Kind;

pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) text: &'static str,
}

const fn case(name: &'static str, kind: Kind, text: &'static str) -> Case {
    Case { name, kind, text }
}

pub(crate) const SALESIVE_UPDATES: &[Case] = &[
    case(
        "two members",
        Kind::Plain,
        include_str!("salesive-update.json"),
    ),
    case(
        "five members",
        Kind::Plain,
        include_str!("salesive-update-whole.json"),
    ),
    case(
        "pretty-printed",
        Kind::Plain,
        r#"{
  "name": "Ada Obi",
  "email": "ada@example.com",
  "phone": "+2348099998888",
  "user": "6650aa11bb22cc33dd44ee55",
  "active": false
}"#,
    ),
    case(
        "letters beyond ASCII",
        Kind::Plain,
        r#"{"name":"Chiọma Ọlábísí Ẹkúndayọ̀","email":"ada@example.com","phone":"+2348099998888","user":"6650aa11bb22cc33dd44ee55","active":false}"#,
    ),
    // As PHP writes them.
    case(
        "escapes in three strings",
        Kind::Plain,
        r#"{"name":"Ada \"Ade\" Obi","email":"ada\/shop@example.com","phone":"+234\/8099998888","user":"6650aa11bb22cc33dd44ee55","active":false}"#,
    ),
    // As System.Text.Json writes them.
    case(
        "numeric escapes in three strings",
        Kind::Plain,
        r#"{"name":"Ad\u00E9 \u0022Ada\u0022 Obi","email":"ada\u002Bshop@example.com","phone":"\u002B2348099998888","user":"6650aa11bb22cc33dd44ee55","active":false}"#,
    ),
    case(
        "two unlisted members",
        Kind::Unlisted,
        r#"{"name":"Ada Obi","email":"ada@example.com","phone":"+2348099998888","user":"6650aa11bb22cc33dd44ee55","active":false,"note":"call back after five","meta":{"row":17,"source":"import"}}"#,
    ),
    case(
        "whole record",
        Kind::WholeRecord,
        r#"{"_id":"665a1f2c9b1e4a0012ab34cd","user":"6650aa11bb22cc33dd44ee55","name":"Ada Obi","phone":"+2348099998888","email":"ada@example.com","lastActive":"2026-06-27T14:05:00.000Z","online":false,"active":false,"createdAt":"2026-05-01T09:00:00.000Z","updatedAt":"2026-06-28T08:10:00.000Z","avatar":"https://cdn.example.com/u/ada.png","id":"665a1f2c9b1e4a0012ab34cd"}"#,
    ),
    case(
        "whole record, its shop too",
        Kind::WrongValue,
        r#"{"_id":"665a1f2c9b1e4a0012ab34cd","user":"6650aa11bb22cc33dd44ee55","shop":"664f0e2a1c2b3d4e5f6a7b8c","name":"Ada Obi","phone":"+2348099998888","email":"ada@example.com","lastActive":"2026-06-27T14:05:00.000Z","online":false,"active":false,"createdAt":"2026-05-01T09:00:00.000Z","updatedAt":"2026-06-28T08:10:00.000Z","avatar":"https://cdn.example.com/u/ada.png","id":"665a1f2c9b1e4a0012ab34cd"}"#,
    ),
    case(
        "cut off in a string",
        Kind::Malformed,
        r#"{"name":"Ada Obi","email":"ada@example.com","phone":"+2348099998888","user":"6650aa11bb22cc33"#,
    ),
    case(
        "two members wrong",
        Kind::WrongValue,
        r#"{"name":"Ada Obi","email":"ada.example.com","phone":"+2348099998888","user":"6650aa11bb22cc33dd44ee5x","active":false}"#,
    ),
    case(
        "all members wrong",
        Kind::WrongType,
        include_str!("salesive-update-wrong.json"),
    ),
];

pub(crate) const MICROBASE_UPDATES: &[Case] = &[
    case(
        "six members",
        Kind::Plain,
        include_str!("microbase-update.json"),
    ),
    case(
        "escapes in three strings",
        Kind::Plain,
        r#"{"id":"HkhhuXESl","email":"john.doe@example.com","firstName":"John \"Jack\"","lastName":"Doe\/Roe","status":"ACTIVE","tags":["A\/B"]}"#,
    ),
    case(
        "two unlisted members",
        Kind::Unlisted,
        r#"{"id":"HkhhuXESl","email":"john.doe@example.com","firstName":"John","lastName":"Doe","status":"ACTIVE","tags":["VIP"],"note":"call back after five","meta":{"row":17,"source":"import"}}"#,
    ),
    case(
        "whole record",
        Kind::WholeRecord,
        r#"{"email":"john.doe@example.com","firstName":"John","lastName":"Doe","status":"ACTIVE","tags":["VIP"],"addresses":[{"name":"Work","firstName":"John","lastName":"Doe","address_1":"1650 Bolman Court","address_2":"Number 10","postCode":"61701","city":"Bloomington","state":"Illinois","country":"US","company":"My Company","phone":2173203531,"instructions":"Some Instructions","id":"r1h2uQ4rx"}],"id":"HkhhuXESl"}"#,
    ),
    case(
        "cut off in a string",
        Kind::Malformed,
        r#"{"id":"HkhhuXESl","email":"john.doe@example.com","firstName":"John","lastName":"Doe","status":"ACT"#,
    ),
    case(
        "two members wrong",
        Kind::WrongValue,
        r#"{"id":"HkhhuXESl","email":"john.doe.example.com","firstName":"John","lastName":"Doe","status":"active","tags":["VIP"]}"#,
    ),
    case(
        "all members wrong",
        Kind::WrongType,
        include_str!("microbase-update-wrong.json"),
    ),
];

pub(crate) const SALESIVE_UPDATED: &str = include_str!("salesive-reply.json");

pub(crate) const SALESIVE_REFUSED: &str =
    r#"{"status":404,"success":false,"message":"Customer not found","data":null}"#;

pub(crate) const MICROBASE_UPDATED: &str = include_str!("microbase-reply.json");

pub(crate) const MICROBASE_REFUSED: &str =
    r#"{"ok":false,"error":"customer_invalid_email","data":{"email":"nope"}}"#;
