//! Valid requests, typed and as text.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use salesive_schema::strategy::{Drawn, Strategies};
use salesive_schema::{Email, Member, MicroBase, Salesive, microbase as m, salesive as s};

use super::rules::violations;
use super::shrink::{draw, runner, smallest, to_and_fro};
use crate::agreement::draws::{Draws, Share, run};

fn state<T>(member: Member<T>) -> &'static str {
    match member {
        Member::Absent => "absent",
        Member::Null => "null",
        Member::Value(_) => "a value",
    }
}

fn count_email(email: Option<&str>, draws: &Draws) {
    let Some((local, domain)) = email.and_then(|email| email.rsplit_once('@')) else {
        return;
    };
    let kinds = [
        ("a quoted local part", local.starts_with('"')),
        ("a literal", domain.starts_with('[')),
        ("a single label", !domain.contains('.')),
        ("a local part of 64 bytes", local.len() == 64),
        (
            "a mailbox of 254 bytes",
            local.len() + 1 + domain.len() == 254,
        ),
    ];
    for (kind, _) in kinds.iter().filter(|(_, is)| *is) {
        draws.count(*kind);
    }
}

/// How the text is written.
fn count_spelling(json: &str, draws: &Draws) {
    let kinds = [
        ("white space", json.starts_with([' ', '\t', '\n', '\r'])),
        (
            "an escaped letter",
            json.contains("\\u006") || json.contains("\\u004"),
        ),
        ("an astral character", json.chars().any(|c| c > '\u{ffff}')),
        (
            "an escaped surrogate pair",
            json.contains("\\uD8") || json.contains("\\ud8"),
        ),
    ];
    for (kind, _) in kinds.iter().filter(|(_, is)| *is) {
        draws.count(*kind);
    }
}

const EMAILS: [&str; 5] = [
    "a quoted local part",
    "a literal",
    "a single label",
    "a local part of 64 bytes",
    "a mailbox of 254 bytes",
];

const SPELLINGS: [&str; 4] = [
    "white space",
    "an escaped letter",
    "an astral character",
    "an escaped surrogate pair",
];

#[test]
fn every_salesive_body_is_accepted() {
    let hex = ["a lower-case id", "an upper-case id", "a mixed id"];
    let rare = [&EMAILS[..], &SPELLINGS, &hex].concat();
    let members = vec![
        "a name",
        "an email",
        "phone a value",
        "user a value",
        "active",
    ];
    let nulls = vec!["phone null", "user null", "phone absent", "user absent"];
    let shares = [Share(30, members), Share(10, nulls), Share(1, rare)];
    run(&s::strategy::update_json(), &shares, |json, draws| {
        let update = s::CustomerUpdate::from_json(json.as_bytes());
        let update = update.map_err(|error| TestCaseError::fail(error.to_string()))?;
        count_spelling(&json, draws);
        count_email(update.email(), draws);
        draws.count(format!("phone {}", state(update.phone())));
        draws.count(format!("user {}", state(update.user())));
        for (member, is) in [
            ("a name", update.name().is_some()),
            ("an email", update.email().is_some()),
            ("active", update.active().is_some()),
        ] {
            if is {
                draws.count(member);
            }
        }
        if let Some(user) = update.user().value() {
            let has = |case: fn(&char) -> bool| user.chars().any(|c| case(&c));
            draws.count(
                match (has(char::is_ascii_lowercase), has(char::is_ascii_uppercase)) {
                    (true, true) => "a mixed id",
                    (false, true) => "an upper-case id",
                    _ => "a lower-case id",
                },
            );
        }
        Ok(())
    });
}

#[test]
fn every_microbase_body_is_accepted() {
    let members = vec!["email", "first name", "last name", "status", "tags"];
    let rare = [&EMAILS[..], &SPELLINGS, &["no tags"]].concat();
    let shares = [Share(30, members), Share(1, rare)];
    run(&m::strategy::update_json(), &shares, |json, draws| {
        let update = m::CustomerUpdate::from_json(json.as_bytes());
        let update = update.map_err(|error| TestCaseError::fail(error.to_string()))?;
        count_spelling(&json, draws);
        count_email(update.email(), draws);
        for (member, is) in [
            ("email", update.email().is_some()),
            ("first name", update.first_name().is_some()),
            ("last name", update.last_name().is_some()),
            ("status", update.status().is_some()),
            ("tags", update.tags().is_some()),
            ("no tags", update.tags().is_some_and(<[_]>::is_empty)),
        ] {
            if is {
                draws.count(member);
            }
        }
        Ok(())
    });
}

#[test]
fn a_valid_body_stays_valid_while_it_shrinks() {
    fn stays_valid<S: Strategies>(runner: &mut TestRunner) {
        let bodies = S::update_json();
        for odds in [3, 6].repeat(30) {
            let mut tree = draw(&bodies, runner);
            to_and_fro(&mut tree, odds, runner, |json| {
                assert_eq!(violations::<S>(&json), [], "{json}");
            });
        }
    }
    let mut runner = runner();
    stays_valid::<Salesive>(&mut runner);
    stays_valid::<MicroBase>(&mut runner);
}

#[test]
fn a_valid_body_shrinks_to_one_member() {
    let mut runner = runner();
    for _ in 0..20 {
        let body = smallest(&s::strategy::update_json(), &mut runner);
        assert_eq!(body, r#"{"name":"Ada Obi"}"#);
        let update = smallest(&s::strategy::update(), &mut runner);
        assert_eq!(update.to_json().matches(':').count(), 1);
        let update = smallest(&m::strategy::update(), &mut runner);
        assert_eq!(update.to_json(), r#"{"id":"HHHHHHH"}"#);
    }
}

#[test]
fn a_hundred_draws_show_all_three_states_of_each_nullable_member() {
    let mut runner = runner();
    let (typed, texts) = (s::strategy::update(), s::strategy::update_json());
    for _ in 0..20 {
        let mut states = BTreeSet::new();
        for _ in 0..100 {
            let built = draw(&typed, &mut runner).current();
            let json = draw(&texts, &mut runner).current();
            let read = s::CustomerUpdate::from_json(json.as_bytes()).unwrap();
            for (from, update) in [("built", built.into_inner()), ("text", read)] {
                states.insert((from, "phone", state(update.phone())));
                states.insert((from, "user", state(update.user())));
            }
        }
        assert_eq!(states.len(), 12, "{states:?}");
    }
}

/// The builder judges them while they are drawn, and a text is what it says.
#[test]
fn typed_values_are_drawn_over_the_whole_accepted_set() {
    let emails = any::<Drawn<Email<'static>>>();
    run(&emails, &[Share(1, EMAILS.to_vec())], |email, draws| {
        prop_assert!(Email::new(email.as_str()).is_ok());
        count_email(Some(email.as_str()), draws);
        Ok(())
    });
    let members = vec!["phone null", "user null", "phone absent", "user absent"];
    let updates = any::<Drawn<s::CustomerUpdate<'static>>>();
    run(&updates, &[Share(10, members)], |update, draws| {
        draws.count(format!("phone {}", state(update.phone())));
        draws.count(format!("user {}", state(update.user())));
        let json = update.to_json();
        prop_assert_eq!(
            s::CustomerUpdate::from_json(json.as_bytes()).unwrap(),
            update.into_inner()
        );
        Ok(())
    });
    let updates = any::<Drawn<m::CustomerUpdate<'static>>>();
    let others = any::<(
        Drawn<s::ObjectId>,
        Drawn<s::CustomerId<'static>>,
        Drawn<m::CustomerId<'static>>,
        m::Status,
    )>();
    run(&(updates, others), &[], |(update, _), _| {
        let json = update.to_json();
        prop_assert_eq!(
            m::CustomerUpdate::from_json(json.as_bytes()).unwrap(),
            update.into_inner()
        );
        Ok(())
    });
    let members = vec!["absent", "null", "a value"];
    run(
        &any::<Member<bool>>(),
        &[Share(20, members)],
        |member, draws| {
            draws.count(state(member));
            Ok(())
        },
    );
}
