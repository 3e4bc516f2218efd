//! Every fault of the executable models has the consequence that it declares.

use std::collections::BTreeSet;
use std::fmt::{Debug, Write as _};

use salesive_schema::salesive::model::Expected;

/// What a client saw and what became of the update.
#[derive(Debug, PartialEq)]
struct Seen<K, R> {
    outcome: Expected<K>,
    discrepancies: Vec<(String, R)>,
    stands: bool,
}

/// What a room's tests need of it.
macro_rules! room {
    ($room:ident: $is_updated:expr) => {
        use salesive_schema::$room::model::{Consequence, Expected, Fault, Store, UpdateRequest};
        use salesive_schema::$room::{Outcome, RefusalKind, Reply, Rule};

        pub(super) type Seen = super::Seen<RefusalKind, Rule>;

        impl From<Consequence<RefusalKind, Rule>> for Seen {
            fn from(declared: Consequence<RefusalKind, Rule>) -> Self {
                let pair = |(pointer, rule): &(&str, Rule)| ((*pointer).to_owned(), *rule);
                Self {
                    outcome: declared.outcome,
                    discrepancies: declared.discrepancies.iter().map(pair).collect(),
                    stands: declared.stands,
                }
            }
        }

        /// What a client reports: the outcome, and each discrepancy, sorted.
        pub(crate) fn reported(reply: &Reply<'_>) -> (Expected<RefusalKind>, Vec<(String, Rule)>) {
            let found = reply.discrepancies().findings().iter();
            let pairs = found.map(|found| (found.pointer().to_string(), found.rule()));
            let mut discrepancies: Vec<_> = pairs.collect();
            discrepancies.sort();
            let outcome = match reply.outcome() {
                Outcome::Updated(_) => Expected::Updated,
                Outcome::Accepted => Expected::Accepted,
                Outcome::Refused(refusal) => Expected::Refused(refusal.kind()),
                Outcome::Unreadable => Expected::Unreadable,
            };
            (outcome, discrepancies)
        }

        fn see(store: &Store, (http_status, body): (u16, Vec<u8>)) -> Seen {
            let (outcome, discrepancies) = reported(&Reply::decode(http_status, &body));
            Seen {
                outcome,
                discrepancies,
                stands: $is_updated(store),
            }
        }

        /// Each request by itself, undisturbed and under each fault.
        pub(super) fn faults_have_the_consequence_that_they_declare() {
            let mut kinds = std::collections::BTreeSet::new();
            for (request, name) in requests() {
                let mut undisturbed = store();
                let reply = undisturbed.update(&request);
                let seen = see(&undisturbed, reply);
                assert_eq!(seen.discrepancies, [], "{name}");
                let refusal = match seen.outcome {
                    Expected::Updated => None,
                    Expected::Refused(kind) => Some(kind),
                    other => panic!("{name}: {other:?}"),
                };
                assert_eq!(seen.stands, refusal.is_none(), "{name}");
                kinds.insert(refusal);
                for fault in Fault::ALL {
                    let mut store = store();
                    let reply = store.update_with_fault(&request, *fault);
                    let declared = Seen::from(fault.consequence(refusal));
                    assert_eq!(see(&store, reply), declared, "{name}, {fault}");
                    if refusal.is_some() {
                        assert!(
                            store.customers() == self::store().customers(),
                            "{name}, {fault}"
                        );
                    }
                }
            }
            assert!(
                kinds.len() > 4,
                "no request is refused for one of the reasons"
            );
        }

        pub(super) fn table() -> String {
            let names = Fault::ALL.iter().map(|fault| fault.name());
            let consequence =
                |nth: usize, refusal| Seen::from(Fault::ALL[nth].consequence(refusal));
            super::table(stringify!($room), names, |nth| {
                let a_refusal = Some(RefusalKind::CustomerNotFound);
                [consequence(nth, None), consequence(nth, a_refusal)]
            })
        }

        #[test]
        fn a_fault_is_found_by_its_name() {
            let names = super::names(Fault::ALL.iter().map(|fault| fault.name()));
            assert_eq!(names.len(), Fault::ALL.len());
            for fault in Fault::ALL {
                assert_eq!(Fault::from_name(fault.name()), Some(*fault));
                assert_eq!(fault.to_string(), fault.name());
            }
            assert_eq!(Fault::from_name("HTML_502"), None);
        }
    };
}

pub(crate) mod salesive {
    use salesive_schema::salesive::{Customer, SCOPE};

    room!(salesive: |store: &Store| {
        store.customer(ADA).unwrap().name.as_deref() == Some("Ada Obi")
    });

    const ADA: &str = "665a1f2c9b1e4a0012ab34cd";
    const AT: &str = "2026-06-28T08:10:00.000Z";

    pub(super) fn store() -> Store {
        let mut store = Store::new();
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

    fn request<'a>(token: &'a str, id: &'a str, body: &'a str) -> UpdateRequest<'a> {
        UpdateRequest {
            token: Some(token),
            id,
            body: body.as_bytes(),
            at: AT,
        }
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

    /// What a client cannot see: the other client's update came after this one.
    #[test]
    fn a_lost_race_leaves_the_old_values_and_a_new_time() {
        let mut store = store();
        let mut expected = store.customer(ADA).unwrap().clone();
        let made = request("app_writer", ADA, r#"{"name":"Ada Obi","phone":"1"}"#);
        let (http_status, body) = store.update_with_fault(&made, Fault::LostRace);
        expected.updated_at = Some(salesive_schema::Timestamp::new(AT));
        assert!(store.customer(ADA) == Some(&expected));
        let reply = Reply::decode(http_status, &body);
        assert!(matches!(reply.outcome(), Outcome::Updated(customer) if *customer == expected));
    }
}

pub(crate) mod microbase {
    use salesive_schema::microbase::Customer;

    room!(microbase: |store: &Store| {
        store.customer("x").unwrap().tags.as_deref() == Some(&["VIP".into()])
    });

    pub(super) fn store() -> Store {
        let mut store = Store::new();
        for (id, email) in [("x", "ada@example.com"), ("y", "ben@example.com")] {
            let mut customer = Customer::default();
            customer.id = Some(id.into());
            customer.email = Some(email.into());
            store.insert(customer);
        }
        store.allow_token("known");
        store
    }

    fn request(token: &'static str, body: &'static str) -> UpdateRequest<'static> {
        UpdateRequest {
            token: Some(token),
            body: body.as_bytes(),
        }
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

    /// The service's own refusal has an error that is an object, which no fault takes back.
    #[test]
    fn a_malformed_request_is_refused_under_every_fault_that_lets_the_reply_through() {
        for fault in Fault::ALL {
            let mut store = store();
            let seen = {
                let reply = store.update_with_fault(&request("known", "{"), *fault);
                see(&store, reply)
            };
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
        let (http_status, body) = store().update_with_fault(&made, Fault::LostRace);
        let observed = r#"{"ok":false,"data":"No matching document found for id \"x\""}"#;
        assert_eq!((http_status, &*body), (200, observed.as_bytes()));
    }
}

fn names(names: impl Iterator<Item = &'static str>) -> BTreeSet<&'static str> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    names
        .inspect(|name| assert!(name.chars().all(is_plain), "{name}"))
        .collect()
}

/// What comes of each fault, over an update that would be made and over a refusal.
fn table<K: Debug, R: Debug + std::fmt::Display>(
    room: &str,
    names: impl Iterator<Item = &'static str>,
    consequences: impl Fn(usize) -> [Seen<K, R>; 2],
) -> String {
    let mut table = format!("{room}\n");
    for (nth, name) in names.enumerate() {
        for (over, seen) in ["update", "refusal"].into_iter().zip(consequences(nth)) {
            let stands = if seen.stands { "stands" } else { "-" };
            let outcome = format!("{:?}", seen.outcome);
            write!(table, "\n{name:15} {over:8} {stands:7} {outcome:27}").unwrap();
            for (pointer, rule) in seen.discrepancies {
                let pointer = if pointer.is_empty() {
                    "(body)"
                } else {
                    &pointer
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
    salesive::faults_have_the_consequence_that_they_declare();
    microbase::faults_have_the_consequence_that_they_declare();
}

#[test]
fn each_fault_declares_what_comes_of_an_update_and_of_a_refusal() {
    insta::with_settings!({
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!("faults", salesive::table() + "\n" + &microbase::table());
    });
}
