//! Which rules can be broken together, told apart from how the strategies make the bodies.

use std::fmt::Debug;

use proptest::strategy::BoxedStrategy;
use salesive_schema::salesive::strategy::Broken;
use salesive_schema::{Catalogue, Kind, Malformed, Options, microbase as m, salesive as s};

type Find<R> = fn(&[u8]) -> Result<Vec<(String, R)>, Malformed>;

/// A service as these tests see it.
pub(crate) struct Room<R: 'static> {
    pub(crate) breaking: fn(&[R]) -> Option<BoxedStrategy<Broken<R>>>,
    /// Sorted pointers and rules of the violations in a body.
    pub(crate) violations: Find<R>,
    /// Rules that allow only the ones beside them.
    alone: &'static [(R, &'static [R])],
    /// Pairs that cannot be broken together.
    exclusive: &'static [(R, R)],
    /// Pairs of one member, which it takes two of to break both.
    of_one_member: &'static [(R, R)],
    duplicate: R,
}

impl<R: Catalogue + Debug> Room<R> {
    pub(crate) fn rules() -> Vec<R> {
        let all = R::ALL.iter().copied();
        all.filter(|rule| rule.kind() == Kind::Violation).collect()
    }

    /// Every set of violation rules.
    pub(crate) fn sets() -> impl Iterator<Item = Vec<R>> {
        let rules = Self::rules();
        (0..1_u32 << rules.len()).map(move |bits| {
            let chosen = rules.iter().enumerate();
            let chosen = chosen.filter(|(nth, _)| bits >> nth & 1 == 1);
            chosen.map(|(_, rule)| *rule).collect()
        })
    }

    pub(crate) fn can_be_broken_together(&self, rules: &[R]) -> bool {
        let has = |rule: &R| rules.contains(rule);
        let both = |(one, other): &(R, R)| has(one) && has(other);
        let goes_with = |(rule, others): &(R, &[R])| {
            let mut beside = rules.iter().filter(|other| *other != rule);
            !has(rule) || beside.all(|other| others.contains(other))
        };
        self.alone.iter().all(goes_with)
            && !self.exclusive.iter().any(both)
            && (has(&self.duplicate) || !self.of_one_member.iter().any(both))
    }
}

pub(crate) const SALESIVE: Room<s::Rule> = Room {
    breaking: |rules| {
        Some(proptest::strategy::Strategy::boxed(s::strategy::breaking(
            rules,
        )?))
    },
    violations: |json| {
        let checked = s::CustomerUpdate::check(json, &Options::new())?;
        Ok(violations(checked.report()))
    },
    alone: &[
        (s::Rule::BodyType, &[]),
        (s::Rule::BodyEmpty, &[s::Rule::ShopForbidden]),
    ],
    exclusive: &[],
    of_one_member: &[
        (s::Rule::EmailType, s::Rule::EmailFormat),
        (s::Rule::UserType, s::Rule::UserObjectId),
    ],
    duplicate: s::Rule::MemberDuplicate,
};

pub(crate) const MICROBASE: Room<m::Rule> = Room {
    breaking: |rules| {
        Some(proptest::strategy::Strategy::boxed(m::strategy::breaking(
            rules,
        )?))
    },
    violations: |json| {
        let checked = m::CustomerUpdate::check(json, &Options::new())?;
        Ok(violations(checked.report()))
    },
    alone: &[(m::Rule::BodyType, &[])],
    exclusive: &[(m::Rule::IdRequired, m::Rule::IdType)],
    of_one_member: &[
        (m::Rule::EmailType, m::Rule::EmailFormat),
        (m::Rule::StatusType, m::Rule::StatusValue),
        (m::Rule::TagsType, m::Rule::TagsItemType),
    ],
    duplicate: m::Rule::MemberDuplicate,
};

pub(crate) fn sorted<R: Catalogue>(
    findings: impl Iterator<Item = (String, R)>,
) -> Vec<(String, R)> {
    let mut findings: Vec<_> = findings.collect();
    findings.sort();
    findings
}

fn violations<R: Catalogue>(report: &salesive_schema::Report<R>) -> Vec<(String, R)> {
    assert_eq!(report.omitted(), 0);
    sorted(
        report
            .violations()
            .map(|found| (found.pointer().to_string(), found.rule())),
    )
}
