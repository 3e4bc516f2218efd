//! The four contracts that a schema is shipped for, and what the crate sees of their shape.

use std::collections::BTreeSet;

use salesive_schema::{Catalogue, Layer, Options, Report, microbase, salesive, schema};

use super::judge::Fired;

pub(crate) struct Contract {
    /// Service and kind of body; its fixtures begin like this.
    pub(crate) name: &'static str,
    pub(crate) schema: &'static str,
    /// The ids of its rules that a schema can see.
    pub(crate) shape_rules: fn() -> BTreeSet<&'static str>,
    /// What the crate finds of them in a body; `None` if it is malformed or has no envelope.
    pub(crate) shown: fn(&[u8]) -> Option<BTreeSet<Fired>>,
}

pub(crate) const SALESIVE_REQUEST: Contract = Contract {
    name: "salesive/request",
    schema: schema::SALESIVE_CUSTOMER_UPDATE,
    shape_rules: || shape_rules::<salesive::Rule>("salesive.update."),
    shown: |body| {
        let checked = salesive::CustomerUpdate::check(body, &Options::new());
        checked.ok().map(|checked| shape(checked.report()))
    },
};

pub(crate) const SALESIVE_REPLY: Contract = Contract {
    name: "salesive/reply",
    schema: schema::SALESIVE_CUSTOMER_UPDATE_REPLY,
    shape_rules: || shape_rules::<salesive::Rule>("salesive.reply."),
    shown: |body| {
        let reply = salesive::Reply::decode(200, body);
        reply.envelope().map(|_| shape(reply.discrepancies()))
    },
};

pub(crate) const MICROBASE_REQUEST: Contract = Contract {
    name: "microbase/request",
    schema: schema::MICROBASE_CUSTOMER_UPDATE,
    shape_rules: || shape_rules::<microbase::Rule>("microbase.update."),
    shown: |body| {
        let checked = microbase::CustomerUpdate::check(body, &Options::new());
        checked.ok().map(|checked| shape(checked.report()))
    },
};

pub(crate) const MICROBASE_REPLY: Contract = Contract {
    name: "microbase/reply",
    schema: schema::MICROBASE_CUSTOMER_UPDATE_REPLY,
    shape_rules: || shape_rules::<microbase::Rule>("microbase.reply."),
    // HTTP status 200 contradicts no body: MicroBase reports failure inside it.
    shown: |body| {
        let reply = microbase::Reply::decode(200, body);
        reply.envelope().map(|_| shape(reply.discrepancies()))
    },
};

pub(crate) const CONTRACTS: [Contract; 4] = [
    SALESIVE_REQUEST,
    SALESIVE_REPLY,
    MICROBASE_REQUEST,
    MICROBASE_REPLY,
];

/// The ids of the rules that begin with `prefix`.
pub(crate) fn ids<R: Catalogue>(prefix: &str) -> Vec<&'static str> {
    let ids = R::ALL.iter().map(|rule| rule.id());
    ids.filter(|id| id.starts_with(prefix)).collect()
}

/// The findings of a report as pointer and id, with the rule.
pub(crate) fn pairs<'r, R: Catalogue>(
    report: &'r Report<R>,
) -> impl Iterator<Item = (Fired, R)> + 'r {
    report.findings().iter().map(|finding| {
        let rule = finding.rule();
        ((finding.pointer().to_string(), rule.id().to_owned()), rule)
    })
}

fn shape_rules<R: Catalogue>(prefix: &str) -> BTreeSet<&'static str> {
    let rules = R::ALL.iter().filter(|rule| rule.layer() == Layer::Shape);
    rules
        .map(|rule| rule.id())
        .filter(|id| id.starts_with(prefix))
        .collect()
}

fn shape<R: Catalogue>(report: &Report<R>) -> BTreeSet<Fired> {
    pairs(report)
        .filter(|(_, rule)| rule.layer() == Layer::Shape)
        .map(|(fired, _)| fired)
        .collect()
}
