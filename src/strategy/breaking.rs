//! Bodies that break exactly the rules one names. A body and its label are made of the same parts,
//! so that they stay together while the parts shrink.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use proptest::bool::weighted;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::Union;

use super::json::{Spelling, quoted, spellings};
use super::{Broken, Json, junk, spacing};
use crate::report::catalogue::CatalogueRule;
use crate::report::finding::JsonType;

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
pub(crate) struct DrawnMember<R> {
    pub(crate) name: &'static str,
    /// Whether the member is there in every body.
    pub(crate) required: bool,
    pub(crate) valid: BoxedStrategy<Json>,
    pub(crate) faults: Vec<Fault<R>>,
}

/// A rule and the values that break it, with the places within the value where they do.
pub(crate) type Fault<R> = (R, BoxedStrategy<(Json, Vec<String>)>);

/// Values that break `rule` once, as a whole.
pub(crate) fn fault<R: CatalogueRule>(rule: R, values: BoxedStrategy<Json>) -> Fault<R> {
    let values = values.prop_map(|value| (value, Vec::from([String::new()])));
    (rule, values.boxed())
}

/// Which bodies to make.
pub(crate) struct DrawnBody<R> {
    /// The rules to break.
    pub(crate) rules: BTreeSet<R>,
    /// The documented members that may be there; at least one will be.
    pub(crate) members: Vec<DrawnMember<R>>,
    /// The rule that is broken by members that are not among them.
    pub(crate) absence: Option<R>,
    /// The rule that a documented member breaks when it comes again.
    pub(crate) repetition: R,
    /// Further members, and the rules that those can break.
    pub(crate) others: BoxedStrategy<Vec<Part<R>>>,
    pub(crate) broken_by_others: Vec<R>,
}

impl<R: CatalogueRule> DrawnBody<R> {
    /// `None` if the rules cannot be broken together.
    pub(crate) fn bodies(mut self) -> Option<BoxedStrategy<Broken<R>>> {
        let rules = &self.rules;
        for member in &mut self.members {
            member.faults.retain(|(rule, _)| rules.contains(rule));
        }
        if !self.is_possible() {
            return None;
        }
        let repeat = rules.contains(&self.repetition);
        let is_sound = self.members.iter().all(|member| member.faults.is_empty());
        let chosen = 0..self.members.len().max(1);
        let chosen = chosen.prop_map(move |nth| (repeat || is_sound).then_some(nth));
        let members = self.members.into_iter();
        let members: Vec<_> = members.map(|member| member.drawn(repeat)).collect();
        let parts = (chosen, members, self.others).prop_map(|(chosen, members, others)| {
            let members = members.into_iter().enumerate();
            let kept = members.flat_map(|(nth, drawn)| drawn.kept(chosen == Some(nth)));
            kept.chain(others).collect::<Vec<_>>()
        });
        let (absence, repetition) = (self.absence, self.repetition);
        let bodies = (parts.prop_shuffle(), spacing(), spellings());
        let bodies = bodies.prop_map(move |(parts, gaps, spellings)| Broken {
            violations: label(&parts, absence, repetition),
            json: written(parts, &spellings).text(&gaps),
        });
        Some(bodies.boxed())
    }

    /// Whether each rule can be broken, and none of them takes a repeated member unless repetition is
    /// one of them.
    fn is_possible(&self) -> bool {
        let by_members = self.members.iter().flat_map(|member| &member.faults);
        let mut breakable: BTreeSet<_> = by_members.map(|(rule, _)| *rule).collect();
        breakable.extend(&self.broken_by_others);
        breakable.extend(self.absence);
        if !self.members.is_empty() {
            breakable.insert(self.repetition);
        }
        let at_most = if self.rules.contains(&self.repetition) {
            usize::MAX
        } else {
            1
        };
        self.rules.is_subset(&breakable)
            && self
                .members
                .iter()
                .all(|member| member.faults.len() <= at_most)
    }
}

/// What is drawn for one documented member.
#[derive(Clone, Debug)]
struct Drawn<R> {
    /// One of each kind that must be there.
    needed: Vec<Part<R>>,
    /// More of them, and whether to use the first one, or all, even if the member is not chosen.
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

impl<R: CatalogueRule> DrawnMember<R> {
    fn drawn(self, repeat: bool) -> BoxedStrategy<Drawn<R>> {
        let name = self.name;
        let part = move |value, broken| Part {
            name: Name::Documented(name),
            value,
            broken,
        };
        let faulty = self.faults.into_iter().map(|(rule, values)| {
            let labelled = move |(value, places): (Json, Vec<String>)| {
                let at = |place| (format!("/{name}{place}"), rule);
                part(value, places.into_iter().map(at).collect())
            };
            values.prop_map(labelled).boxed()
        });
        let faulty: Vec<_> = faulty.collect();
        let valid = self.valid.prop_map(move |value| part(value, Vec::new()));
        let kinds = Union::new([valid.boxed()].into_iter().chain(faulty.iter().cloned()));
        let more = match (repeat, faulty.is_empty()) {
            // Two of them are a repetition even where none is needed.
            (true, _) => vec(kinds, 2..=3),
            (false, true) => vec(kinds, 1),
            (false, false) => vec(kinds, 0),
        };
        let required = self.required;
        let first = any::<bool>().prop_map(move |first| first || required);
        let all = weighted(if repeat { 0.2 } else { 0.0 });
        (faulty, more, first, all)
            .prop_map(|(needed, more, first, all)| Drawn {
                needed,
                more,
                first,
                all,
            })
            .boxed()
    }
}

fn label<R: CatalogueRule>(
    parts: &[Part<R>],
    absence: Option<R>,
    repetition: R,
) -> Vec<(String, R)> {
    let mut names = BTreeSet::new();
    let mut label = Vec::from_iter(absence.map(|rule| (String::new(), rule)));
    for part in parts {
        label.extend(part.broken.iter().cloned());
        if let Name::Documented(name) = part.name
            && !names.insert(name)
        {
            label.push((format!("/{name}"), repetition));
        }
    }
    label.sort();
    label
}

fn written<R>(parts: Vec<Part<R>>, spellings: &[Spelling]) -> Json {
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
pub(crate) fn strays<R: CatalogueRule>(
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
pub(crate) fn no_object<R: CatalogueRule>(rule: R) -> BoxedStrategy<Broken<R>> {
    let values = junk::other_than(&[JsonType::Object]);
    (values, spacing())
        .prop_map(move |(value, gaps)| Broken {
            json: value.text(&gaps),
            violations: Vec::from([(String::new(), rule)]),
        })
        .boxed()
}
