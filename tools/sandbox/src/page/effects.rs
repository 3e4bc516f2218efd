use maud::{Markup, html};
use salesive_schema::model::Model;
use salesive_schema::plan::Effect;
use salesive_schema::report::CatalogueRule;

use super::findings::prose;
use super::layout::{foreign, json_value};
use crate::hosted::{Hosted, Sent};
use crate::members::{cut, fields, value};
use crate::{Sandbox, lock};

/// What the update does to the customer that it means, field by field.
pub(crate) fn effects<S: Hosted>(sandbox: &Sandbox, id: &str, body: &[u8]) -> Markup {
    let Ok(update) = S::from_json(body) else {
        return html! { p.quiet { "A body that the document rejects has no effect." } };
    };
    let sent = Sent {
        token: None,
        id,
        body,
        at: "",
    };
    let room = lock(S::room(sandbox));
    let meant = S::position(&room.store, &sent);
    let customer = meant.and_then(|position| room.store.customers().get(position).cloned());
    drop(room);
    let Some(customer) = customer else {
        return html! { p { "No customer has this id, so the service would refuse the update." } };
    };
    let plan = S::plan(&customer, &update);
    let (now, then) = (fields(&customer), fields(&S::apply(&customer, &update)));
    html! {
        p {
            "On " (foreign(cut(&S::name(&customer)).as_ref())) ", "
            code { (foreign(cut(S::id(&customer).unwrap_or_default()).as_ref())) } "."
        }
        div.scroll tabindex="0" role="region" aria-label="Effect on the customer" {
            table {
                thead { tr { th scope="col" { "Field" } th scope="col" { "Effect" } th scope="col" { "Now" } th scope="col" { "Then" } } }
                tbody {
                    @for (name, effect) in plan.effects() {
                        tr class=(effect.name()) {
                            th scope="row" { code { (name) } }
                            td { (effect_cell(effect)) }
                            td { (json_value(value(&now, name).map(cut).as_deref())) }
                            td { (json_value(value(&then, name).map(cut).as_deref())) }
                        }
                    }
                }
            }
        }
        @match plan.smallest() {
            None => p { "It changes nothing: there is nothing to send." },
            Some(smallest) => {
                p.quiet { "The smallest update that does the same:" }
                pre.wrap { code { (foreign(cut(&S::to_json(smallest)).as_ref())) } }
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
