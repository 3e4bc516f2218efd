//! What a reply confirms, member by member.

use salesive_schema::plan::Confirmed::{self, No, Unknown, Yes};
use salesive_schema::plan::Match::{self, Differs, IgnoredByService, Normalised, NotInReply, Same};
use salesive_schema::plan::Normalisation::{EmptyAsNull, LowerCase, NullAsAbsent, Trimmed};
use salesive_schema::{MicroBase, Reply, Salesive, Service, microbase};

use crate::both::Documented;

type Case<S> = (
    &'static str,
    &'static str,
    Confirmed,
    &'static [(&'static str, Match<<S as Service>::Rule>)],
);

/// Updates, and the customers that come back.
const SALESIVE: &[Case<Salesive>] = &[
    (
        r#"{"active":false}"#,
        r#"{"active":false}"#,
        Yes,
        &[("active", Same)],
    ),
    (
        r#"{"active":false}"#,
        r#"{"active":true}"#,
        No,
        &[("active", Differs)],
    ),
    (
        r#"{"active":false}"#,
        "{}",
        Unknown,
        &[("active", NotInReply)],
    ),
    (
        r#"{"email":"Ada@example.com","name":" Ada "}"#,
        r#"{"email":"ada@example.com","name":"Ada"}"#,
        Yes,
        &[
            ("name", Normalised(Trimmed)),
            ("email", Normalised(LowerCase)),
        ],
    ),
    // A service that writes small letters has none of the old address's capitals.
    (
        r#"{"email":"ada@example.com","name":"Ada"}"#,
        r#"{"email":"Ada@example.com","name":" Ada"}"#,
        No,
        &[("name", Differs), ("email", Differs)],
    ),
    (
        r#"{"phone":null}"#,
        "{}",
        Yes,
        &[("phone", Normalised(NullAsAbsent))],
    ),
    (
        r#"{"phone":null}"#,
        r#"{"phone":""}"#,
        No,
        &[("phone", Differs)],
    ),
    (
        r#"{"phone":""}"#,
        r#"{"phone":null}"#,
        Yes,
        &[("phone", Normalised(EmptyAsNull))],
    ),
    (
        r#"{"phone":"1"}"#,
        r#"{"phone":null}"#,
        No,
        &[("phone", Differs)],
    ),
    (
        r#"{"user":"665A1F2C9B1E4A0012AB34CD"}"#,
        r#"{"user":{"_id":"665a1f2c9b1e4a0012ab34cd"}}"#,
        Yes,
        &[("user", Normalised(LowerCase))],
    ),
    (
        r#"{"user":"665a1f2c9b1e4a0012ab34cd"}"#,
        r#"{"user":{"name":"Ada"}}"#,
        Unknown,
        &[("user", NotInReply)],
    ),
    (
        r#"{"user":null}"#,
        r#"{"user":{"name":"Ada"}}"#,
        No,
        &[("user", Differs)],
    ),
    // One that is lost is lost, whatever is not in the reply.
    (
        r#"{"name":"Ada","active":true}"#,
        r#"{"active":false}"#,
        No,
        &[("name", NotInReply), ("active", Differs)],
    ),
];

const MICROBASE: &[Case<MicroBase>] = &[
    (
        r#"{"id":"x","email":"","firstName":"Ada","tags":[]}"#,
        r#"{"id":"x","email":"ada@example.com","firstName":"Ada","tags":[]}"#,
        Yes,
        &[
            ("id", Same),
            ("email", IgnoredByService(microbase::Rule::MemberIgnored)),
            ("firstName", Same),
            ("tags", Same),
        ],
    ),
    // It keeps texts as they are.
    (
        r#"{"id":"x","email":"Ada@example.com"}"#,
        r#"{"id":"x","email":"ada@example.com"}"#,
        No,
        &[("id", Same), ("email", Differs)],
    ),
    (
        r#"{"id":"x","status":"ACTIVE","tags":["a","b"]}"#,
        r#"{"id":"x","status":"ODD","tags":["b","a"]}"#,
        No,
        &[("id", Same), ("status", Differs), ("tags", Differs)],
    ),
    (
        r#"{"id":"x","status":"ACTIVE"}"#,
        r#"{"id":"y","status":"ACTIVE"}"#,
        No,
        &[("id", Differs), ("status", Same)],
    ),
    (
        r#"{"id":"x","lastName":"Obi"}"#,
        r#"{"id":"x"}"#,
        Unknown,
        &[("id", Same), ("lastName", NotInReply)],
    ),
];

fn reply<S: Documented>(http_status: u16, success: bool, customer: &str) -> (u16, String) {
    let (flag, member) = (S::FLAG, S::CUSTOMER);
    let body = format!(r#"{{"{flag}":{success},"status":200,"message":"","{member}":{customer}}}"#);
    (http_status, body)
}

fn hold<S: Documented>(cases: &[Case<S>]) {
    for (update, customer, confirmed, members) in cases {
        let asked = S::from_json(update.as_bytes()).unwrap();
        let of = |(http_status, body): (u16, String)| {
            Reply::<S>::decode(http_status, body.as_bytes()).confirms(&asked)
        };
        let confirmation = of(reply::<S>(200, true, customer));
        assert_eq!(confirmation.members(), *members, "{update} {customer}");
        assert_eq!(confirmation.confirmed(), *confirmed, "{update} {customer}");
        // Never that it failed: the write may have happened.
        for other in [
            reply::<S>(500, true, customer),
            reply::<S>(200, false, customer),
            reply::<S>(200, true, "null"),
            (502, "<html>".to_owned()),
        ] {
            let confirmation = of(other);
            assert_eq!(confirmation.confirmed(), Unknown);
            assert_eq!(confirmation.members(), []);
        }
    }
}

#[test]
fn salesive_may_spell_what_was_asked_for_in_another_way() {
    hold::<Salesive>(SALESIVE);
}

#[test]
fn microbase_keeps_what_was_asked_for_or_ignores_it() {
    hold::<MicroBase>(MICROBASE);
}
