//! The four contracts that a schema is shipped for, and what the crate sees of their shape.

use std::collections::BTreeSet;

use salesive_schema::report::{CatalogueRule, Layer};
use salesive_schema::{MicroBase, Options, Reply, Report, Salesive, Service};

use super::judge::Fired;

pub(crate) struct Contract {
    /// Service and kind of body; its fixtures begin like this.
    pub(crate) name: String,
    pub(crate) schema: &'static str,
    /// The ids of its rules that a schema can see.
    pub(crate) shape_rules: BTreeSet<&'static str>,
    /// What the crate finds of them in a body; `None` if it is malformed or has no envelope.
    pub(crate) shown: fn(&[u8]) -> Option<BTreeSet<Fired>>,
}

impl Contract {
    pub(crate) fn all() -> [Self; 4] {
        [
            Self::request::<Salesive>(),
            Self::reply::<Salesive>(),
            Self::request::<MicroBase>(),
            Self::reply::<MicroBase>(),
        ]
    }

    fn request<S: Service>() -> Self {
        Self {
            name: format!("{}/request", S::NAME),
            schema: S::UPDATE_SCHEMA,
            shape_rules: shape_rules::<S>("update"),
            shown: |body| {
                let checked = S::check(body, &Options::new());
                checked.ok().map(|checked| shape(checked.report()))
            },
        }
    }

    fn reply<S: Service>() -> Self {
        Self {
            name: format!("{}/reply", S::NAME),
            schema: S::REPLY_SCHEMA,
            shape_rules: shape_rules::<S>("reply"),
            shown: reply_shape::<S>,
        }
    }
}

/// HTTP status 200 contradicts no body: MicroBase reports failure inside it.
pub(crate) fn reply_shape<S: Service>(body: &[u8]) -> Option<BTreeSet<Fired>> {
    let reply = Reply::<S>::decode(200, body);
    reply.envelope().map(|_| shape(reply.discrepancies()))
}

/// The rules of a side, `update` or `reply`.
fn rules<S: Service>(side: &str) -> impl Iterator<Item = S::Rule> {
    let rules = S::Rule::ALL.iter().copied();
    rules.filter(move |rule| rule.id().split('.').nth(1) == Some(side))
}

pub(crate) fn ids<S: Service>(side: &str) -> Vec<&'static str> {
    rules::<S>(side).map(CatalogueRule::id).collect()
}

/// The findings of a report as pointer and id, with the rule.
pub(crate) fn fired<R: CatalogueRule>(report: &Report<R>) -> impl Iterator<Item = (Fired, R)> {
    report.findings().iter().map(|finding| {
        let rule = finding.rule();
        ((finding.pointer().to_string(), rule.id().to_owned()), rule)
    })
}

fn shape_rules<S: Service>(side: &str) -> BTreeSet<&'static str> {
    let shape = rules::<S>(side).filter(|rule| rule.layer() == Layer::Shape);
    shape.map(CatalogueRule::id).collect()
}

fn shape<R: CatalogueRule>(report: &Report<R>) -> BTreeSet<Fired> {
    let fired = fired(report).filter(|(_, rule)| rule.layer() == Layer::Shape);
    fired.map(|(fired, _)| fired).collect()
}
