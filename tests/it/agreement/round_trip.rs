//! An accepted body, written again, is the same update: borrowed, owned and out of a stream.

use std::hash::{BuildHasher, RandomState};

use proptest::prelude::*;
use salesive_schema::{Unchecked, microbase as m, salesive as s};

use super::draws::{Share, run};
use super::near::Body;
use super::{microbase, salesive};
use crate::schema::tree;

/// The same test for both rooms; the types have no trait in common.
macro_rules! round_trip {
    ($test:ident, $room:ident, $bodies:expr) => {
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
    };
}

round_trip!(
    a_salesive_update_survives_being_written,
    s,
    salesive::request()
);
round_trip!(
    a_microbase_update_survives_being_written,
    m,
    microbase::request()
);
