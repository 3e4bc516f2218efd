//! Who holds an address, against a list that is gone through from its beginning.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use salesive_schema::{MicroBase, Salesive};

use super::check;

const IDS: [&str; 6] = ["a1", "b2", "c3", "d4", "e5", "f6"];

/// Few, so that many share one, in one case or in several.
const EMAILS: [&str; 6] = [
    "ada@example.com",
    "Ada@example.com",
    "ADA@example.com",
    "obi@example.com",
    "obi@EXAMPLE.com",
    "eve@example.com",
];

type Email = &'static str;

struct Customer {
    id: &'static str,
    email: Option<Email>,
    /// Where the address comes from, as a row shows it.
    from: String,
}

/// The problem that each record has with its address.
fn expected(
    known: &[Option<Email>],
    records: &[(&'static str, Email)],
    cases_differ: bool,
) -> Vec<Option<String>> {
    let known = known.iter().zip(IDS).enumerate();
    let mut customers: Vec<_> = known
        .map(|(nth, (email, id))| Customer {
            id,
            email: *email,
            from: format!("known {}", nth + 1),
        })
        .collect();
    let mut problem_of = |(nth, (id, email)): (usize, &(&'static str, Email))| {
        let held = |is_same: fn(&str, &str) -> bool| {
            let is_held = |it: &&Customer| it.email.is_some_and(|held| is_same(held, email));
            let mut others = customers.iter().filter(|customer| customer.id != *id);
            others.find(is_held).map(|customer| customer.from.clone())
        };
        if let Some(from) = held(|held, email| held == email) {
            return Some(format!("/email preflight.email.taken {from}"));
        }
        let problem = held(str::eq_ignore_ascii_case)
            .filter(|_| !cases_differ)
            .map(|from| format!("/email preflight.email.case {from}"));
        let changed = Customer {
            id,
            email: Some(email),
            from: format!("record {}", nth + 1),
        };
        match customers.iter_mut().find(|customer| customer.id == *id) {
            Some(customer) => *customer = changed,
            None => customers.push(changed),
        }
        problem
    };
    records.iter().enumerate().map(&mut problem_of).collect()
}

fn found<S: salesive_schema::Service>(
    id_member: &str,
    known: &[Option<Email>],
    records: &[(&'static str, Email)],
) -> Vec<Option<String>> {
    let known: String = known
        .iter()
        .zip(IDS)
        .map(|(email, id)| {
            let email = email.map_or_else(String::new, |email| format!(",\"email\":\"{email}\""));
            format!("{{\"{id_member}\":\"{id}\"{email}}}\n")
        })
        .collect();
    let file: String = records
        .iter()
        .map(|(id, email)| format!("{{\"id\":\"{id}\",\"email\":\"{email}\"}}\n"))
        .collect();
    let known = Some(known.as_bytes()).filter(|known| !known.is_empty());
    let (rows, _) = check::<S>([file.as_bytes()], known, &super::options());
    let problem = |row: super::Row| {
        let mut findings = row.findings.into_iter();
        findings.find(|finding| finding.starts_with("/email"))
    };
    rows.into_iter().map(problem).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn an_address_is_held_by_the_first_customer_that_has_it(
        known in option::of(vec(option::of(select(&EMAILS[..])), IDS.len())),
        records in vec((select(&IDS[..]), select(&EMAILS[..])), 1..40),
    ) {
        let known = known.unwrap_or_default();
        prop_assert_eq!(
            found::<Salesive>("_id", &known, &records),
            expected(&known, &records, false)
        );
        prop_assert_eq!(
            found::<MicroBase>("id", &known, &records),
            expected(&known, &records, true)
        );
    }
}
