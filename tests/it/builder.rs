//! A builder judges as parsing does.

use salesive_schema::microbase::{self, Status};
use salesive_schema::{Member, MicroBase, Report, Salesive, Service, salesive};
use serde_json::Value;

use crate::both::pairs;
use crate::fixtures;

/// What a builder can say of a body; `None` if it cannot say all of it.
fn salesive_builder(body: &[u8]) -> Option<salesive::CustomerUpdateBuilder<'static>> {
    let value: Value = serde_json::from_slice(body).ok()?;
    let mut builder = salesive::CustomerUpdate::builder();
    for (name, value) in value.as_object()? {
        builder = match (&**name, value) {
            ("name", Value::String(text)) => builder.name(text.clone()),
            ("email", Value::String(text)) => builder.email(text.clone()),
            ("phone", Value::String(text)) => builder.phone(text.clone()),
            ("phone", Value::Null) => builder.clear_phone(),
            ("user", Value::String(text)) => builder.user(text.clone()),
            ("user", Value::Null) => builder.unlink_user(),
            ("active", Value::Bool(active)) => builder.active(*active),
            _ => return None,
        };
    }
    Some(builder)
}

fn microbase_builder(body: &[u8]) -> Option<microbase::CustomerUpdateBuilder<'static>> {
    let value: Value = serde_json::from_slice(body).ok()?;
    let mut builder = microbase::CustomerUpdate::builder(value.get("id")?.as_str()?.to_owned());
    for (name, value) in value.as_object()? {
        builder = match (&**name, value) {
            ("id", Value::String(_)) => builder,
            ("email", Value::String(text)) => builder.email(text.clone()),
            ("firstName", Value::String(text)) => builder.first_name(text.clone()),
            ("lastName", Value::String(text)) => builder.last_name(text.clone()),
            ("status", Value::String(text)) => builder.status(Status::from_name(text)?),
            ("tags", Value::Array(tags)) if tags.is_empty() => builder.clear_tags(),
            ("tags", Value::Array(tags)) => {
                let tags: Option<Vec<_>> = tags
                    .iter()
                    .map(|tag| tag.as_str().map(str::to_owned))
                    .collect();
                builder.tags(tags?)
            }
            _ => return None,
        };
    }
    Some(builder)
}

type Built<S> = Result<<S as Service>::CustomerUpdate<'static>, Report<<S as Service>::Rule>>;

/// The pairs in any order: a builder has its own. At least so many cases must be rejected.
fn says_what_parsing_says<S: Service>(build: fn(&[u8]) -> Option<Built<S>>, rejected: usize) {
    let sorted = |report: Report<S::Rule>| {
        let mut pairs = pairs(&report);
        pairs.sort();
        pairs
    };
    let has_duplicate = |case: &fixtures::Request| {
        let mut findings = case.findings.iter();
        findings.any(|(_, rule)| rule.ends_with(".member.duplicate"))
    };
    let mut verdicts = [0, 0];
    for case in fixtures::requests::<S>() {
        if let Some(built) = build(&case.body).filter(|_| !has_duplicate(&case)) {
            let parsed = case.check::<S>().into_result().map_err(sorted);
            assert_eq!(
                built.map_err(sorted),
                parsed.map(S::owned_update),
                "{}",
                case.name
            );
            verdicts[usize::from(case.is_accepted())] += 1;
        }
    }
    assert!(verdicts[0] > rejected && verdicts[1] > 10, "{verdicts:?}");
}

#[test]
fn a_salesive_builder_says_what_parsing_says() {
    says_what_parsing_says::<Salesive>(|body| Some(salesive_builder(body)?.build()), 10);
}

#[test]
fn a_microbase_builder_says_what_parsing_says() {
    says_what_parsing_says::<MicroBase>(|body| Some(microbase_builder(body)?.build()), 3);
}

#[test]
fn setting_a_member_again_replaces_it() {
    let update = salesive::CustomerUpdate::builder()
        .phone("1")
        .clear_phone()
        .unlink_user();
    let update = update
        .user("6650aa11bb22cc33dd44ee55")
        .name("a")
        .name("b")
        .build()
        .unwrap();
    assert_eq!(update.phone(), Member::Null);
    assert_eq!(update.user().value().unwrap(), "6650aa11bb22cc33dd44ee55");
    assert_eq!(update.name(), Some("b"));
    assert_eq!(update.email(), None);
    let update = microbase::CustomerUpdate::builder("x")
        .tags(["a"])
        .clear_tags();
    let update = update
        .status(Status::Active)
        .status(Status::Inactive)
        .email("a@b.c")
        .build()
        .unwrap();
    assert_eq!(update.tags(), Some(&[][..]));
    assert_eq!(update.status(), Some(Status::Inactive));
    assert_eq!(update.email().unwrap(), "a@b.c");
    assert_eq!(
        (update.id(), update.first_name(), update.last_name()),
        ("x", None, None)
    );
}
