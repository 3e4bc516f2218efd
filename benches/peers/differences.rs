//! Contenders that judge must agree on every body, or they do not do the same work.

use crate::corpus::Kind;
use crate::{Contender, Input};

/// Who says something else than this crate, of every body of which kind, and why.
const DIFFERENCES: &[(&str, Kind, &str)] = &[
    (
        "`Value` + jsonschema, verdict",
        Kind::Repeated,
        "of members of one name a `Value` keeps the last",
    ),
    (
        "`Value` + jsonschema, all errors",
        Kind::Repeated,
        "of members of one name a `Value` keeps the last",
    ),
];

pub(crate) fn assert_same_work(input: &Input, contenders: &[Contender]) {
    for contender in contenders.iter().filter(|contender| contender.judges) {
        for body in &input.bodies {
            let difference = DIFFERENCES
                .iter()
                .find(|(name, kind, _)| *name == contender.name && *kind == body.kind);
            let wanted = body.kind.is_accepted() != difference.is_some();
            assert_eq!(
                (contender.accepts)(&body.text),
                wanted,
                "{} on {}, {difference:?}: {}",
                contender.name,
                input.name,
                String::from_utf8_lossy(&body.text[..body.text.len().min(300)])
            );
        }
    }
}
