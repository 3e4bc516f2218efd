//! Bodies that break exactly the rules one names. A body and its label are made of the same parts,
//! so that they stay together while the parts shrink.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::Union;

use super::json::{quoted, spellings};
use super::{Broken, Json, spacing};
use crate::catalogue::Catalogue;

/// A member as it will stand in the body, with what it breaks by itself.
#[derive(Clone, Debug)]
pub(crate) struct Part<R> {
    /// The documented name, or the JSON text of another one.
    pub(crate) name: Name,
    pub(crate) value: Json,
    pub(crate) broken: Vec<(String, R)>,
}

#[derive(Clone, Debug)]
pub(crate) enum Name {
    Documented(&'static str),
    Other(String),
}

/// A documented member: the values that break nothing, and those that break a rule.
pub(crate) struct Member<R> {
    pub(crate) name: &'static str,
    /// Whether the member is there in every body.
    pub(crate) required: bool,
    pub(crate) valid: BoxedStrategy<Json>,
    pub(crate) faults: Vec<Fault<R>>,
}

/// A rule and the values that break it, with the places within the value where they do.
pub(crate) type Fault<R> = (R, BoxedStrategy<(Json, Vec<String>)>);

/// Values that break `rule` once, as a whole.
pub(crate) fn fault<R: Catalogue>(rule: R, values: BoxedStrategy<Json>) -> Fault<R> {
    let values = values.prop_map(|value| (value, Vec::from([String::new()])));
    (rule, values.boxed())
}

/// Which bodies to make.
pub(crate) struct Plan<R> {
    /// The rules to break.
    pub(crate) rules: BTreeSet<R>,
    /// The documented members that may be there; at least one will be.
    pub(crate) members: Vec<Member<R>>,
    /// The rule that is broken by members that are not among them.
    pub(crate) absence: Option<R>,
    /// The rule that a documented member breaks when it comes again.
    pub(crate) repetition: R,
    /// Further members, and the rules that those can break.
    pub(crate) others: BoxedStrategy<Vec<Part<R>>>,
    pub(crate) broken_by_others: Vec<R>,
}

impl<R: Catalogue> Plan<R> {
    /// `None` if the rules cannot be broken together.
    pub(crate) fn bodies(self) -> Option<BoxedStrategy<Broken<R>>> {
        let repeat = self.rules.contains(&self.repetition);
        let mut left = self.rules;
        left.remove(&self.repetition);
        left.retain(|rule| !self.broken_by_others.contains(rule));
        left.retain(|rule| self.absence != Some(*rule));

        let members: Vec<_> = self
            .members
            .into_iter()
            .map(|member| {
                let (broken, _): (Vec<_>, Vec<_>) = member
                    .faults
                    .iter()
                    .cloned()
                    .partition(|(rule, _)| left.contains(rule));
                (member, broken)
            })
            .collect();
        for (_, broken) in &members {
            if broken.len() > 1 && !repeat {
                return None;
            }
            left.retain(|rule| !broken.iter().any(|(other, _)| rule == other));
        }
        if !left.is_empty() || repeat && members.is_empty() {
            return None;
        }

        let count = members.len();
        let supplied = members.iter().any(|(_, broken)| !broken.is_empty());
        let members: Vec<_> = members
            .into_iter()
            .map(|(member, broken)| occurrences(member, broken, repeat))
            .collect();
        let others = self.others;
        let chosen =
            (0..count.max(1)).prop_map(move |chosen| (repeat || !supplied).then_some(chosen));
        let (absence, repetition) = (self.absence, self.repetition);
        let parts = (chosen, members, others).prop_map(|(chosen, members, others)| {
            let members = members.into_iter().enumerate();
            let kept = members.flat_map(|(nth, drawn)| drawn.kept(chosen == Some(nth)));
            kept.chain(others).collect::<Vec<_>>()
        });
        let bodies = (parts.prop_shuffle(), spacing(), spellings());
        Some(
            bodies
                .prop_map(move |(parts, gaps, spellings)| Broken {
                    violations: label(&parts, absence, repetition),
                    json: written(parts, &spellings).text(&gaps),
                })
                .boxed(),
        )
    }
}

/// What is drawn for one documented member.
#[derive(Clone, Debug)]
struct Drawn<R> {
    /// One of each kind that must be there.
    needed: Vec<Part<R>>,
    /// More of it, and whether to use the first one, or all, even where the member is not chosen.
    more: Vec<Part<R>>,
    first: bool,
    all: bool,
}

impl<R> Drawn<R> {
    /// The occurrences of the member. A chosen one is there, and comes again where it may.
    fn kept(self, chosen: bool) -> impl Iterator<Item = Part<R>> {
        let more = match (chosen || self.all, self.first && self.needed.is_empty()) {
            (true, _) => self.more.len(),
            (false, true) => 1,
            (false, false) => 0,
        };
        self.needed
            .into_iter()
            .chain(self.more.into_iter().take(more))
    }
}

fn occurrences<R: Catalogue>(
    member: Member<R>,
    broken: Vec<Fault<R>>,
    repeat: bool,
) -> BoxedStrategy<Drawn<R>> {
    let name = member.name;
    let part = move |value, broken| Part {
        name: Name::Documented(name),
        value,
        broken,
    };
    let faulty = broken.into_iter().map(|(rule, values)| {
        let labelled = move |(value, places): (Json, Vec<String>)| {
            let at = |place| (format!("/{name}{place}"), rule);
            part(value, places.into_iter().map(at).collect())
        };
        values.prop_map(labelled).boxed()
    });
    let faulty: Vec<_> = faulty.collect();
    let valid = member
        .valid
        .prop_map(move |value| part(value, Vec::new()))
        .boxed();
    let kinds = Union::new([valid].into_iter().chain(faulty.iter().cloned()));
    let (more, all) = match (repeat, faulty.is_empty()) {
        // Two of them are a repetition even where none is needed.
        (true, _) => (vec(kinds, 2..=3), 0.2),
        (false, true) => (vec(kinds, 1), 0.0),
        (false, false) => (vec(kinds, 0), 0.0),
    };
    let first = if member.required {
        Just(true).boxed()
    } else {
        any::<bool>().boxed()
    };
    let all = super::object::sometimes(all, Just(()));
    (faulty, more, first, all)
        .prop_map(|(needed, more, first, all)| Drawn {
            needed,
            more,
            first,
            all: all.is_some(),
        })
        .boxed()
}

fn label<R: Catalogue>(parts: &[Part<R>], absence: Option<R>, repetition: R) -> Vec<(String, R)> {
    let mut times = BTreeMap::new();
    let mut label: Vec<_> = absence
        .map(|rule| (String::new(), rule))
        .into_iter()
        .collect();
    for part in parts {
        label.extend(part.broken.iter().cloned());
        if let Name::Documented(name) = part.name
            && times.insert(name, ()).is_some()
        {
            label.push((format!("/{name}"), repetition));
        }
    }
    label.sort();
    label
}

fn written<R>(parts: Vec<Part<R>>, spellings: &[super::json::Spelling]) -> Json {
    let member = |part: Part<R>| {
        let name = match part.name {
            Name::Documented(name) => quoted(name, spellings),
            Name::Other(name) => name,
        };
        (name, part.value)
    };
    Json::Object(parts.into_iter().map(member).collect())
}

/// Unlisted members, which break nothing.
pub(crate) fn strays<R: Catalogue>(
    strays: BoxedStrategy<Vec<(String, Json)>>,
) -> BoxedStrategy<Vec<Part<R>>> {
    let part = |(name, value)| Part {
        name: Name::Other(name),
        value,
        broken: Vec::new(),
    };
    strays
        .prop_map(move |strays| strays.into_iter().map(part).collect())
        .boxed()
}

/// Texts that are not objects, which break `rule` and nothing else.
pub(crate) fn no_object<R: Catalogue>(rule: R) -> BoxedStrategy<Broken<R>> {
    let values = super::junk::other_than(&[crate::finding::JsonType::Object]);
    (values, spacing())
        .prop_map(move |(value, gaps)| Broken {
            json: value.text(&gaps),
            violations: Vec::from([(String::new(), rule)]),
        })
        .boxed()
}
