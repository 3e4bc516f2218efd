use salesive_schema::report::{CatalogueRule, Kind, Layer};
use salesive_schema::{microbase, preflight, salesive};

/// What there is to say of a rule, or of what else can be wrong with a document.
#[derive(Clone, Copy)]
pub(crate) struct Descriptor {
    pub(crate) id: &'static str,
    pub(crate) kind: Kind,
    pub(crate) sentence: &'static str,
    /// What it rests on, or what else there is to say.
    pub(crate) help: &'static str,
}

impl Descriptor {
    pub(crate) fn of<R: CatalogueRule>(rule: R) -> Self {
        Self {
            id: rule.id(),
            kind: rule.kind(),
            sentence: rule.sentence(),
            help: rule.source(),
        }
    }
}

/// A rule, and what it takes to see that it is broken.
pub(crate) struct CataloguedRule {
    pub(crate) descriptor: Descriptor,
    pub(crate) layer: Layer,
}

/// All rules.
pub(crate) fn rules() -> impl Iterator<Item = CataloguedRule> {
    let salesive = catalogue::<salesive::Rule>();
    let microbase = catalogue::<microbase::Rule>();
    salesive
        .chain(microbase)
        .chain(catalogue::<preflight::Rule>())
}

fn catalogue<R: CatalogueRule>() -> impl Iterator<Item = CataloguedRule> {
    R::ALL.iter().map(|rule| CataloguedRule {
        descriptor: Descriptor::of(*rule),
        layer: rule.layer(),
    })
}
