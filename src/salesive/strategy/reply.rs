use alloc::format;
use alloc::vec::Vec;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

use super::customer::{self, customer};
use crate::report::finding::JsonType;
use crate::salesive::{RefusalKind, Rule};
use crate::service::Salesive;
use crate::strategy::reply::{DrawnEnvelope, changed, name, put, unreadable, written};
use crate::strategy::{Expected, Json, ReplyCase, junk, text};

type Case = ReplyCase<Salesive>;
type Envelopes = BoxedStrategy<DrawnEnvelope<Salesive>>;

const LISTED: [&str; 4] = ["status", "success", "message", "data"];

/// Successes that conform to the document: HTTP status 200 and a customer with any of its members,
/// listed and unlisted, in any order. Shrinks to an empty customer.
pub fn reply() -> impl Strategy<Value = ReplyCase<Salesive>> + Clone {
    written(success())
}

/// Refusals in the documented envelope: five in six are 401, 403 or 404 as documented, the others
/// one of the statuses 400, 409, 422, 429, 500 and 503, of which the document is silent. Shrinks to
/// a 401 without details.
pub fn refusal() -> impl Strategy<Value = ReplyCase<Salesive>> + Clone {
    written(refused())
}

/// Replies that are damaged or depart from the document, each with its outcome and with every
/// departure: a third of them has no envelope (HTML, empty, truncated, two flags, …), the others
/// have a wrong echo, a flag against the HTTP status, no data, a member of another type, and the
/// like; [`ReplyCase::case`] tells which. Each case is drawn about equally often and shrinks by
/// itself or to an earlier one.
pub fn broken_reply() -> impl Strategy<Value = ReplyCase<Salesive>> + Clone {
    let departing = contradictions().into_iter().chain(departures());
    let departing: Vec<BoxedStrategy<Case>> = departing.map(written).collect();
    prop_oneof![1 => unreadable(&success(), "success"), 2 => Union::new(departing)]
}

fn envelope(
    http_status: u16,
    echo: &str,
    expected: Expected<Salesive>,
    message: Json,
    data: Json,
) -> DrawnEnvelope<Salesive> {
    let succeeds = matches!(expected, Expected::Updated);
    DrawnEnvelope {
        case: if succeeds { "conforming" } else { "refusal" },
        http_status,
        members: Vec::from([
            (name("status"), Json::scalar(echo)),
            (name("success"), Json::Scalar(format!("{succeeds}"))),
            (name("message"), message),
            (name("data"), data),
        ]),
        expected,
        discrepancies: Vec::new(),
    }
}

fn success() -> Envelopes {
    let echo = prop_oneof![9 => Just("200"), 1 => select(&["200.0", "2e2"][..])];
    let strays = junk::strays(&LISTED);
    (
        echo,
        message("Customer updated successfully"),
        customer(),
        strays,
    )
        .prop_map(|(echo, message, customer, strays)| {
            let mut reply = envelope(200, echo, Expected::Updated, message, customer);
            reply.members.extend(strays);
            reply
        })
        .boxed()
}

fn refused() -> Envelopes {
    let status = prop_oneof![
        5 => select(&[401, 403, 404][..]),
        1 => select(&[400, 409, 422, 429, 500, 503][..]),
    ];
    let data = prop_oneof![
        3 => select(&["null", "{}", "[]", r#"{"errors":[{"path":"email"}]}"#][..]).prop_map(Json::scalar),
        1 => junk::other_than(&[JsonType::Boolean, JsonType::Number, JsonType::String]),
    ];
    (status, message("Customer not found"), data)
        .prop_map(|(status, message, data)| {
            let expected = Expected::Refused(kind(status));
            envelope(status, &format!("{status}"), expected, message, data)
        })
        .boxed()
}

fn kind(status: u16) -> RefusalKind {
    match status {
        401 => RefusalKind::Unauthorized,
        403 => RefusalKind::Forbidden,
        404 => RefusalKind::CustomerNotFound,
        _ => RefusalKind::Other,
    }
}

fn message(usual: &'static str) -> BoxedStrategy<Json> {
    text::json(prop_oneof![3 => text::just(usual), 1 => text::any_text()])
}

fn integer(status: u16) -> Json {
    Json::Scalar(format!("{status}"))
}

/// Replies whose signals disagree.
fn contradictions() -> Vec<Envelopes> {
    let odd = || select(&["0", "-1", "201", "199", "404", "600", "1e400", "70000"][..]);
    let failing = select(&[404, 401, 403, 302, 400, 500, 502, 100, 0][..]);
    let body_status = select(&[404, 401, 403, 500, 429][..]);
    Vec::from([
        changed("wrong echo", &success(), odd(), |reply, echo| {
            reply.put("status", Json::scalar(echo));
            reply.departs("/status", Rule::ReplyStatusEcho);
        }),
        changed(
            "wrong echo of a refusal",
            &refused(),
            Just("200"),
            |reply, echo| {
                reply.put("status", Json::scalar(echo));
                reply.departs("/status", Rule::ReplyStatusEcho);
            },
        ),
        changed(
            "success under an HTTP failure",
            &success(),
            failing,
            |reply, status| {
                reply.http_status = status;
                reply.put("status", integer(status));
                reply.expected = Expected::Refused(kind(status));
                reply.departs("/success", Rule::ReplySuccessContradiction);
            },
        ),
        changed(
            "refusal under HTTP 200",
            &refused(),
            Just(()),
            |reply, ()| {
                reply.http_status = 200;
                reply.put("status", integer(200));
                reply.expected = Expected::Refused(RefusalKind::Other);
                reply.departs("/success", Rule::ReplySuccessContradiction);
            },
        ),
        changed(
            "refusal under HTTP 200, its status in the body",
            &refused(),
            body_status,
            |reply, status| {
                reply.http_status = 200;
                reply.put("status", integer(status));
                reply.expected = Expected::Refused(kind(status));
                reply.departs("/success", Rule::ReplySuccessContradiction);
                reply.departs("/status", Rule::ReplyStatusEcho);
            },
        ),
        changed(
            "success under another 2xx",
            &success(),
            201..=299_u16,
            |reply, status| {
                reply.http_status = status;
                reply.put("status", integer(status));
                reply.departs("", Rule::ReplyHttpStatusUnexpected);
            },
        ),
    ])
}

/// Replies with a member that is missing, of another type or form, or too often there.
fn departures() -> Vec<Envelopes> {
    let other_than = |types: &[JsonType]| junk::other_than(types);
    let no_integer = prop_oneof![
        4 => other_than(&[JsonType::Number]),
        1 => select(&["200.5", "1e-1"][..]).prop_map(Json::scalar),
    ];
    let no_details = other_than(&[JsonType::Object, JsonType::Array, JsonType::Null]);
    let repeated = select(&["status", "success", "message", "data"][..]);
    Vec::from([
        changed("no status", &success(), Just(()), |reply, ()| {
            reply.remove("status");
            reply.departs("/status", Rule::ReplyStatusType);
        }),
        changed(
            "status that is no integer",
            &success(),
            no_integer,
            |reply, status| {
                reply.put("status", status);
                reply.departs("/status", Rule::ReplyStatusType);
            },
        ),
        changed("no message", &success(), Just(()), |reply, ()| {
            reply.remove("message");
            reply.departs("/message", Rule::ReplyMessageType);
        }),
        changed(
            "message of another type",
            &success(),
            other_than(&[JsonType::String]),
            |reply, message| {
                reply.put("message", message);
                reply.departs("/message", Rule::ReplyMessageType);
            },
        ),
        changed("no data", &success(), Just(()), |reply, ()| {
            reply.remove("data");
            reply.expected = Expected::Accepted;
            reply.departs("", Rule::ReplyDataMissing);
        }),
        changed(
            "data that is no customer",
            &success(),
            other_than(&[JsonType::Object]),
            |reply, data| {
                reply.put("data", data);
                reply.expected = Expected::Accepted;
                reply.departs("/data", Rule::ReplyDataType);
            },
        ),
        changed(
            "details of another type",
            &refused(),
            no_details,
            |reply, data| {
                reply.put("data", data);
                reply.departs("/data", Rule::ReplyDataType);
            },
        ),
        changed(
            "customer with a member of another type",
            &success(),
            customer::odd_member(),
            |reply, (place, odd)| {
                reply.expected = Expected::Accepted;
                reply.departs(format!("/data{place}"), Rule::ReplyCustomerType);
                put_in_data(reply, odd);
            },
        ),
        changed(
            "odd timestamp",
            &success(),
            customer::odd_timestamp(),
            |reply, (member, odd)| {
                reply.departs(format!("/data/{member}"), Rule::ReplyCustomerTimestamp);
                put_in_data(reply, (member, odd));
            },
        ),
        changed(
            "id that is no alias",
            &success(),
            customer::two_ids(),
            |reply, (id, alias)| {
                reply.departs("/data/id", Rule::ReplyCustomerAlias);
                put_in_data(reply, ("_id", id));
                put_in_data(reply, ("id", alias));
            },
        ),
        changed("repeated member", &success(), repeated, |reply, member| {
            reply.repeat(member);
            reply.departs(format!("/{member}"), Rule::ReplyMemberDuplicate);
        }),
        changed(
            "nested arrays in the customer",
            &success(),
            1..5_000_usize,
            |reply, depth| {
                put_in_data(reply, ("history", junk::nested(depth)));
            },
        ),
    ])
}

fn put_in_data(reply: &mut DrawnEnvelope<Salesive>, (member, value): (&str, Json)) {
    if let Some(customer) = reply.inner("data") {
        put(customer, member, value);
    }
}
