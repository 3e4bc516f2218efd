//! An accepted body, written again, is the same update: borrowed, owned and out of a stream.

use std::hash::{BuildHasher, RandomState};

use proptest::prelude::*;
use salesive_schema::microbase::strategy as microbase;
use salesive_schema::salesive::strategy::{self as salesive, Body};
use salesive_schema::{Options, Unchecked, microbase as m, salesive as s};

use super::draws::{Share, run};
use crate::schema::tree::{self, Tree};

/// The same tests for both rooms; the types have no trait in common.
macro_rules! round_trip {
    ($test:ident, $streamed:ident, $room:ident, $bodies:expr) => {
        #[test]
        fn $test() {
            let hasher = RandomState::new();
            run(
                &$bodies,
                &[Share(20, vec!["accepted"])],
                |Body(body), draws| {
                    let Ok(update) = $room::CustomerUpdate::from_json(&body) else {
                        return Ok(());
                    };
                    draws.count("accepted");
                    let json = update.to_json();
                    let again = $room::CustomerUpdate::from_json(json.as_bytes()).unwrap();
                    prop_assert_eq!(&again, &update);
                    prop_assert_eq!(again.to_json(), &*json);

                    let owned = update.clone().into_owned();
                    prop_assert_eq!(&owned, &update);
                    for other in [&again, &owned] {
                        prop_assert_eq!(hasher.hash_one(other), hasher.hash_one(&update));
                    }

                    let value = tree::read(json.as_bytes()).unwrap().to_value();
                    let streamed: Unchecked<$room::CustomerUpdate<'static>, $room::Rule> =
                        serde_json::from_value(value).unwrap();
                    prop_assert_eq!(streamed.check().unwrap(), update);
                    Ok(())
                },
            );
        }

        #[test]
        fn $streamed() {
            let shares = [Share(20, vec!["accepted", "rejected"])];
            run(&$bodies, &shares, |Body(body), draws| {
                let streamed: Result<Unchecked<$room::CustomerUpdate<'_>, $room::Rule>, _> =
                    serde_json::from_slice(&body);
                let checked = $room::CustomerUpdate::check(&body, &Options::new());
                let body_contains = |odd| tree::read(&body).is_some_and(|tree| tree.contains(odd));
                if body_contains(is_in_disguise) {
                    return Ok(());
                }
                let (Ok(streamed), Ok(checked)) = (streamed, &checked) else {
                    prop_assert!(checked.is_err() || body_contains(may_be_refused));
                    return Ok(());
                };
                match streamed.check() {
                    Ok(update) => {
                        draws.count("accepted");
                        prop_assert_eq!(Some(&update), checked.value());
                    }
                    Err(report) => {
                        draws.count("rejected");
                        prop_assert_eq!(&report, checked.report());
                    }
                }
                Ok(())
            });
        }
    };
}

/// An object with a name that serde_json keeps for its own types: to a reader of a stream it is
/// what it stands for.
fn is_in_disguise(value: &Tree) -> bool {
    value
        .names()
        .any(|name| name.text.starts_with("$serde_json::private::"))
}

/// What serde_json refuses in some places of a stream: a number beyond `f64`, half of a surrogate
/// pair.
fn may_be_refused(value: &Tree) -> bool {
    match value {
        Tree::Number(number) => number.abs() == f64::MAX,
        Tree::String(text) => text.torn,
        _ => value.names().any(|name| name.torn),
    }
}

round_trip!(
    a_salesive_update_survives_being_written,
    a_salesive_request_is_judged_alike_out_of_a_stream,
    s,
    salesive::near()
);
round_trip!(
    a_microbase_update_survives_being_written,
    a_microbase_request_is_judged_alike_out_of_a_stream,
    m,
    microbase::near()
);
