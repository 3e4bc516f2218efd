//! Which rules can be broken together, told apart from how the strategies make the bodies.

use salesive_schema::report::{CatalogueRule, Kind};
use salesive_schema::{MicroBase, Options, Salesive, Service, microbase, salesive};

/// What keeps rules of a service from being broken together.
pub(crate) trait Exclusions: Service {
    /// Rules that allow only the ones beside them.
    const ALONE: &'static [(Self::Rule, &'static [Self::Rule])];

    /// Pairs that cannot be broken together.
    const EXCLUSIVE: &'static [(Self::Rule, Self::Rule)];

    /// Pairs of one member, which it takes two of to break both.
    const OF_ONE_MEMBER: &'static [(Self::Rule, Self::Rule)];

    const DUPLICATE: Self::Rule;
}

impl Exclusions for Salesive {
    const ALONE: &'static [(Self::Rule, &'static [Self::Rule])] = &[
        (salesive::Rule::BodyType, &[]),
        (salesive::Rule::BodyEmpty, &[salesive::Rule::ShopForbidden]),
    ];
    const EXCLUSIVE: &'static [(Self::Rule, Self::Rule)] = &[];
    const OF_ONE_MEMBER: &'static [(Self::Rule, Self::Rule)] = &[
        (salesive::Rule::EmailType, salesive::Rule::EmailFormat),
        (salesive::Rule::UserType, salesive::Rule::UserObjectId),
    ];
    const DUPLICATE: Self::Rule = salesive::Rule::MemberDuplicate;
}

impl Exclusions for MicroBase {
    const ALONE: &'static [(Self::Rule, &'static [Self::Rule])] =
        &[(microbase::Rule::BodyType, &[])];
    const EXCLUSIVE: &'static [(Self::Rule, Self::Rule)] =
        &[(microbase::Rule::IdRequired, microbase::Rule::IdType)];
    const OF_ONE_MEMBER: &'static [(Self::Rule, Self::Rule)] = &[
        (microbase::Rule::EmailType, microbase::Rule::EmailFormat),
        (microbase::Rule::StatusType, microbase::Rule::StatusValue),
        (microbase::Rule::TagsType, microbase::Rule::TagsItemType),
    ];
    const DUPLICATE: Self::Rule = microbase::Rule::MemberDuplicate;
}

pub(crate) fn can_be_broken_together<S: Exclusions>(rules: &[S::Rule]) -> bool {
    let has = |rule: &S::Rule| rules.contains(rule);
    let both = |(one, other): &(S::Rule, S::Rule)| has(one) && has(other);
    let goes_with = |(rule, others): &(S::Rule, &[S::Rule])| {
        let mut beside = rules.iter().filter(|other| *other != rule);
        !has(rule) || beside.all(|other| others.contains(other))
    };
    S::ALONE.iter().all(goes_with)
        && !S::EXCLUSIVE.iter().any(both)
        && (has(&S::DUPLICATE) || !S::OF_ONE_MEMBER.iter().any(both))
}

/// The rules of violations.
pub(crate) fn rules<S: Service>() -> Vec<S::Rule> {
    let all = S::Rule::ALL.iter().copied();
    all.filter(|rule| rule.kind() == Kind::Violation).collect()
}

/// Each of them by itself.
pub(crate) fn single<S: Service>() -> impl Iterator<Item = Vec<S::Rule>> {
    rules::<S>().into_iter().map(|rule| vec![rule])
}

/// Every set of them.
pub(crate) fn sets<S: Service>() -> impl Iterator<Item = Vec<S::Rule>> {
    let rules = rules::<S>();
    (0..1_u32 << rules.len()).map(move |bits| {
        let chosen = rules.iter().enumerate();
        let chosen = chosen.filter(|(nth, _)| bits >> nth & 1 == 1);
        chosen.map(|(_, rule)| *rule).collect()
    })
}

/// Sorted pointers and rules of the violations in a body.
pub(crate) fn violations<S: Service>(json: &str) -> Vec<(String, S::Rule)> {
    let checked = S::check(json.as_bytes(), &Options::new()).expect(json);
    let report = checked.report();
    assert_eq!(report.omitted(), 0);
    let found = report.violations();
    let mut found: Vec<_> = found
        .map(|found| (found.pointer().to_string(), found.rule()))
        .collect();
    found.sort();
    found
}
