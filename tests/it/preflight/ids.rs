//! Ids that are equal but for case: they are told apart, however many there are.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;
use salesive_schema::Salesive;
use salesive_schema::preflight::{Index, Judge, Line, Other, Rule, Session};

use super::limits::{in_any_case, know, taken};
use super::options;

proptest! {
    /// Against a list of all ids so far.
    #[test]
    fn a_record_is_told_of_an_id_in_another_case_and_of_its_own(ids in vec("[aA][bB]?", 1..40)) {
        let file: String = ids.iter().map(|id| format!("{{\"id\":\"{id}\",\"active\":true}}\n")).collect();
        let mut session = Session::<Salesive>::new(&options());
        let mut last: HashMap<&str, u64> = HashMap::new();
        let mut wrong = Vec::new();
        session.feed(file.as_bytes(), |record| {
            let line = record.line.number();
            let id = &*ids[line as usize - 1];
            let is_other = |other: &&&str| **other != id && other.eq_ignore_ascii_case(id);
            let told = |rule| {
                let problem = record.judged.problems().iter().find(|it| it.rule() == rule)?;
                problem.other()
            };
            let cased = told(Rule::IdCase);
            let is_right = match cased {
                Some(Other::Record { line }) => last.iter().any(|(other, at)| is_other(&other) && *at == line),
                _ => !last.keys().any(|other| is_other(&other)),
            };
            let repeated = last.get(id).map(|line| Other::Record { line: *line });
            if !is_right || told(Rule::CustomerRepeated) != repeated {
                wrong.push(line);
            }
            last.insert(id, line);
        });
        prop_assert!(wrong.is_empty(), "{wrong:?} of {ids:?}");
    }
}

#[test]
fn customers_that_share_all_stay_within_what_is_documented() {
    let judge = Judge::<Salesive>::new(&options());
    let [_, shared] = taken(Index::new(&options()), |index, customer, nth| {
        let email = match nth {
            Some(nth) => format!("c{customer}.{nth}@example.com"),
            None => in_any_case(customer),
        };
        let record = format!(r#"{{"id":"{}","email":"{email}"}}"#, in_any_case(customer));
        let line = Line::new(1, 0..1, Some(record.as_bytes()));
        index.admit(1, &mut judge.judge(&line).unwrap());
    });
    assert!((296..=305).contains(&shared), "{shared}");
    let [_, shared] = taken(Index::of_known(&options()), |index, customer, nth| {
        let of = nth.map_or("all".to_owned(), |nth| format!("{customer}.{nth}"));
        let id = in_any_case(customer);
        let known =
            format!(r#"{{"_id":"{id}","email":"c{of}@example.com","user":{{"_id":"u{of}"}}}}"#);
        know(index, &known).unwrap();
    });
    assert!((470..=480).contains(&shared), "{shared}");
}

#[test]
fn ids_that_are_equal_but_for_case_take_little_longer_than_others() {
    const RECORDS: u32 = 40_000;
    let time = |id: fn(u32) -> String| {
        let record = |number| format!("{{\"id\":\"{}\",\"active\":true}}\n", id(number));
        let file: String = (0..RECORDS).map(record).collect();
        let began = Instant::now();
        let mut session = Session::<Salesive>::new(&options());
        session.feed(file.as_bytes(), |_| {});
        began.elapsed()
    };
    // Where each is held against all before it, it is some 300 times.
    let others = time(|number| format!("{number:020}")).max(Duration::from_millis(1));
    let cased = time(in_any_case);
    assert!(cased < others * 30, "{cased:?} {others:?}");
}
