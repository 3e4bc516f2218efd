use alloc::format;
use alloc::vec::Vec;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

use super::customer::{self, customer};
use crate::microbase::{RefusalKind, Rule};
use crate::report::finding::JsonType;
use crate::service::MicroBase;
use crate::strategy::reply::{DrawnEnvelope, changed, name, put, unreadable, written};
use crate::strategy::{Expected, Json, ReplyCase, junk, text};

type Case = ReplyCase<MicroBase>;
type Envelopes = BoxedStrategy<DrawnEnvelope<MicroBase>>;

/// Successes that conform to the document: a customer with any of its members, listed and
/// unlisted, in any order; one in ten under a 2xx status other than 200. Shrinks to an empty
/// customer.
pub fn reply() -> impl Strategy<Value = ReplyCase<MicroBase>> + Clone {
    written(success())
}

/// Refusals with an error code: two in three are one of the four documented ones with the data that
/// the service was observed to add, the others `invalid_token` under HTTP status 401,
/// `circuitbreaker`, and codes that nobody knows yet. Shrinks to `duplicate_key`.
pub fn refusal() -> impl Strategy<Value = ReplyCase<MicroBase>> + Clone {
    written(refused())
}

/// Replies that are damaged or depart from the document, each with its outcome and with every
/// departure: a third of them has no envelope (HTML, empty, truncated, two flags, …), the others
/// have an `error` that is an object or is missing, an error beside success, no customer, a member
/// of another type, and the like; [`ReplyCase::case`] tells which. Each case is drawn about equally
/// often and shrinks by itself or to an earlier one.
pub fn broken_reply() -> impl Strategy<Value = ReplyCase<MicroBase>> + Clone {
    let departing = contradictions().into_iter().chain(departures());
    let departing: Vec<BoxedStrategy<Case>> = departing.map(written).collect();
    prop_oneof![1 => unreadable(&success(), "ok"), 2 => Union::new(departing)]
}

fn success() -> Envelopes {
    let http_status = prop_oneof![9 => Just(200), 1 => 201..=299_u16];
    let strays = junk::strays(&["ok", "customer", "error", "data"]);
    (http_status, customer(), strays)
        .prop_map(|(http_status, customer, strays)| {
            let mut members = Vec::from([(name("ok"), Json::scalar("true"))]);
            members.push((name("customer"), customer));
            members.extend(strays);
            DrawnEnvelope {
                case: "conforming",
                http_status,
                members,
                expected: Expected::Updated,
                discrepancies: Vec::new(),
            }
        })
        .boxed()
}

/// An error code, its kind, the HTTP status it comes with, and its data.
type Error = (&'static str, RefusalKind, u16, &'static str);

const ERRORS: &[Error] = &[
    (
        "duplicate_key",
        RefusalKind::DuplicateKey,
        200,
        r#""E11000 duplicate key error collection: micro.customers index: email_1 dup key: { : \"jane@example.com\" }""#,
    ),
    (
        "validation_error",
        RefusalKind::ValidationError,
        200,
        r#"["payload.tags[1]: should be string"]"#,
    ),
    (
        "customer_not_found",
        RefusalKind::CustomerNotFound,
        200,
        r#"{"id":"x"}"#,
    ),
    (
        "customer_invalid_email",
        RefusalKind::CustomerInvalidEmail,
        200,
        r#"{"email":"nobody"}"#,
    ),
];

const FURTHER_ERRORS: &[Error] = &[
    ("invalid_token", RefusalKind::Other, 401, ""),
    (
        "circuitbreaker",
        RefusalKind::Other,
        200,
        r#"{"code":"timeout","service":"customer"}"#,
    ),
    ("Duplicate_Key", RefusalKind::Other, 200, "null"),
    ("", RefusalKind::Other, 500, ""),
];

fn refused() -> Envelopes {
    let spelt =
        |(code, kind, status, data)| (text::json(text::just(code)), Just((kind, status, data)));
    let errors = ERRORS.iter().map(|error| (4, spelt(*error).boxed()));
    let further = FURTHER_ERRORS
        .iter()
        .map(|error| (2, spelt(*error).boxed()));
    Union::new_weighted(errors.chain(further).collect())
        .prop_map(|(code, (kind, http_status, data))| {
            let mut members = Vec::from([(name("ok"), Json::scalar("false"))]);
            members.push((name("error"), code));
            if !data.is_empty() {
                members.push((name("data"), Json::scalar(data)));
            }
            DrawnEnvelope {
                case: "refusal",
                http_status,
                members,
                expected: Expected::Refused(kind),
                discrepancies: Vec::new(),
            }
        })
        .boxed()
}

/// Replies whose signals disagree.
fn contradictions() -> Vec<Envelopes> {
    let failing = select(&[500, 400, 404, 302, 100, 0][..]);
    let error = select(ERRORS);
    Vec::from([
        changed(
            "error beside success",
            &success(),
            error,
            |reply, (code, kind, ..)| {
                reply.put("error", Json::Scalar(format!("{code:?}")));
                reply.expected = Expected::Refused(kind);
                reply.departs("/ok", Rule::ReplyOkContradiction);
            },
        ),
        changed(
            "error that is null beside success",
            &success(),
            Just(()),
            |reply, ()| {
                reply.put("error", Json::scalar("null"));
                reply.departs("/error", Rule::ReplyErrorType);
            },
        ),
        changed(
            "error of another type beside success",
            &success(),
            junk::other_than(&[JsonType::String, JsonType::Null]),
            |reply, error| {
                reply.put("error", error);
                reply.expected = Expected::Refused(RefusalKind::Other);
                reply.departs("/ok", Rule::ReplyOkContradiction);
                reply.departs("/error", Rule::ReplyErrorType);
            },
        ),
        changed(
            "error and null beside success",
            &success(),
            select(ERROR_OBJECTS),
            |reply, (_, error)| {
                // Whichever comes last: neither is a string, and there is an error.
                reply.put("error", Json::scalar(error));
                reply.members.push((name("error"), Json::scalar("null")));
                reply.expected = Expected::Refused(RefusalKind::Other);
                reply.departs("/ok", Rule::ReplyOkContradiction);
                reply.departs("/error", Rule::ReplyErrorType);
                reply.departs("/error", Rule::ReplyMemberDuplicate);
            },
        ),
        changed(
            "success under an HTTP failure",
            &success(),
            failing,
            |reply, status| {
                reply.http_status = status;
                reply.expected = Expected::Refused(RefusalKind::Other);
                reply.departs("/ok", Rule::ReplyOkContradiction);
            },
        ),
    ])
}

/// What a service that cannot read the request puts in place of a code.
const ERROR_OBJECTS: &[(u16, &str)] = &[
    (
        400,
        r#"{"message":"Unexpected token } in JSON","body":"{\"id\":}","status":400,"statusCode":400}"#,
    ),
    (
        413,
        r#"{"message":"request entity too large","expected":102401,"length":102401,"limit":102400,"status":413,"statusCode":413,"type":"entity.too.large"}"#,
    ),
];

/// Replies with a member that is missing, of another type or form, or too often there.
fn departures() -> Vec<Envelopes> {
    let other_than = |types: &[JsonType]| junk::other_than(types);
    let no_status = text::one_of(&["", "active", "BLOCKED", "ACTIVE "]);
    Vec::from([
        changed(
            "error that is an object",
            &refused(),
            select(ERROR_OBJECTS),
            |reply, (status, error)| {
                reply.http_status = status;
                reply.remove("data");
                reply.put("error", Json::scalar(error));
                reply.expected = Expected::Refused(RefusalKind::Other);
                reply.departs("/error", Rule::ReplyErrorType);
            },
        ),
        changed(
            "error of another type",
            &refused(),
            other_than(&[JsonType::String]),
            |reply, error| {
                reply.put("error", error);
                reply.expected = Expected::Refused(RefusalKind::Other);
                reply.departs("/error", Rule::ReplyErrorType);
            },
        ),
        changed(
            "no error",
            &refused(),
            Just("\"No matching document found for id x\""),
            |reply, data| {
                reply.remove("error");
                reply.put("data", Json::scalar(data));
                reply.expected = Expected::Refused(RefusalKind::Other);
                reply.departs("", Rule::ReplyErrorMissing);
            },
        ),
        changed("no customer", &success(), Just(()), |reply, ()| {
            reply.remove("customer");
            reply.expected = Expected::Accepted;
            reply.departs("", Rule::ReplyCustomerMissing);
        }),
        changed(
            "customer that is no object",
            &success(),
            other_than(&[JsonType::Object]),
            |reply, customer| {
                reply.put("customer", customer);
                reply.expected = Expected::Accepted;
                reply.departs("/customer", Rule::ReplyCustomerType);
            },
        ),
        changed(
            "customer with a member of another type",
            &success(),
            customer::odd_member(),
            |reply, (place, odd)| {
                reply.expected = Expected::Accepted;
                reply.departs(format!("/customer{place}"), Rule::ReplyCustomerType);
                put_in_customer(reply, odd);
            },
        ),
        changed(
            "status that is neither",
            &success(),
            text::json(no_status),
            |reply, status| {
                reply.departs("/customer/status", Rule::ReplyStatusValue);
                put_in_customer(reply, ("status", status));
            },
        ),
        changed(
            "repeated member",
            &success(),
            select(&["ok", "customer"][..]),
            |reply, member| {
                reply.repeat(member);
                reply.departs(format!("/{member}"), Rule::ReplyMemberDuplicate);
            },
        ),
        changed("repeated error", &refused(), Just(()), |reply, ()| {
            reply.repeat("error");
            reply.departs("/error", Rule::ReplyMemberDuplicate);
        }),
        changed(
            "nested arrays in the customer",
            &success(),
            1..5_000_usize,
            |reply, depth| {
                put_in_customer(reply, ("history", junk::nested(depth)));
            },
        ),
    ])
}

fn put_in_customer(reply: &mut DrawnEnvelope<MicroBase>, (member, value): (&str, Json)) {
    if let Some(customer) = reply.inner("customer") {
        put(customer, member, value);
    }
}
