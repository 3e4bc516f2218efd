//! Order of members and white space change nothing but places.

use salesive_schema::model::Expected;
use salesive_schema::{Options, Reply, Service};

use crate::both::{for_both_services, pairs, reported};
use crate::fixtures;
use crate::members::{object, of, tokens};

for_both_services! {
    the_order_of_members_does_not_matter
    white_space_does_not_matter
}

/// All orders of up to four members; of more, the rotations and their reversals.
fn orders<T: Copy>(items: &[T]) -> Vec<Vec<T>> {
    if items.len() > 4 {
        let rotated = |by: usize| [&items[by..], &items[..by]].concat();
        let rotations: Vec<_> = (0..items.len()).map(rotated).collect();
        let reversed = |items: &Vec<T>| items.iter().rev().copied().collect();
        return rotations
            .iter()
            .map(reversed)
            .chain(rotations.iter().cloned())
            .collect();
    }
    let Some((first, rest)) = items.split_first() else {
        return vec![Vec::new()];
    };
    let insert = |order: Vec<T>| {
        (0..=order.len()).map(move |at| [&order[..at], &[*first], &order[at..]].concat())
    };
    orders(rest).into_iter().flat_map(insert).collect()
}

fn spaced(text: &str) -> [String; 4] {
    let tokens = tokens(text);
    ["", " ", "\n", "\t\r\n "].map(|space| space.to_owned() + &tokens.join(space) + space)
}

/// What is said of a request, without the order.
fn judged<S: Service>(body: &str) -> (bool, Vec<(String, String)>) {
    let checked = S::check(body.as_bytes(), &Options::new()).expect(body);
    let mut pairs = pairs(checked.report());
    pairs.sort();
    (checked.is_accepted(), pairs)
}

/// What is said of a reply, without the order.
fn decoded<S: Service>(http_status: u16, body: &str) -> (Expected<S>, Vec<(String, S::Rule)>) {
    reported(&Reply::decode(http_status, body.as_bytes()))
}

fn the_order_of_members_does_not_matter<S: Service>() {
    for case in fixtures::requests::<S>() {
        let body = str::from_utf8(&case.body).unwrap();
        if body.trim_start().starts_with('{') {
            for members in orders(&of(body)) {
                assert_eq!(
                    judged::<S>(&object(&members)),
                    judged::<S>(body),
                    "{}",
                    case.name
                );
            }
        }
    }
    for case in fixtures::replies::<S>() {
        // The last of several equal names counts, so their order matters.
        let twice = |(_, rule): &(String, String)| rule.ends_with(".member.duplicate");
        if case.expected.discrepancies.iter().any(twice) || of(&case.body).is_empty() {
            continue;
        }
        for members in orders(&of(&case.body)) {
            let members: Vec<_> = members
                .into_iter()
                .map(|(name, value)| match &of(value)[..] {
                    [] => (name, value.to_owned()),
                    inner => (name, object(&orders(inner).pop().unwrap())),
                })
                .collect();
            let members: Vec<_> = members
                .iter()
                .map(|(name, value)| (*name, &**value))
                .collect();
            let expected = decoded::<S>(case.http_status, &case.body);
            let found = decoded::<S>(case.http_status, &object(&members));
            assert_eq!(found, expected, "{}", case.name);
        }
    }
}

fn white_space_does_not_matter<S: Service>() {
    for case in fixtures::requests::<S>() {
        let body = str::from_utf8(&case.body).unwrap();
        for spaced in spaced(body) {
            assert_eq!(
                judged::<S>(&spaced),
                judged::<S>(body),
                "{}: {spaced}",
                case.name
            );
        }
    }
    for case in fixtures::replies::<S>() {
        // Only at the very start is a byte order mark passed over.
        if case.expected.outcome != "unreadable" && !case.body.starts_with('\u{feff}') {
            let expected = decoded::<S>(case.http_status, &case.body);
            for spaced in spaced(&case.body) {
                let found = decoded::<S>(case.http_status, &spaced);
                assert_eq!(found, expected, "{}: {spaced}", case.name);
            }
        }
    }
}

#[test]
fn the_orders_and_tokens_tried_are_what_they_claim_to_be() {
    assert_eq!(orders(&[1, 2, 3, 4]).len(), 24);
    assert_eq!(orders(&[1, 2, 3, 4, 5]).len(), 10);
    assert_eq!(orders::<u8>(&[]), [[0; 0]]);
    let text = r#" {"a\"]" : [ 1e4 ,null],"b\\":"" } "#;
    let expected = [
        "{",
        r#""a\"]""#,
        ":",
        "[",
        "1e4",
        ",",
        "null",
        "]",
        ",",
        r#""b\\""#,
        ":",
        "\"\"",
        "}",
    ];
    assert_eq!(tokens(text), expected);
}
