//! What an implementation is held against.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Debug;

use proptest::prelude::*;

use super::answer::Answer;
use super::case::{Case, ids, vectors};
use super::room::{Room, refused};
use crate::report::catalogue::{Catalogue, Kind};
use crate::strategy::{Body, Broken, Expected, ReplyCase};

/// Everything that one implementation is held against.
pub(super) struct Suite {
    pub(super) title: String,
    /// What misses are counted under, in the order in which they are shown.
    pub(super) groups: Vec<&'static str>,
    pub(super) is_advisory: fn(&str) -> bool,
    pub(super) vectors: Vec<(String, Case)>,
    /// Draws that break no rule or one, and then others.
    pub(super) plain: Vec<Draws>,
    pub(super) other: Vec<Draws>,
}

/// So many cases out of a strategy.
pub(super) struct Draws {
    pub(super) by: String,
    pub(super) number: u32,
    pub(super) cases: BoxedStrategy<Case>,
}

impl<R: Catalogue, K: Copy + Debug + 'static> Room<R, K> {
    pub(super) fn requests(&self, draws: u32) -> Suite {
        let rules = R::ALL.iter().filter(|rule| rule.kind() == Kind::Violation);
        let rules: Vec<R> = rules.copied().collect();
        let breaking = |number, rules: &[R]| {
            Some(Draws {
                by: format!("breaking({rules:?})"),
                number,
                cases: (self.breaking)(rules)?.prop_map(broken).boxed(),
            })
        };
        let alone = rules.iter().filter_map(|rule| breaking(draws, &[*rule]));
        let pairs = rules.iter().enumerate().flat_map(|(nth, one)| {
            let others = rules.iter().skip(nth + 1);
            others.filter_map(move |other| breaking(draws.div_ceil(10), &[*one, *other]))
        });
        let valid = Draws {
            by: "update_json()".into(),
            number: draws.saturating_mul(5),
            cases: (self.valid)().prop_map(valid).boxed(),
        };
        let check = self.check;
        let near = Draws {
            by: "near()".into(),
            number: draws.saturating_mul(10),
            cases: (self.near)()
                .prop_map(move |Body(input)| request(check(&input), input, true))
                .boxed(),
        };
        Suite {
            title: format!("requests of {}", self.name),
            groups: groups::<R>(&["accepted", "malformed"], |kind| kind != Kind::Discrepancy),
            is_advisory: is_advisory::<R>,
            vectors: vectors(self.request_vectors),
            plain: [valid].into_iter().chain(alone).collect(),
            other: pairs.chain([near]).collect(),
        }
    }

    pub(super) fn replies(&self, draws: u32) -> Suite {
        let (kind_name, decode) = (self.kind_name, self.decode);
        let labelled = (self.replies)().into_iter().map(|(by, replies)| Draws {
            by: by.into(),
            number: draws.saturating_mul(5),
            cases: replies.prop_map(move |case| reply(case, kind_name)).boxed(),
        });
        let near = Draws {
            by: "near_reply()".into(),
            number: draws.saturating_mul(10),
            cases: (self.near_replies)()
                .prop_map(move |(http_status, Body(input))| Case {
                    http_status: Some(http_status),
                    wanted: decode(http_status, &input),
                    input,
                    advisories: true,
                })
                .boxed(),
        };
        Suite {
            title: format!("replies of {}", self.name),
            groups: groups::<R>(&["updated", "accepted", "refused", "unreadable"], |kind| {
                kind == Kind::Discrepancy
            }),
            is_advisory: is_advisory::<R>,
            vectors: vectors(self.reply_vectors),
            plain: Vec::new(),
            other: labelled.chain([near]).collect(),
        }
    }
}

fn groups<R: Catalogue>(names: &[&'static str], is_listed: fn(Kind) -> bool) -> Vec<&'static str> {
    let rules = R::ALL.iter().filter(|rule| is_listed(rule.kind()));
    let ids = rules.map(|rule| rule.id());
    names.iter().copied().chain(ids).collect()
}

fn is_advisory<R: Catalogue>(id: &str) -> bool {
    let mut rules = R::ALL.iter().filter(|rule| rule.kind() == Kind::Advisory);
    rules.any(|rule| rule.id() == id)
}

const fn request(wanted: Answer, input: Vec<u8>, advisories: bool) -> Case {
    Case {
        http_status: None,
        input,
        wanted,
        advisories,
    }
}

fn valid(json: String) -> Case {
    let wanted = Answer::named("accepted").with(Vec::<(String, String)>::new());
    request(wanted, json.into_bytes(), false)
}

fn broken<R: Catalogue>(broken: Broken<R>) -> Case {
    let wanted = Answer::named("rejected").with(ids(broken.violations));
    request(wanted, broken.json.into_bytes(), false)
}

fn reply<R: Catalogue, K>(case: ReplyCase<K, R>, kind_name: fn(K) -> &'static str) -> Case {
    let outcome = match case.expected {
        Expected::Updated => Answer::named("updated"),
        Expected::Accepted => Answer::named("accepted"),
        Expected::Refused(kind) => refused(kind_name(kind)),
        Expected::Unreadable => Answer::named("unreadable"),
    };
    Case {
        http_status: Some(case.http_status),
        input: case.body.0,
        wanted: outcome.with(ids(case.discrepancies)),
        advisories: true,
    }
}
