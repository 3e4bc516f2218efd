//! The contenders that both services have.

use std::hint::black_box;

use jsonschema::Validator;
use salesive_schema::{Outcome, Reply, Service};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use validator::Validate;

use crate::cases::Case;
use crate::corpus::{Body, Kind};
use crate::figures::BASE;
use crate::{Contender, Input};

/// So many bodies stand for mixed traffic.
const MIXED: usize = 200_000;

/// Mixed bodies, and each case on its own.
pub(crate) fn benches(
    title: &str,
    cases: &[Case],
    mixed: fn(usize) -> Vec<Body>,
    contenders: fn() -> Vec<Contender>,
) -> Vec<(Input, Vec<Contender>)> {
    let mixed = Input::new(format!("{title}, 200,000 mixed"), mixed(MIXED));
    let cases = cases.iter().map(|case| {
        let (text, kind) = (case.text.into(), case.kind);
        Input::new(format!("{title}, {}", case.name), vec![Body { text, kind }])
    });
    let inputs = std::iter::once(mixed).chain(cases);
    inputs.map(|input| (input, contenders())).collect()
}

pub(crate) fn reply(name: &str, text: &str, contenders: Vec<Contender>) -> (Input, Vec<Contender>) {
    let (text, kind) = (text.into(), Kind::Plain);
    let input = Input::new(name.to_owned(), vec![Body { text, kind }]);
    (input, contenders)
}

/// Who reads and judges updates: this crate, and what is derived for them. `borrowed` reads the text
/// into a derived struct that borrows.
pub(crate) fn updates<S, Owned, Validated>(borrowed: fn(&str) -> bool) -> Vec<Contender>
where
    S: Service,
    Owned: DeserializeOwned,
    Validated: DeserializeOwned + Validate,
{
    let ours = |text: &[u8]| S::from_json(text).is_ok();
    let mut contenders = all::<Owned>(ours, borrowed, S::UPDATE_SCHEMA);
    let validated = Contender::new("derived owned + validator", true, |text| {
        serde_json::from_slice::<Validated>(text).is_ok_and(|update| update.validate().is_ok())
    });
    contenders.insert(4, validated);
    contenders
}

/// Who reads replies.
pub(crate) fn replies<S: Service, Owned: DeserializeOwned>(
    ours: fn(&[u8]) -> bool,
    borrowed: fn(&str) -> bool,
) -> Vec<Contender> {
    all::<Owned>(ours, borrowed, S::REPLY_SCHEMA)
}

pub(crate) fn updated<S: Service>(text: &[u8]) -> bool {
    matches!(Reply::<S>::decode(200, text).outcome(), Outcome::Updated(_))
}

pub(crate) fn refused<S: Service, const STATUS: u16>(text: &[u8]) -> bool {
    matches!(
        Reply::<S>::decode(STATUS, text).outcome(),
        Outcome::Refused(_)
    )
}

fn all<Owned: DeserializeOwned>(
    ours: fn(&[u8]) -> bool,
    borrowed: fn(&str) -> bool,
    schema: &str,
) -> Vec<Contender> {
    let mut contenders = vec![
        Contender::new("this crate", true, ours),
        syntax_only(),
        Contender::new("serde_json, derived borrowed", false, move |text| {
            std::str::from_utf8(text).is_ok_and(borrowed)
        }),
        Contender::new(BASE, false, |text| {
            serde_json::from_slice::<Owned>(text).is_ok()
        }),
        value(),
    ];
    contenders.extend(value_and_jsonschema(schema));
    contenders
}

pub(crate) fn syntax_only() -> Contender {
    Contender::new("serde_json `IgnoredAny`", false, |text| {
        serde_json::from_slice::<IgnoredAny>(text).is_ok()
    })
}

pub(crate) fn value() -> Contender {
    Contender::new("serde_json `Value`", false, |text| {
        serde_json::from_slice::<Value>(text).is_ok()
    })
}

/// The verdict alone, and every error.
fn value_and_jsonschema(schema: &str) -> [Contender; 2] {
    let (verdict, errors) = (compiled(schema), compiled(schema));
    [
        Contender::new("`Value` + jsonschema, verdict", true, move |text| {
            serde_json::from_slice(text).is_ok_and(|value| verdict.is_valid(&value))
        }),
        Contender::new("`Value` + jsonschema, all errors", true, move |text| {
            serde_json::from_slice(text)
                .is_ok_and(|value| black_box(errors.iter_errors(&value).count()) == 0)
        }),
    ]
}

fn compiled(schema: &str) -> Validator {
    jsonschema::options()
        .should_validate_formats(true)
        .build(&serde_json::from_str(schema).unwrap())
        .unwrap()
}
