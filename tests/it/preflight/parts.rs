//! A file checked in parts, on any thread and in any order, adds up to the whole.

use std::collections::BTreeMap;
use std::thread;

use proptest::collection::vec;
use proptest::prelude::*;
use salesive_schema::preflight::{
    FileOptions, Index, Judge, Judged, Ledger, Line, Lines, Mark, Summary,
};
use salesive_schema::{Salesive, Service};

use super::draw::{self, Filed};
use super::{Outcome, check, options, row};
use crate::both::for_both_services;

for_both_services! {
    any_parts_of_a_file_give_the_same_report
}

fn lines(file: &[u8]) -> Vec<(u64, std::ops::Range<u64>, Option<Vec<u8>>)> {
    let mut found = Vec::new();
    let mut lines = Lines::new(200);
    let mut each = |line: Line<'_>| {
        found.push((
            line.number(),
            line.range().clone(),
            line.text().map(<[u8]>::to_vec),
        ));
    };
    lines.feed(file, &mut each);
    lines.finish(&mut each);
    found
}

/// Judges the lines on several threads, each of which has every n-th line, then goes through them
/// in order.
fn on_threads<S: Service>(file: &[u8], threads: usize, options: &FileOptions) -> Outcome<S> {
    let lines = lines(file);
    let lines: Vec<Line<'_>> = lines
        .iter()
        .map(|(number, range, text)| Line::new(*number, range.clone(), text.as_deref()))
        .collect();
    let judge = Judge::<S>::new(options);
    let judged: Vec<Vec<Option<Judged<S>>>> = thread::scope(|scope| {
        let share = |nth| {
            let (judge, lines) = (&judge, &lines);
            move || {
                lines
                    .iter()
                    .skip(nth)
                    .step_by(threads)
                    .map(|it| judge.judge(it))
                    .collect()
            }
        };
        let running: Vec<_> = (0..threads).map(|nth| scope.spawn(share(nth))).collect();
        running
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    let mut shares: Vec<_> = judged.into_iter().map(Vec::into_iter).collect();
    let mut ledger = Ledger::new(Index::new(options));
    let mut rows = Vec::new();
    for (nth, line) in lines.into_iter().enumerate() {
        let judged = shares[nth % threads].next().unwrap();
        rows.extend(ledger.admit(line, judged, None).map(|record| row(&record)));
    }
    (rows, ledger.into_parts().0)
}

/// Each record counted in a part of its own choice, the parts merged in an order that is drawn.
fn in_parts<S: Service>(file: &[u8], parts: &[u8], options: &FileOptions) -> Summary<S> {
    let judge = Judge::<S>::new(options);
    let mut index = Index::new(options);
    let mut summaries: BTreeMap<u8, Summary<S>> = BTreeMap::new();
    for (nth, (number, range, text)) in lines(file).into_iter().enumerate() {
        let line = Line::new(number, range, text.as_deref());
        let mut judged = judge.judge(&line);
        if let Some(judged) = &mut judged {
            index.admit(number, judged);
        }
        let part = parts[nth % parts.len()];
        summaries
            .entry(part)
            .or_default()
            .add(&line, judged.as_ref());
    }
    let mut summaries: Vec<_> = summaries.into_values().collect();
    for part in parts {
        if summaries.len() < 2 {
            break;
        }
        let one = summaries.swap_remove(*part as usize % summaries.len());
        let other = summaries.pop().unwrap();
        summaries.push(one.merge(other));
    }
    let mut whole = summaries.into_iter().fold(Summary::new(), Summary::merge);
    whole.add_unjudged_from(index.unjudged_from());
    whole
}

/// Only records that share a mark with another are judged across records, in the order of the file.
fn by_marks<S: Service>(file: &[u8], options: &FileOptions) -> Outcome<S> {
    let judge = Judge::<S>::new(options);
    let lines = lines(file);
    let mut judged = Vec::new();
    let mut count: BTreeMap<Mark, usize> = BTreeMap::new();
    for (number, range, text) in &lines {
        let line = Line::new(*number, range.clone(), text.as_deref());
        let it = judge.judge(&line);
        for mark in it.iter().flat_map(Judged::marks) {
            *count.entry(mark).or_default() += 1;
        }
        judged.push((line, it));
    }
    let mut index = Index::new(options);
    let mut ledger = Ledger::new(Index::new(&options.clone().max_customers(0)));
    let mut rows = Vec::new();
    for (line, mut judged) in judged {
        if let Some(judged) = &mut judged
            && judged.marks().any(|mark| count[&mark] > 1)
        {
            index.admit(line.number(), judged);
        }
        rows.extend(ledger.admit(line, judged, None).map(|record| row(&record)));
    }
    (rows, ledger.into_parts().0)
}

fn any_parts_of_a_file_give_the_same_report<S: Filed>() {
    proptest!(|(file in draw::file::<S>(), parts in vec(any::<u8>(), 1..20))| {
        let options = options().max_record(200);
        let whole = check::<S>([&file[..]], None, &options);
        let threads = usize::from(parts[0] % 4) + 1;
        prop_assert_eq!(&on_threads::<S>(&file, threads, &options), &whole);
        prop_assert_eq!(by_marks::<S>(&file, &options).0, whole.0);
        for max_customers in [usize::MAX, threads] {
            let options = options.clone().max_customers(max_customers);
            let (_, whole) = check::<S>([&file[..]], None, &options);
            prop_assert_eq!(in_parts::<S>(&file, &parts, &options), whole);
        }
    });
}

proptest! {
    #[test]
    fn merging_is_associative_and_commutative_and_has_an_identity(
        files in [(); 3].map(|()| draw::file::<Salesive>()),
    ) {
        let options = options().max_record(200).max_customers(3);
        let [a, b, c] = files.map(|file| check::<Salesive>([&file[..]], None, &options).1);
        let merged = |one: &Summary<_>, other: &Summary<_>| one.clone().merge(other.clone());
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
        prop_assert_eq!(&merged(&a, &Summary::new()), &a);
        prop_assert_eq!(&merged(&Summary::new(), &a), &a);
    }
}
