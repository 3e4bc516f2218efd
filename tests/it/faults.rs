//! Every fault of the executable models has the consequence that it declares.

use std::collections::BTreeSet;
use std::fmt::{Debug, Display, Write as _};

use salesive_schema::model::{Consequence, Expected, Model};
use salesive_schema::{Reply, Service};

use crate::both::{Documented, reported};
use crate::recovery::written::{Fate, assert_agrees};
use crate::snapshot::assert_snapshot;

/// What a client saw and what became of the update.
#[derive(Debug, PartialEq)]
struct Seen<S: Service> {
    outcome: Expected<S>,
    discrepancies: Vec<(String, S::Rule)>,
    stands: bool,
}

impl<S: Service> From<Consequence<S>> for Seen<S> {
    fn from(declared: Consequence<S>) -> Self {
        let pair = |(pointer, rule): &(&str, S::Rule)| ((*pointer).to_owned(), *rule);
        Self {
            outcome: declared.outcome,
            discrepancies: declared.discrepancies.iter().map(pair).collect(),
            stands: declared.stands,
        }
    }
}

/// A model with a request for each way in which it answers.
trait Exercised: Model<Service: Documented> {
    fn store() -> Self;

    fn requests() -> Vec<(Self::UpdateRequest<'static>, &'static str)>;

    fn body(request: &Self::UpdateRequest<'static>) -> &'static [u8];

    /// Whether the update that these requests ask for was made.
    fn is_updated(&self) -> bool;

    fn see(
        mut self,
        request: &Self::UpdateRequest<'static>,
        fault: Option<Self::Fault>,
    ) -> (Self, Seen<Self::Service>) {
        let (http_status, body) = self.update(request, fault);
        let reply = Reply::decode(http_status, &body);
        let (outcome, discrepancies) = reported(&reply);
        let stands = self.is_updated();
        let fate = Fate {
            stands,
            is_overtaken: false,
        };
        let update = Self::Service::from_json(Self::body(request)).ok();
        assert_agrees(&reply, update.as_ref(), fate);
        let seen = Seen {
            outcome,
            discrepancies,
            stands,
        };
        (self, seen)
    }
}

/// Each request by itself, undisturbed and under each fault.
fn faults_have_the_consequence_that_they_declare<M: Exercised>() {
    let mut kinds = BTreeSet::new();
    for (request, name) in M::requests() {
        let (_, seen) = M::store().see(&request, None);
        assert_eq!(seen.discrepancies, [], "{name}");
        let refusal = seen.outcome.kind();
        assert!(
            refusal.is_some() || seen.outcome == Expected::Updated,
            "{name}: {seen:?}"
        );
        assert_eq!(seen.stands, refusal.is_none(), "{name}");
        kinds.insert(refusal);
        for fault in M::FAULTS {
            let (store, seen) = M::store().see(&request, Some(*fault));
            let declared = M::consequence(*fault, refusal);
            assert_eq!(seen, declared.into(), "{name}, {fault}");
            let is_untouched = store.customers() == M::store().customers();
            assert!(refusal.is_none() || is_untouched, "{name}, {fault}");
        }
    }
    let missing = "no request is refused for one of the reasons";
    assert!(kinds.len() > 4, "{missing}");
}

fn faults_are_found_by_their_names<F: Copy + Debug + Display + Eq>(
    all: &[F],
    name: fn(F) -> &'static str,
    from_name: fn(&str) -> Option<F>,
) {
    let mut names = BTreeSet::new();
    for fault in all {
        let name = name(*fault);
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        assert!(name.chars().all(is_plain), "{name}");
        assert_eq!(from_name(name), Some(*fault));
        assert_eq!(fault.to_string(), name);
        names.insert(name);
    }
    assert_eq!(names.len(), all.len());
    assert_eq!(from_name("HTML_502"), None);
}

mod salesive {
    use salesive_schema::salesive::model::{Fault, Store, UpdateRequest};
    use salesive_schema::salesive::{Customer, Outcome, Reply, SCOPE};

    use super::Exercised;

    const ADA: &str = "665a1f2c9b1e4a0012ab34cd";
    const AT: &str = "2026-06-28T08:10:00.000Z";

    fn request<'a>(token: &'a str, id: &'a str, body: &'a str) -> UpdateRequest<'a> {
        UpdateRequest {
            token: Some(token),
            id,
            body: body.as_bytes(),
            at: AT,
        }
    }

    impl Exercised for Store {
        fn store() -> Self {
            let mut store = Self::new();
            for (id, email) in [(ADA, "ada@example.com"), ("b", "ben@example.com")] {
                let mut customer = Customer::default();
                customer.id = Some(id.into());
                customer.name = Some("Ada".into());
                customer.email = Some(email.into());
                store.insert(customer);
            }
            store.grant("app_writer", &[SCOPE]);
            store.grant("app_reader", &[]);
            store
        }

        fn requests() -> Vec<(UpdateRequest<'static>, &'static str)> {
            let update = r#"{"name":"Ada Obi"}"#;
            let taken = r#"{"name":"Ada Obi","email":"ben@example.com"}"#;
            vec![
                (request("app_writer", ADA, update), "made"),
                (request("app_other", ADA, update), "another token"),
                (request("app_reader", ADA, update), "no scope"),
                (request("app_writer", "c", update), "unknown customer"),
                (request("app_writer", ADA, taken), "address taken"),
                (request("app_writer", ADA, "{}"), "empty"),
                (request("app_writer", ADA, "{"), "malformed"),
            ]
        }

        fn body(request: &UpdateRequest<'static>) -> &'static [u8] {
            request.body
        }

        fn is_updated(&self) -> bool {
            self.customer(ADA).unwrap().name.as_deref() == Some("Ada Obi")
        }
    }

    #[test]
    fn a_fault_is_found_by_its_name() {
        super::faults_are_found_by_their_names(Fault::ALL, Fault::name, Fault::from_name);
    }

    /// What a client cannot see: the other client's update came after this one.
    #[test]
    fn a_lost_race_leaves_the_old_values_and_a_new_time() {
        let mut store = Store::store();
        let mut expected = store.customer(ADA).unwrap().clone();
        let made = request("app_writer", ADA, r#"{"name":"Ada Obi","phone":"1"}"#);
        let (http_status, body) = store.update_with_fault(&made, Fault::LostRace);
        expected.updated_at = Some(salesive_schema::Timestamp::new(AT));
        assert!(store.customer(ADA) == Some(&expected));
        let reply = Reply::decode(http_status, &body);
        assert!(matches!(reply.outcome(), Outcome::Updated(customer) if *customer == expected));
    }
}

mod microbase {
    use salesive_schema::microbase::model::{Expected, Fault, Store, UpdateRequest};
    use salesive_schema::microbase::{Customer, RefusalKind, Rule};

    use super::{Exercised, Seen};

    fn request(token: &'static str, body: &'static str) -> UpdateRequest<'static> {
        UpdateRequest {
            token: Some(token),
            body: body.as_bytes(),
        }
    }

    impl Exercised for Store {
        fn store() -> Self {
            let mut store = Self::new();
            for (id, email) in [("x", "ada@example.com"), ("y", "ben@example.com")] {
                let mut customer = Customer::default();
                customer.id = Some(id.into());
                customer.email = Some(email.into());
                store.insert(customer);
            }
            store.allow_token("known");
            store
        }

        fn requests() -> Vec<(UpdateRequest<'static>, &'static str)> {
            vec![
                (request("known", r#"{"id":"x","tags":["VIP"]}"#), "made"),
                (
                    request("other", r#"{"id":"x","tags":["VIP"]}"#),
                    "another token",
                ),
                (
                    request("known", r#"{"id":"z","tags":["VIP"]}"#),
                    "unknown customer",
                ),
                (request("known", r#"{"id":"x","tags":["VIP",1]}"#), "shape"),
                (
                    request("known", r#"{"id":"x","tags":["VIP"],"status":"active"}"#),
                    "status",
                ),
                (
                    request("known", r#"{"id":"x","tags":["VIP"],"email":"nobody"}"#),
                    "no mailbox",
                ),
                (
                    request(
                        "known",
                        r#"{"id":"x","tags":["VIP"],"email":"ben@example.com"}"#,
                    ),
                    "taken",
                ),
            ]
        }

        fn body(request: &UpdateRequest<'static>) -> &'static [u8] {
            request.body
        }

        fn is_updated(&self) -> bool {
            self.customer("x").unwrap().tags.as_deref() == Some(&["VIP".into()])
        }
    }

    #[test]
    fn a_fault_is_found_by_its_name() {
        super::faults_are_found_by_their_names(Fault::ALL, Fault::name, Fault::from_name);
    }

    /// The service's own refusal has an error that is an object, which no fault takes back.
    #[test]
    fn a_malformed_request_is_refused_under_every_fault_that_lets_the_reply_through() {
        for fault in Fault::ALL {
            let (_, seen) = Store::store().see(&request("known", "{"), Some(*fault));
            let declared = Seen::from(fault.consequence(Some(RefusalKind::Other)));
            assert_eq!(
                (seen.outcome, seen.stands),
                (declared.outcome, false),
                "{fault}"
            );
            let is_object = |(_, rule): &(String, Rule)| *rule == Rule::ReplyErrorType;
            assert_eq!(
                seen.discrepancies.iter().any(is_object),
                seen.outcome != Expected::Unreadable,
                "{fault}"
            );
        }
    }

    #[test]
    fn a_lost_race_is_answered_as_it_was_observed() {
        let made = request("known", r#"{"id":"x","tags":["VIP"]}"#);
        let (http_status, body) = Store::store().update_with_fault(&made, Fault::LostRace);
        let observed = r#"{"ok":false,"data":"No matching document found for id \"x\""}"#;
        assert_eq!((http_status, &*body), (200, observed.as_bytes()));
    }
}

/// What comes of each fault, over an update that would be made and over a refusal.
fn table<M: Model>(a_refusal: <M::Service as Service>::RefusalKind) -> String {
    let mut table = format!("{}\n", M::Service::NAME);
    for fault in M::FAULTS {
        let name = fault.to_string();
        for (over, refusal) in [("update", None), ("refusal", Some(a_refusal))] {
            let seen = M::consequence(*fault, refusal);
            let stands = if seen.stands { "stands" } else { "-" };
            let outcome = format!("{:?}", seen.outcome);
            write!(table, "\n{name:15} {over:8} {stands:7} {outcome:27}").unwrap();
            for (pointer, rule) in seen.discrepancies {
                let pointer = match *pointer {
                    "" => "(body)",
                    pointer => pointer,
                };
                write!(table, " {pointer} {rule}").unwrap();
            }
        }
    }
    let lines = table.lines().map(str::trim_end);
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn a_fault_has_the_consequence_that_it_declares() {
    faults_have_the_consequence_that_they_declare::<salesive_schema::salesive::model::Store>();
    faults_have_the_consequence_that_they_declare::<salesive_schema::microbase::model::Store>();
}

#[test]
fn each_fault_declares_what_comes_of_an_update_and_of_a_refusal() {
    use salesive_schema::{microbase as m, salesive as s};
    let salesive = table::<s::model::Store>(s::RefusalKind::CustomerNotFound);
    let microbase = table::<m::model::Store>(m::RefusalKind::CustomerNotFound);
    assert_snapshot!("faults", salesive + "\n" + &microbase);
}
