//! What a plan says an update does, against what the executable model does with it.

use proptest::prelude::*;

use salesive_schema::plan::Effect;
use salesive_schema::{microbase, salesive};

const TOKEN: &str = "app_planner";
const AT: &str = "2026-06-28T08:10:00.000Z";

mod salesive_room {
    use super::*;
    use salesive::model::{Store, UpdateRequest};
    use salesive::{Customer, CustomerUpdate, Rule, SCOPE, plan, strategy};

    const ID: &str = "665a1f2c9b1e4a0012ab34cd";

    fn store() -> Store {
        let mut customer = Customer::default();
        customer.id = Some(ID.into());
        let mut store = Store::new();
        store.insert(customer);
        store.grant(TOKEN, &[SCOPE]);
        store
    }

    fn apply(store: &Store, update: Option<&CustomerUpdate<'_>>) -> Customer<'static> {
        let mut store = store.clone();
        if let Some(update) = update {
            let body = update.to_json();
            let body = body.as_bytes();
            let (status, _) = store.update(&UpdateRequest {
                token: Some(TOKEN),
                id: ID,
                body,
                at: AT,
            });
            assert_eq!(status, 200);
        }
        let mut customer = store.customer(ID).unwrap().clone();
        // Every update moves it, also one that changes nothing.
        customer.updated_at = None;
        customer
    }

    proptest! {
        #[test]
        fn the_smallest_update_does_what_the_whole_one_does(
            first in strategy::update(),
            second in strategy::update(),
        ) {
            let mut store = store();
            store.insert(apply(&store, Some(&*first)));
            let before = apply(&store, None);
            let after = apply(&store, Some(&*second));

            let planned = plan(&before, &second);
            prop_assert!(apply(&store, planned.smallest()) == after);
            let changes = planned.effects().iter().any(|(_, effect)| *effect != Effect::NoChange);
            prop_assert_eq!(changes, before != after);
            prop_assert_eq!(planned.smallest().is_some(), changes);

            let between = CustomerUpdate::between(&before, &after).unwrap();
            prop_assert!(between.as_ref() == planned.smallest());
        }
    }

    #[test]
    fn clearing_is_told_from_setting() {
        let update = CustomerUpdate::builder()
            .clear_phone()
            .unlink_user()
            .build()
            .unwrap();
        let mut customer = Customer::default();
        customer.phone = salesive_schema::Member::Null;
        let effects: [(&str, Effect<Rule>); 2] =
            [("phone", Effect::NoChange), ("user", Effect::Clear)];
        assert_eq!(plan(&customer, &update).effects(), effects);
    }

    #[test]
    fn a_value_that_breaks_a_rule_has_no_update_that_brings_it_about() {
        let mut after = Customer::default();
        after.email = Some("nobody".into());
        let report = CustomerUpdate::between(&Customer::default(), &after).unwrap_err();
        assert_eq!(report.findings()[0].rule(), Rule::EmailFormat);
        assert_eq!(CustomerUpdate::between(&after, &after), Ok(None));
    }
}

mod microbase_room {
    use super::*;
    use microbase::model::{Store, UpdateRequest};
    use microbase::{Customer, CustomerUpdate, Rule, plan, strategy};

    fn store(id: &str) -> Store {
        let mut customer = Customer::default();
        customer.id = Some(id.to_owned().into());
        let mut store = Store::new();
        store.insert(customer);
        store.allow_token(TOKEN);
        store
    }

    fn apply(store: &Store, id: &str, update: Option<&CustomerUpdate<'_>>) -> Customer<'static> {
        let mut store = store.clone();
        if let Some(update) = update {
            let body = update.to_json();
            let request = UpdateRequest {
                token: Some(TOKEN),
                body: body.as_bytes(),
            };
            let (status, _) = store.update(&request);
            assert_eq!(status, 200);
        }
        store.customer(id).unwrap().clone()
    }

    proptest! {
        #[test]
        fn the_smallest_update_does_what_the_whole_one_does(
            first in strategy::update(),
            second in strategy::update(),
        ) {
            let id = second.id().to_owned();
            let mut store = store(&id);
            let mut previous = store_customer(&first);
            previous.id = Some(id.clone().into());
            store.insert(previous);
            let before = apply(&store, &id, None);
            let after = apply(&store, &id, Some(&*second));

            let planned = plan(&before, &second);
            prop_assert!(apply(&store, &id, planned.smallest()) == after);
            prop_assert_eq!(planned.smallest().is_some(), before != after);

            let between = CustomerUpdate::between(&before, &after).unwrap();
            prop_assert!(between.as_ref() == planned.smallest());
        }
    }

    /// The customer that an update of nobody in particular leaves behind.
    fn store_customer(update: &CustomerUpdate<'_>) -> Customer<'static> {
        let id = update.id();
        apply(&store(id), id, Some(update))
    }

    #[test]
    fn what_the_service_ignores_is_told_with_its_rule() {
        let update = CustomerUpdate::builder("HkhhuXESl")
            .last_name("")
            .build()
            .unwrap();
        let planned = plan(&Customer::default(), &update);
        let ignored = Effect::IgnoredByService(Rule::MemberIgnored);
        assert_eq!(planned.effects(), [("lastName", ignored)]);
        assert_eq!(planned.smallest(), None);
    }
}
