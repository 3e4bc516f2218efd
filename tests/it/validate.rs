//! `validator::Validate`, as extractors built on that crate use it.

use salesive_schema::{Salesive, Service, Unchecked, salesive};
use serde::de::DeserializeOwned;
use validator::{Validate, ValidationErrors};

use crate::both::for_both_services;
use crate::fixtures;

/// Why an extractor gives nothing, as `axum-valid` and its like tell it.
#[derive(Debug)]
enum Refused {
    Body(serde_json::Error),
    Rules(ValidationErrors),
}

/// What such an extractor does with a body, knowing nothing of the type but its two traits.
fn extract<T: DeserializeOwned + Validate>(body: &[u8]) -> Result<T, Refused> {
    let extracted: T = serde_json::from_slice(body).map_err(Refused::Body)?;
    extracted.validate().map_err(Refused::Rules)?;
    Ok(extracted)
}

type SalesiveBody = Unchecked<Salesive>;

#[test]
fn an_extractor_lets_through_what_keeps_the_rules() {
    let body: SalesiveBody = extract(br#"{"name": " ", "active": true}"#).unwrap();
    assert_eq!(body.check().value().unwrap().active(), Some(true));
}

#[test]
fn an_extractor_reports_rules_by_id_and_pointer() {
    let body = br#"{"user": 5, "name": " ", "email": "ada", "user": "x", "shop": null}"#;
    let Err(Refused::Rules(errors)) = extract::<SalesiveBody>(body) else {
        panic!()
    };
    let fields = errors.field_errors();
    let codes = |field| {
        fields[field]
            .iter()
            .map(|error| &*error.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(fields.len(), 3);
    assert_eq!(codes("email"), ["salesive.update.email.format"]);
    assert_eq!(codes("shop"), ["salesive.update.shop.forbidden"]);
    let [kind, format, again] = &codes("user")[..] else {
        panic!()
    };
    assert_eq!(*kind, "salesive.update.user.type");
    assert_eq!(*format, "salesive.update.user.object_id");
    assert_eq!(*again, "salesive.update.member.duplicate");
    assert_eq!(fields["user"][0].params["pointer"], "/user");
    assert_eq!(fields["user"][0].params["found"], "number");
    let sentence = salesive::Rule::EmailFormat.sentence();
    assert_eq!(fields["email"][0].message.as_deref(), Some(sentence));
}

#[test]
fn an_extractor_tells_a_broken_body_from_a_broken_rule() {
    let Err(Refused::Body(error)) = extract::<SalesiveBody>(b"{") else {
        panic!()
    };
    assert!(error.is_eof());
    let Err(Refused::Rules(errors)) = extract::<SalesiveBody>(b"[]") else {
        panic!()
    };
    assert_eq!(
        errors.field_errors()["__all__"][0].code,
        "salesive.update.body.type"
    );
}

for_both_services! {
    each_violation_is_an_error_under_the_first_token_of_its_pointer
    errors_show_nothing_of_the_body
}

fn each_violation_is_an_error_under_the_first_token_of_its_pointer<S: Service>() {
    for case in fixtures::requests::<S>() {
        let checked = case.check::<S>();
        let unchecked: Unchecked<S> = serde_json::from_slice(&case.body).unwrap();
        let mut expected: Vec<_> = checked
            .report()
            .violations()
            .map(|violation| {
                let pointer = violation.pointer().to_string();
                let field = pointer.split('/').nth(1).unwrap_or("__all__").to_owned();
                (field, violation.rule().to_string(), pointer)
            })
            .collect();
        let errors = unchecked.validate().err().unwrap_or_default();
        let mut found: Vec<_> = errors
            .field_errors()
            .into_iter()
            .flat_map(|(field, errors)| {
                let told = |error: &validator::ValidationError| {
                    let pointer = error.params["pointer"].as_str().unwrap().to_owned();
                    (field.to_string(), error.code.to_string(), pointer)
                };
                errors.iter().map(told).collect::<Vec<_>>()
            })
            .collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{}", case.name);
    }
}

fn errors_show_nothing_of_the_body<S: Service>() {
    let body = r#"{"canary":"canary","id":5,"name":["canary"],"email":"canary","user":"canary",
        "shop":"canary","tags":[{"canary":"canary"}],"status":"canary","email":"canary"}"#;
    let unchecked: Unchecked<S> = serde_json::from_str(body).unwrap();
    let errors = unchecked.validate().unwrap_err();
    let json = serde_json::to_string(&errors).unwrap();
    assert!(json.contains("email.format"));
    assert!(
        !format!("{errors} {errors:?} {errors:#?} {json}")
            .to_lowercase()
            .contains("canary")
    );
}
