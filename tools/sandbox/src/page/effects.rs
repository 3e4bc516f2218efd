use maud::{Markup, html};
use salesive_schema::plan::Effect;
use salesive_schema::report::CatalogueRule;
use salesive_schema::{MicroBase, Service};

use super::findings::prose;
use super::layout::{foreign, json_value};
use crate::dry_run::DryRun;
use crate::hosted::Hosted;
use crate::members::{changes, cut, fields, value};

/// What the update does to the customer that it means, field by field.
pub(crate) fn effects<S: Hosted>(run: &DryRun<S>, chosen: &str, body: &[u8]) -> Markup {
    let update = S::from_json(body).ok();
    let meant = run.before.as_ref().and_then(S::id);
    html! {
        @if S::NAME == MicroBase::NAME && meant.is_some_and(|meant| meant != chosen) {
            p.remark.advisory { "The body names another customer than the one that is chosen. The service goes by the body." }
        }
        @if let Some((kind, advice)) = &run.refusal {
            p {
                @if update.is_none() { "The document rejects this body, and the sandbox" } @else { "The sandbox" }
                " would refuse it: " code { (kind) } ", HTTP status " (run.http_status) ". Nothing would change."
            }
            @if let Some(advice) = advice && update.is_some() { p { (prose(&advice.sentence)) } }
        } @else if let (Some(before), Some(after)) = (&run.before, &run.after) {
            p {
                "On " (foreign(cut(&S::name(before)).as_ref())) ", "
                code { (foreign(cut(S::id(before).unwrap_or_default()).as_ref())) } "."
            }
            @match &update {
                Some(update) => (planned::<S>(before, after, update)),
                None => (observed::<S>(before, after)),
            }
        }
    }
}

/// Of an update: what the document says of each field.
fn planned<S: Hosted>(
    before: &S::Customer<'static>,
    after: &S::Customer<'static>,
    update: &S::CustomerUpdate<'_>,
) -> Markup {
    let plan = S::plan(before, update);
    let (now, then) = (fields(before), fields(after));
    let rows = html! {
        @for (name, effect) in plan.effects() {
            tr class=(effect.name()) {
                th scope="row" { code { (name) } }
                td { (effect_cell(effect)) }
                td data-label="Now" { (json_value(value(&now, name).map(cut).as_deref())) }
                td data-label="Then" { (json_value(value(&then, name).map(cut).as_deref())) }
            }
        }
    };
    html! {
        (table(&rows))
        @match plan.smallest() {
            None => p { "It changes nothing: there is nothing to send." },
            Some(smallest) => {
                p.quiet { "The smallest update that does the same:" }
                pre.wrap { code { (foreign(cut(&S::to_json(smallest)).as_ref())) } }
            }
        }
    }
}

/// Of a body that is no update, on which the service acts all the same.
fn observed<S: Hosted>(before: &S::Customer<'static>, after: &S::Customer<'static>) -> Markup {
    let changes = changes(Some(before), Some(after));
    let rows = html! {
        @for change in &changes {
            tr.set {
                th scope="row" { code { (change.field) } }
                td { strong { "changed" } }
                td data-label="Now" { (json_value(change.before.as_deref())) }
                td data-label="Then" { (json_value(change.after.as_deref())) }
            }
        }
    };
    html! {
        p { "The document rejects this body, but the sandbox would still act on it, as the service was observed to." }
        @if changes.is_empty() { p { "It would change nothing." } } @else { (table(&rows)) }
    }
}

fn table(rows: &Markup) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="Effect on the customer" {
            table.effects {
                thead { tr { th scope="col" { "Field" } th scope="col" { "Effect" } th scope="col" { "Now" } th scope="col" { "Then" } } }
                tbody { (rows) }
            }
        }
    }
}

fn effect_cell<R: CatalogueRule>(effect: &Effect<R>) -> Markup {
    html! {
        @match effect {
            Effect::Set => strong { "set" },
            Effect::Clear => strong { "cleared" },
            Effect::NoChange => span.quiet { "no change" },
            Effect::IgnoredByService(rule) => {
                strong { "ignored by the service" }
                p.source { code { (rule.id()) } ": " (prose(rule.sentence())) " Source: " (prose(rule.source())) }
            }
            _ => (effect.name()),
        }
    }
}
