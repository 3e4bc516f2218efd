//! Where the crate and a shipped schema are known to differ: single texts, each with its reason.

use serde::Deserialize;

use crate::schema::contract::Contract;
use crate::schema::judge::Judge;
use crate::schema::{fixture_lines, tree};

#[derive(Deserialize)]
struct Difference {
    schema: String,
    text: String,
    #[serde(rename = "crate")]
    ours: Ours,
    reason: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Ours {
    Accepts,
    Rejects,
}

#[test]
fn a_listed_difference_still_differs() {
    for listed in fixture_lines::<Difference>("agreement/differences.ndjson") {
        let text = &listed.text;
        let mut contracts = Contract::all().into_iter();
        let contract = contracts.find(|contract| contract.name == listed.schema);
        let contract = contract.unwrap_or_else(|| panic!("{}", listed.schema));
        let shown = (contract.shown)(text.as_bytes());
        let found = match shown {
            Some(fired) if fired.is_empty() => Ours::Accepts,
            _ => Ours::Rejects,
        };
        assert_eq!(found, listed.ours, "{text}");
        let body = tree::read(text.as_bytes()).unwrap().to_value();
        let theirs = Judge::new(contract.schema).accepts(&body);
        assert_eq!(
            theirs,
            listed.ours == Ours::Rejects,
            "{text} no longer differs"
        );
        assert!(!listed.reason.is_empty(), "{text}");
    }
}
