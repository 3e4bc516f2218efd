//! What a plan says an update does, what the update leaves behind, and what a reply confirms of it,
//! against what the executable models do with it.

mod confirmation;

use proptest::prelude::*;
use salesive_schema::model::Model;
use salesive_schema::plan::{Confirmed, Effect, Match};
use salesive_schema::strategy::Strategies;
use salesive_schema::{Member, MicroBase, Outcome, Reply, Salesive, microbase, salesive};

use crate::agreement::draws::{Share, run};
use crate::both::for_both_services;

for_both_services! {
    a_customer_after_an_update_is_what_the_model_holds
    a_plan_is_empty_where_applying_it_changes_nothing
    the_smallest_update_is_the_one_between_before_and_after
    an_undisturbed_exchange_is_confirmed
    a_lost_race_is_not_confirmed_where_something_differs
}

const TOKEN: &str = "app_planner";
const ID: &str = "665a1f2c9b1e4a0012ab34cd";

/// A service with a store of one customer.
trait Planned: Strategies {
    type Store: Model<Service = Self>;

    /// The store, and the customer in it, which is the one that the update names.
    fn store(
        customer: Self::Customer<'_>,
        update: &Self::CustomerUpdate<'_>,
    ) -> (Self::Store, Self::Customer<'static>);

    fn send(
        store: &mut Self::Store,
        update: &Self::CustomerUpdate<'_>,
        fault: Option<<Self::Store as Model>::Fault>,
    ) -> (u16, Vec<u8>);

    /// As far as an update decides.
    fn decided(customer: &Self::Customer<'_>) -> Self::Customer<'static>;
}

impl Planned for Salesive {
    type Store = salesive::model::Store;

    fn store(
        mut customer: salesive::Customer<'_>,
        _: &salesive::CustomerUpdate<'_>,
    ) -> (Self::Store, salesive::Customer<'static>) {
        customer.id = Some(ID.into());
        let mut store = Self::Store::new();
        store.grant(TOKEN, &[salesive::SCOPE]);
        store.insert(customer.clone().into_owned());
        (store, customer.into_owned())
    }

    fn send(
        store: &mut Self::Store,
        update: &salesive::CustomerUpdate<'_>,
        fault: Option<salesive::model::Fault>,
    ) -> (u16, Vec<u8>) {
        let body = update.to_json();
        let request = salesive::model::UpdateRequest {
            token: Some(TOKEN),
            id: ID,
            body: body.as_bytes(),
            at: "2026-06-28T08:10:00.000Z",
        };
        Model::update(store, &request, fault)
    }

    /// The store knows no profile of a user.
    fn decided(customer: &salesive::Customer<'_>) -> salesive::Customer<'static> {
        let mut customer = customer.clone().into_owned();
        customer.updated_at = None;
        if let Member::Value(user) = &mut customer.user {
            let id = user.id.take();
            *user = salesive::UserProfile::default();
            user.id = id;
        }
        customer
    }
}

impl Planned for MicroBase {
    type Store = microbase::model::Store;

    fn store(
        mut customer: microbase::Customer<'_>,
        update: &microbase::CustomerUpdate<'_>,
    ) -> (Self::Store, microbase::Customer<'static>) {
        let id = update.id().to_owned();
        customer.id = Some(id.clone().into());
        let mut store = Self::Store::new();
        store.allow_token(TOKEN);
        store.insert(customer.into_owned());
        let customer = store.customer(&id).unwrap().clone();
        (store, customer)
    }

    fn send(
        store: &mut Self::Store,
        update: &microbase::CustomerUpdate<'_>,
        fault: Option<microbase::model::Fault>,
    ) -> (u16, Vec<u8>) {
        let body = update.to_json();
        let request = microbase::model::UpdateRequest {
            token: Some(TOKEN),
            body: body.as_bytes(),
        };
        Model::update(store, &request, fault)
    }

    fn decided(customer: &microbase::Customer<'_>) -> microbase::Customer<'static> {
        customer.clone().into_owned()
    }
}

/// One exchange: a store, the customer in it, and an update of it.
struct Drawn<S: Planned> {
    store: S::Store,
    before: S::Customer<'static>,
    update: S::CustomerUpdate<'static>,
}

impl<S: Planned> Drawn<S> {
    fn changes(&self) -> Vec<&'static str> {
        let plan = S::plan(&self.before, &self.update);
        let effects = plan.effects().iter();
        let changes = effects.filter(|(_, effect)| matches!(effect, Effect::Set | Effect::Clear));
        changes.map(|(member, _)| *member).collect()
    }
}

/// Holds a law over exchanges of which a fifth each changes nothing and something.
fn hold<S: Planned>(
    law: impl Fn(Drawn<S>) -> Result<&'static str, TestCaseError>,
    says: &[Share<'_>],
) {
    let exchanges = (S::reply(), S::update(), S::update(), 0..3_u8);
    let mut shares = vec![Share(20, vec!["changes", "changes nothing"])];
    shares.extend(
        says.iter()
            .map(|Share(percent, names)| Share(*percent, names.clone())),
    );
    run(&exchanges, &shares, |(reply, first, second, how), draws| {
        let first = first.into_inner();
        let reply = Reply::<S>::decode(200, &reply.body.0);
        let Outcome::Updated(customer) = reply.outcome() else {
            panic!("{reply:?}");
        };
        let before = match how {
            0 => S::owned_customer(customer.clone()),
            1 => S::apply(customer, &first),
            _ => S::apply(&S::apply(customer, &first), &second),
        };
        let (store, before) = S::store(before, &first);
        let drawn = Drawn {
            store,
            before,
            update: first,
        };
        draws.count(match drawn.changes().is_empty() {
            true => "changes nothing",
            false => "changes",
        });
        draws.count(law(drawn)?);
        Ok(())
    });
}

fn a_customer_after_an_update_is_what_the_model_holds<S: Planned>() {
    let law = |mut drawn: Drawn<S>| {
        let after = S::apply(&drawn.before, &drawn.update);
        let (http_status, _) = S::send(&mut drawn.store, &drawn.update, None);
        prop_assert_eq!(http_status, 200);
        prop_assert!(S::decided(&drawn.store.customers()[0]) == S::decided(&after));
        Ok("held")
    };
    hold::<S>(law, &[]);
}

fn a_plan_is_empty_where_applying_it_changes_nothing<S: Planned>() {
    let law = |mut drawn: Drawn<S>| {
        let plan = S::plan(&drawn.before, &drawn.update);
        let after = S::apply(&drawn.before, &drawn.update);
        let is_same = S::decided(&after) == S::decided(&drawn.before);
        prop_assert_eq!(plan.smallest().is_none(), is_same);
        prop_assert_eq!(drawn.changes().is_empty(), is_same);
        // Nor is anything left to do.
        prop_assert!(S::plan(&after, &drawn.update).smallest().is_none());
        let Some(smallest) = plan.smallest() else {
            return Ok("nothing to send");
        };
        prop_assert!(S::apply(&drawn.before, smallest) == after);
        S::send(&mut drawn.store, smallest, None);
        prop_assert!(S::decided(&drawn.store.customers()[0]) == S::decided(&after));
        Ok(match S::to_json(smallest) == S::to_json(&drawn.update) {
            true => "all of it",
            false => "a part of it",
        })
    };
    hold::<S>(
        law,
        &[Share(
            10,
            vec!["nothing to send", "all of it", "a part of it"],
        )],
    );
}

fn the_smallest_update_is_the_one_between_before_and_after<S: Planned>() {
    let law = |drawn: Drawn<S>| {
        let after = S::apply(&drawn.before, &drawn.update);
        let between = S::between(&drawn.before, &after).unwrap();
        let plan = S::plan(&drawn.before, &drawn.update);
        let json = |update: Option<&S::CustomerUpdate<'_>>| update.map(|update| S::to_json(update));
        prop_assert_eq!(json(between.as_ref()), json(plan.smallest()));
        Ok("held")
    };
    hold::<S>(law, &[]);
}

fn an_undisturbed_exchange_is_confirmed<S: Planned>() {
    let law = |mut drawn: Drawn<S>| {
        let (http_status, body) = S::send(&mut drawn.store, &drawn.update, None);
        let confirmation = Reply::<S>::decode(http_status, &body).confirms(&drawn.update);
        prop_assert_eq!(confirmation.confirmed(), Confirmed::Yes);
        let mut members = confirmation.members().iter();
        // The models keep texts as they are.
        let is_exact = |found: &Match<_>| matches!(found, Match::Same | Match::IgnoredByService(_));
        prop_assert!(members.all(|(_, found)| is_exact(found)));
        Ok("held")
    };
    hold::<S>(law, &[]);
}

/// What is confirmed all the same, may have been spelt so by the service.
fn a_lost_race_is_not_confirmed_where_something_differs<S: Planned>() {
    let faults = <S::Store as Model>::FAULTS.iter().copied();
    let mut faults = faults.filter(|fault| fault.to_string() == "lost_race");
    let lost_race = faults.next().unwrap();
    let law = |mut drawn: Drawn<S>| {
        let (http_status, body) = S::send(&mut drawn.store, &drawn.update, Some(lost_race));
        let reply = Reply::<S>::decode(http_status, &body);
        let confirmation = reply.confirms(&drawn.update);
        let found = |member: &str| {
            let mut members = confirmation.members().iter();
            members
                .find(|(name, _)| *name == member)
                .map(|(_, found)| *found)
        };
        let confirmed = confirmation.confirmed();
        match confirmed {
            Confirmed::Yes => {
                let spelt = |member: &&str| matches!(found(member), Some(Match::Normalised(_)));
                prop_assert!(drawn.changes().iter().all(spelt));
            }
            Confirmed::No => prop_assert!(!drawn.changes().is_empty()),
            Confirmed::Unknown => {
                let lacks = |(_, found): &(_, Match<_>)| *found == Match::NotInReply;
                let is_updated = matches!(reply.outcome(), Outcome::Updated(_));
                prop_assert!(!is_updated || confirmation.members().iter().any(lacks));
            }
        }
        Ok(confirmed.name())
    };
    let shares = match S::NAME {
        "salesive" => [Share(30, vec!["no"]), Share(20, vec!["yes"])],
        // The service notices, and refuses.
        _ => [Share(100, vec!["unknown"]), Share(0, vec![])],
    };
    hold::<S>(law, &shares);
}

mod salesive_cases {
    use salesive_schema::plan::Effect;
    use salesive_schema::salesive::{Customer, CustomerUpdate, Rule, plan};

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

mod microbase_cases {
    use salesive_schema::microbase::{Customer, CustomerUpdate, Rule, plan};
    use salesive_schema::plan::Effect;

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
