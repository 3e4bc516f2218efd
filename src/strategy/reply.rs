//! Replies and their labels, changed together.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::Union;

use super::json::quoted;
use super::text::one_of;
use super::{Body, Expected, Json, ReplyCase, junk, spacing};
use crate::service::Service;

/// A reply before it is written, with its label.
#[derive(Clone, Debug)]
pub(crate) struct DrawnEnvelope<S: Service> {
    pub(crate) case: &'static str,
    pub(crate) http_status: u16,
    pub(crate) members: Vec<(String, Json)>,
    pub(crate) expected: Expected<S>,
    pub(crate) discrepancies: Vec<(String, S::Rule)>,
}

pub(crate) type Envelopes<S> = BoxedStrategy<DrawnEnvelope<S>>;

/// The JSON text of a documented name.
pub(crate) fn name(name: &str) -> String {
    quoted(name, &[])
}

/// Replaces the member, or adds it.
pub(crate) fn put(members: &mut Vec<(String, Json)>, member: &str, value: Json) {
    members.retain(|(other, _)| *other != name(member));
    members.push((name(member), value));
}

impl<S: Service> DrawnEnvelope<S> {
    pub(crate) fn put(&mut self, member: &str, value: Json) {
        put(&mut self.members, member, value);
    }

    pub(crate) fn remove(&mut self, member: &str) {
        self.members.retain(|(other, _)| *other != name(member));
    }

    /// The same member once more.
    pub(crate) fn repeat(&mut self, member: &str) {
        let again = self
            .members
            .iter()
            .find(|(other, _)| *other == name(member));
        self.members.extend(again.cloned());
    }

    /// The members of the object that a member holds.
    pub(crate) fn inner(&mut self, member: &str) -> Option<&mut Vec<(String, Json)>> {
        let mut members = self.members.iter_mut();
        match members.find(|(other, _)| *other == name(member)) {
            Some((_, Json::Object(inner))) => Some(inner),
            _ => None,
        }
    }

    pub(crate) fn departs(&mut self, pointer: impl Into<String>, rule: S::Rule) {
        self.discrepancies.push((pointer.into(), rule));
    }

    fn json(&self) -> Json {
        Json::Object(self.members.clone())
    }
}

/// The replies of `base` with a change that depends on something drawn.
pub(crate) fn changed<S: Service, T: core::fmt::Debug>(
    case: &'static str,
    base: &Envelopes<S>,
    with: impl Strategy<Value = T> + 'static,
    change: impl Fn(&mut DrawnEnvelope<S>, T) + 'static,
) -> Envelopes<S> {
    (base.clone(), with)
        .prop_map(move |(mut envelope, with)| {
            envelope.case = case;
            change(&mut envelope, with);
            envelope
        })
        .boxed()
}

/// The replies as bytes, their members in any order and with white space in half of them.
pub(crate) fn written<S: Service>(envelopes: Envelopes<S>) -> BoxedStrategy<ReplyCase<S>> {
    (envelopes, vec(any::<u8>(), 5), spacing())
        .prop_map(|(envelope, keys, gaps)| {
            let body = envelope.json().reordered(&keys).body(&gaps);
            let mut discrepancies = envelope.discrepancies;
            discrepancies.sort();
            ReplyCase {
                case: envelope.case,
                http_status: envelope.http_status,
                body,
                expected: envelope.expected,
                discrepancies,
            }
        })
        .boxed()
}

/// Bodies without an envelope, made of conforming replies that have the success flag `flag`.
pub(crate) fn unreadable<S: Service>(
    replies: &Envelopes<S>,
    flag: &'static str,
) -> BoxedStrategy<ReplyCase<S>> {
    let text = (replies.clone(), spacing()).prop_map(|(reply, gaps)| reply.json().text(&gaps));
    let truncated = (text.clone(), any::<Index>()).prop_map(|(text, at)| {
        let mut bytes = Vec::from(text.trim_ascii());
        bytes.truncate(at.index(bytes.len()));
        Body(bytes)
    });
    let no_utf8 = (text.clone(), any::<Index>()).prop_map(|(text, at)| {
        let mut bytes = Vec::from(text);
        bytes.insert(at.index(bytes.len() + 1), 0xff);
        Body(bytes)
    });
    let trailing = (text.clone(), select(&["}", "{}", "x", ",", "\0"][..]))
        .prop_map(|(text, rest)| (text + rest).into());
    let inside = (text, 0..3_u8).prop_map(|(text, how)| match how {
        0 => format!("[{text}]").into(),
        1 => format!("{{\"reply\":{text}}}").into(),
        _ => quoted(&text, &[]).into(),
    });
    let reply = || replies.clone();
    let no_flag = reply().prop_map(move |mut reply| {
        reply.remove(flag);
        reply.json().body(&[])
    });
    let odd_flag = junk::other_than(&[crate::report::finding::JsonType::Boolean]);
    let odd_flag = (reply(), odd_flag).prop_map(move |(mut reply, value)| {
        reply.put(flag, value);
        reply.json().body(&[])
    });
    let two_flags = (reply(), any::<bool>()).prop_map(move |(mut reply, first)| {
        reply.put(flag, Json::Scalar(format!("{first}")));
        reply
            .members
            .push((name(flag), Json::Scalar(format!("{}", !first))));
        reply.json().body(&[])
    });
    let html = one_of(&[
        "<html><head><title>502 Bad Gateway</title></head></html>\r\n",
        "<!DOCTYPE html>\n<html lang=\"en\"><body><pre>Cannot POST /</pre></body></html>",
    ]);
    let no_object = (
        junk::other_than(&[crate::report::finding::JsonType::Object]),
        spacing(),
    );
    let nested = (1..5_000_usize).prop_map(|depth| junk::nested(depth).body(&[]));
    Union::new([
        labelled("empty", Just(Body(Vec::new()))),
        labelled("HTML", html.prop_map(Body::from)),
        labelled("truncated", truncated),
        labelled("not UTF-8", no_utf8),
        labelled("more after the reply", trailing),
        labelled("inside something else", inside),
        labelled(
            "no object",
            no_object.prop_map(|(json, gaps)| json.body(&gaps)),
        ),
        labelled("nested arrays", nested),
        labelled("no flag", no_flag),
        labelled("flag of another type", odd_flag),
        labelled("two flags", two_flags),
    ])
    .boxed()
}

fn labelled<S: Service>(
    case: &'static str,
    bodies: impl Strategy<Value = Body> + 'static,
) -> BoxedStrategy<ReplyCase<S>> {
    let http_status = select(&[502, 200, 200, 400, 404, 500, 504][..]);
    (http_status, bodies)
        .prop_map(move |(http_status, body)| ReplyCase {
            case,
            http_status,
            body,
            expected: Expected::Unreadable,
            discrepancies: Vec::new(),
        })
        .boxed()
}
