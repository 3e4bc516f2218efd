//! Texts of a megabyte that are meant to cost much, beside serde_json passing over them.

use salesive_schema::{microbase, salesive};

use crate::corpus::{Body, Kind};
use crate::texts::{HOSTILE, Reads};
use crate::{Contender, Input, common};

pub(crate) const BASE: &str = "serde_json `IgnoredAny`";

pub(crate) fn benches() -> impl Iterator<Item = (Input, Vec<Contender>)> {
    HOSTILE.iter().filter_map(|hostile| {
        let ours = match hostile.reads {
            Reads::SalesiveUpdate => Contender::new("this crate", true, |text| {
                salesive::CustomerUpdate::from_json(text).is_ok()
            }),
            Reads::MicrobaseUpdate => Contender::new("this crate", true, |text| {
                microbase::CustomerUpdate::from_json(text).is_ok()
            }),
            _ => return None,
        };
        let text = hostile.of_bytes(1 << 20);
        let kind = if hostile.passes {
            Kind::Plain
        } else {
            Kind::WrongValue
        };
        let input = Input {
            name: format!("Hostile, {}", hostile.name),
            bodies: vec![Body { text, kind }],
            base: BASE,
        };
        Some((input, vec![ours, common::syntax_only()]))
    })
}
