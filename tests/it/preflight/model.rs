//! What preflight says of a file, against what the executable model answers when it is sent.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseResult;
use salesive_schema::preflight::{Index, Rule, Session, Verdict};
use salesive_schema::{MicroBase, Salesive};

use super::draw::{self, Filed};
use super::{index, options};
use crate::both::for_both_services;

for_both_services! {
    with_known_customers_a_record_is_accepted_if_and_only_if_the_service_updates
    without_them_so_it_is_for_a_service_that_has_a_customer_of_each_id_without_address
}

/// Customers of ids in their order, each with some of the addresses and users that files set.
fn known() -> impl Strategy<Value = Vec<Option<Known>>> {
    let email = option::of(select(&draw::EMAILS[..]));
    let user = option::of(select(&draw::IDS[5..]));
    let known = (email, user, any::<bool>()).prop_map(|(email, user, is_named)| Known {
        email,
        user,
        is_named,
    });
    vec(option::weighted(0.8, known), 6)
}

#[derive(Clone, Debug, Default)]
struct Known {
    email: Option<&'static str>,
    user: Option<&'static str>,
    is_named: bool,
}

/// What comes out for a record.
struct Seen {
    verdict: Verdict,
    /// The rules across records that it breaks.
    rules: Vec<Rule>,
    breaks_the_document: bool,
    /// The known customer that it is about, from 0.
    known: Option<usize>,
    /// What goes into the path and the body, if there is something to send.
    update: Option<(String, String)>,
}

/// What comes out for each record.
fn seen<S: salesive_schema::Service>(
    file: &str,
    index: Index<S>,
    path: fn(&S::PathParameter<'_>) -> String,
) -> Vec<Seen> {
    let mut seen = Vec::new();
    let mut session = Session::<S>::with_index(index);
    session.feed(file.as_bytes(), |record| {
        let judged = &record.judged;
        let rules = judged
            .problems()
            .iter()
            .map(|problem| problem.rule())
            .collect();
        let update = record.update.as_ref();
        seen.push(Seen {
            verdict: judged.verdict(),
            rules,
            breaks_the_document: judged.report().is_some_and(|it| it.has_violations()),
            known: judged.known().map(|line| line as usize - 1),
            update: update.map(|it| (path(&it.path), S::to_json(&it.update))),
        });
    });
    assert_eq!(
        session
            .finish(|_| panic!("every line has its end"))
            .unjudged_from(),
        None
    );
    seen
}

fn lines<T: serde::Serialize>(values: &[T]) -> String {
    let line = |value| serde_json::to_string(value).unwrap() + "\n";
    values.iter().map(line).collect()
}

/// A service whose model is sent what is drawn.
trait Answered: Filed {
    fn customer(known: &Known, id: &'static str) -> Self::Customer<'static>;

    /// Sends every record, rejected ones too, which change nothing where the model refuses them.
    fn agrees(
        customers: Vec<Self::Customer<'static>>,
        index: Index<Self>,
        records: &[(&'static str, draw::Members)],
    ) -> TestCaseResult;
}

fn with_known_customers_a_record_is_accepted_if_and_only_if_the_service_updates<S: Answered>() {
    proptest!(cases(), |(known in known(), records in draw::records::<S>())| {
        let known = known.iter().zip(draw::IDS);
        let customer = |(known, id): (&Option<Known>, _)| Some(S::customer(known.as_ref()?, id));
        let customers: Vec<_> = known.filter_map(customer).collect();
        let index = index::<S>(Some(lines(&customers).as_bytes()), &options());
        S::agrees(customers, index, &records)?;
    });
}

fn without_them_so_it_is_for_a_service_that_has_a_customer_of_each_id_without_address<
    S: Answered,
>() {
    proptest!(cases(), |(records in draw::records::<S>())| {
        let customers = draw::IDS.map(|id| S::customer(&Known::default(), id));
        S::agrees(customers.into(), Index::new(&options()), &records)?;
    });
}

fn cases() -> ProptestConfig {
    ProptestConfig::with_cases(500)
}

mod salesive_room {
    use super::*;
    use salesive_schema::Member;
    use salesive_schema::salesive::model::{Store, UpdateRequest};
    use salesive_schema::salesive::{
        Customer, CustomerUpdate, Outcome, Reply, SCOPE, UserProfile, plan,
    };

    impl Answered for Salesive {
        fn customer(known: &Known, id: &'static str) -> Customer<'static> {
            let mut customer = Customer::default();
            customer.id = Some(id.into());
            customer.email = known.email.map(Into::into);
            customer.name = known.is_named.then_some("Ada Obi".into());
            customer.phone = if known.is_named {
                Member::Null
            } else {
                Member::Absent
            };
            customer.user = match known.user {
                Some(user) => {
                    let mut profile = UserProfile::default();
                    profile.id = Some(user.into());
                    Member::Value(profile)
                }
                None => customer.phone.as_ref().map(|_| UserProfile::default()),
            };
            customer
        }

        fn agrees(
            customers: Vec<Customer<'static>>,
            index: Index<Self>,
            records: &[(&'static str, draw::Members)],
        ) -> TestCaseResult {
            let mut store = Store::new();
            customers
                .into_iter()
                .for_each(|customer| store.insert(customer));
            store.grant("app_example", &[SCOPE]);
            let file: String = records
                .iter()
                .map(|(id, members)| draw::record(id, members) + "\n")
                .collect();
            let knows = index.customers() > 0;
            let all = seen::<Self>(&file, index, |path| path.as_str().to_owned());
            prop_assert_eq!(all.len(), records.len());
            for ((id, members), seen) in records.iter().zip(all) {
                let body = draw::object(members);
                let before = store.customer(id).cloned();
                let (status, reply) = store.update(&UpdateRequest {
                    token: Some("app_example"),
                    id,
                    body: body.as_bytes(),
                    at: "2026-06-28T08:10:00.000Z",
                });
                let reply = Reply::decode(status, &reply);
                let updated = matches!(reply.outcome(), Outcome::Updated(_));
                prop_assert_eq!(
                    updated,
                    seen.verdict == Verdict::Accepted,
                    "{} {}",
                    id,
                    body
                );
                let meant = |before: &Customer<'_>| {
                    let mut customers = store.customers().iter();
                    customers.position(|customer| customer.id == before.id)
                };
                let meant = before.as_ref().and_then(meant).filter(|_| knows);
                prop_assert_eq!(seen.known, meant, "{}", id);
                let sent = CustomerUpdate::from_json(body.as_bytes())
                    .ok()
                    .filter(|_| updated);
                let sent = sent.as_ref();
                let to_send = sent.map(|update| ((*id).to_owned(), update.to_json()));
                prop_assert_eq!(seen.update, to_send);
                if let Some(update) = sent.filter(|_| knows) {
                    let changes = plan(&before.unwrap(), update).smallest().is_some();
                    prop_assert_eq!(
                        changes,
                        !seen.rules.contains(&Rule::UpdateNoChange),
                        "{}",
                        body
                    );
                }
            }
            Ok(())
        }
    }
}

mod microbase_room {
    use super::*;
    use salesive_schema::microbase::model::{Store, UpdateRequest};
    use salesive_schema::microbase::{
        Customer, CustomerUpdate, Outcome, Reply, Status, StatusText, plan,
    };

    impl Answered for MicroBase {
        fn customer(known: &Known, id: &'static str) -> Customer<'static> {
            let mut customer = Customer::default();
            customer.id = Some(id.into());
            customer.email = known.email.map(Into::into);
            customer.first_name = known.is_named.then_some("Ada".into());
            customer.status = known.user.map(|_| StatusText::new(Status::Active.name()));
            customer.tags = known.is_named.then(|| vec!["VIP".into()]);
            customer
        }

        fn agrees(
            customers: Vec<Customer<'static>>,
            index: Index<Self>,
            records: &[(&'static str, draw::Members)],
        ) -> TestCaseResult {
            let mut store = Store::new();
            customers
                .into_iter()
                .for_each(|customer| store.insert(customer));
            store.allow_token("example");
            let bodies: Vec<_> = records
                .iter()
                .map(|(id, members)| draw::record(id, members))
                .collect();
            let file: String = bodies.iter().map(|body| format!("{body}\n")).collect();
            let knows = index.customers() > 0;
            let all = seen::<Self>(&file, index, |path| path.as_str().to_owned());
            prop_assert_eq!(all.len(), records.len());
            for (body, seen) in bodies.iter().zip(all) {
                let verdict = seen.verdict;
                let update = CustomerUpdate::from_json(body.as_bytes());
                let before = update
                    .as_ref()
                    .ok()
                    .and_then(|update| store.customer(update.id()).cloned());
                let request = UpdateRequest {
                    token: Some("example"),
                    body: body.as_bytes(),
                };
                let mut after = store.clone();
                let (status, reply) = after.update(&request);
                let updated =
                    matches!(Reply::decode(status, &reply).outcome(), Outcome::Updated(_));
                // The service is lenient with some of what its document rules out.
                if !seen.breaks_the_document {
                    prop_assert_eq!(updated, verdict == Verdict::Accepted, "{}", body);
                    store = after;
                } else {
                    prop_assert_eq!(verdict, Verdict::Rejected);
                }
                let is_accepted = verdict == Verdict::Accepted;
                let to_send = update.as_ref().ok().filter(|_| is_accepted);
                let to_send = to_send.map(|it| ("v1".to_owned(), it.to_json()));
                prop_assert_eq!(seen.update, to_send);
                if is_accepted && knows {
                    let position =
                        |customer: &Customer<'_>| customer.id == before.as_ref().unwrap().id;
                    prop_assert_eq!(seen.known, store.customers().iter().position(position));
                    let plan = plan(&before.unwrap(), &update.unwrap());
                    // What the service ignores altogether has an advisory of the service's own.
                    let ignored = |(_, effect): &(&str, salesive_schema::plan::Effect<_>)| {
                        matches!(effect, salesive_schema::plan::Effect::IgnoredByService(_))
                    };
                    let nothing = plan.smallest().is_none() && !plan.effects().iter().all(ignored);
                    prop_assert_eq!(
                        nothing,
                        seen.rules.contains(&Rule::UpdateNoChange),
                        "{}",
                        body
                    );
                }
            }
            Ok(())
        }
    }
}
