//! The shipped schemas: valid themselves, tied to the catalogue by `x-rule`, and of one mind with
//! the crate on lists of bodies.

pub(crate) mod contract;
mod engines;
mod generators;
pub(crate) mod judge;
pub(crate) mod tree;

use std::collections::BTreeSet;
use std::fs;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use contract::Contract;
use judge::{Fired, Judge};

/// A file below `tests/fixtures`.
pub(crate) fn fixture(file: &str) -> String {
    let path = format!("{}/tests/fixtures/{file}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub(crate) fn fixture_lines<T: DeserializeOwned>(file: &str) -> Vec<T> {
    let line = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    fixture(file).lines().map(line).collect()
}

impl Contract {
    fn document(&self) -> Value {
        serde_json::from_str(self.schema).unwrap()
    }
}

/// Every object inside `value`, with its members.
fn objects(value: &Value) -> Vec<&Map<String, Value>> {
    let inner: Box<dyn Iterator<Item = &Value>> = match value {
        Value::Array(elements) => Box::new(elements.iter()),
        Value::Object(members) => Box::new(members.values()),
        _ => Box::new(std::iter::empty()),
    };
    value
        .as_object()
        .into_iter()
        .chain(inner.flat_map(objects))
        .collect()
}

#[test]
fn a_schema_is_valid_2020_12_and_depends_on_no_other() {
    for contract in Contract::all() {
        let document = contract.document();
        let name = contract.name;
        assert_eq!(
            document["$schema"], "https://json-schema.org/draft/2020-12/schema",
            "{name}"
        );
        if let Err(error) = jsonschema::draft202012::meta::validate(&document) {
            panic!("{name}: {error}");
        }
        let references = objects(&document)
            .into_iter()
            .filter_map(|object| object.get("$ref")?.as_str());
        for reference in references {
            let place = reference
                .strip_prefix('#')
                .unwrap_or_else(|| panic!("{name}: {reference}"));
            assert!(document.pointer(place).is_some(), "{name}: {reference}");
        }
    }
}

#[test]
fn a_schema_is_named_by_a_urn_of_its_own() {
    let contracts = Contract::all();
    let ids: BTreeSet<_> = contracts
        .iter()
        .map(|contract| contract.document()["$id"].as_str().unwrap().to_owned())
        .collect();
    assert!(
        ids.iter().all(|id| id.starts_with("urn:salesive-schema:")),
        "{ids:?}"
    );
    assert_eq!(ids.len(), contracts.len());
}

#[test]
fn a_schema_accepts_its_own_examples() {
    for contract in Contract::all() {
        let judge = Judge::new(contract.schema);
        let document = contract.document();
        let examples = document["examples"].as_array().unwrap();
        assert!(examples.len() >= 5, "{}", contract.name);
        for example in examples {
            assert!(judge.accepts(example), "{}: {example}", contract.name);
        }
    }
}

#[test]
fn an_x_rule_names_a_shape_rule_for_a_keyword_beside_it_and_each_shape_rule_has_one() {
    for contract in Contract::all() {
        let mut named = BTreeSet::new();
        let document = contract.document();
        for schema in objects(&document) {
            let Some(rules) = schema.get("x-rule") else {
                continue;
            };
            for (keyword, rule) in rules.as_object().unwrap() {
                assert!(schema.contains_key(keyword), "{}: {keyword}", contract.name);
                named.insert(rule.as_str().unwrap());
            }
        }
        assert_eq!(
            named, contract.shape_rules,
            "{}: named by the schema on the left, of the catalogue on the right",
            contract.name
        );
    }
}

/// A body with what is wrong with it: pointers and rules, nothing for a body that is accepted,
/// `null` for one that is no envelope at all.
#[derive(Deserialize)]
struct Case<'a> {
    #[serde(borrow)]
    body: &'a RawValue,
    fired: Option<BTreeSet<Fired>>,
}

#[test]
fn schema_and_crate_find_in_a_listed_body_what_the_list_says() {
    for contract in Contract::all() {
        let judge = Judge::new(contract.schema);
        let file = fixture(&format!("{}-cases.ndjson", contract.name));
        let mut seen = BTreeSet::new();
        for line in file.lines() {
            let Case { body, fired } = serde_json::from_str(line).unwrap();
            let judgement = judge.judge(&tree::read(body.get().as_bytes()).unwrap().to_value());
            let accepted = fired.as_ref().is_some_and(BTreeSet::is_empty);
            assert_eq!(judgement.accepts, accepted, "{}: {line}", contract.name);
            assert_eq!(
                judgement.explained(),
                fired,
                "schema of {}: {line}",
                contract.name
            );
            assert_eq!(
                (contract.shown)(body.get().as_bytes()),
                fired,
                "{}: {line}",
                contract.name
            );
            seen.extend(fired.into_iter().flatten().map(|(_, rule)| rule));
        }
        assert_eq!(
            seen.iter().map(|rule| &**rule).collect::<BTreeSet<_>>(),
            contract.shape_rules,
            "{}: fired by the list on the left, of the catalogue on the right",
            contract.name
        );
    }
}
