//! Salesive's own schema of the request: what we accept lies inside, and what we refuse beyond it
//! rests on the document's words. The shipped schema is proved to lie inside, by algebra; that the
//! crate accepts what the shipped schema accepts is the law of agreement, and that what the crate
//! accepts lies inside is drawn as well, for what no schema sees.

use std::cell::RefCell;
use std::collections::BTreeSet;

use jsonschema::canonical::{self, CanonicalSchema, Containment, Satisfiability};
use proptest::prelude::*;
use salesive_schema::salesive::CustomerUpdate;
use salesive_schema::salesive::strategy::{self, Body};
use salesive_schema::{Options, schema};

use serde_json::Value;

use super::draws::{Share, run};
use crate::schema::judge::Judge;
use crate::schema::{fixture, tree};

/// Formats are asserted; the algebra knows that `email` is the same on both sides, not what it is.
fn canonical(schema: &str) -> CanonicalSchema {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let options = canonical::options().offline().should_validate_formats(true);
    options.canonicalize(&schema).unwrap()
}

/// `Unknown` is no proof, and a schema that the algebra cannot model is an error.
#[test]
fn what_the_shipped_schema_accepts_the_schema_of_the_document_accepts() {
    let document = canonical(&fixture("salesive/document.schema.json"));
    let shipped = canonical(schema::SALESIVE_CUSTOMER_UPDATE);
    assert_eq!(document.covers(&shipped).unwrap(), Containment::Yes);
    let outside = shipped.subtract(&document).unwrap();
    assert_eq!(outside.satisfiability(), Satisfiability::No);
    assert_eq!(shipped.covers(&document).unwrap(), Containment::No);
}

/// One line for each way to be refused beyond the document, without what the document says itself.
#[test]
fn what_the_shipped_schema_refuses_beyond_the_document_is_this() {
    let document = canonical(&fixture("salesive/document.schema.json"));
    let shipped = canonical(schema::SALESIVE_CUSTOMER_UPDATE);
    let beyond = document.subtract(&shipped).unwrap().to_json_schema();
    let document = document.to_json_schema();
    let mut ways = beyond["anyOf"].as_array().unwrap().clone();
    for way in &mut ways {
        let way = way.as_object_mut().unwrap();
        assert_eq!(way.remove("type"), Some("object".into()));
        let members = way["properties"].as_object_mut().unwrap();
        members.retain(|name, schema| document["properties"][name] != *schema);
    }
    let text = |way: &Value| canonical::json::to_string(way).unwrap();
    let ways: Vec<_> = ways.iter().map(text).collect();
    insta::assert_snapshot!(ways.join("\n"), @r#"
    {"properties":{},"required":["shop"]}
    {"properties":{},"required":["shopId"]}
    {"properties":{},"required":["shop_id"]}
    {"properties":{"user":{"anyOf":[{"allOf":[{"not":{"pattern":"^[0-9A-Fa-f]{24}$"}}],"type":"string"},{"minLength":25,"type":"string"}]}},"required":["user"]}
    {"minProperties":1,"properties":{"active":false,"email":false,"name":false,"phone":false,"user":{"anyOf":[{"allOf":[{"not":{"pattern":"^[0-9A-Fa-f]{24}$"}}],"type":"string"},{"minLength":25,"type":"string"}]}}}
    "#);
}

#[test]
fn what_is_accepted_the_schema_of_the_document_accepts() {
    let document = Judge::new(&fixture("salesive/document.schema.json"));
    let beyond = RefCell::new(BTreeSet::new());
    let shares = [Share(
        20,
        vec!["accepted by both", "refused by both or malformed"],
    )];
    let cases = run(&strategy::near(), &shares, |Body(body), draws| {
        let contained = tree::read(&body).is_some_and(|tree| document.accepts(&tree.to_value()));
        let Ok(checked) = CustomerUpdate::check(&body, &Options::new()) else {
            draws.count("refused by both or malformed");
            return Ok(());
        };
        let accepted = checked.is_accepted();
        prop_assert!(contained || !accepted);
        draws.count(match (accepted, contained) {
            (true, _) => "accepted by both",
            (false, true) => "refused beyond the document's schema",
            (false, false) => "refused by both or malformed",
        });
        let violations = checked.report().violations();
        let rules: BTreeSet<_> = violations.map(|finding| finding.rule().id()).collect();
        // Of several rules only one need lie beyond the document.
        if contained && rules.len() == 1 {
            beyond.borrow_mut().extend(rules);
        }
        Ok(())
    });
    let beyond = beyond.into_inner().into_iter().collect::<Vec<_>>();
    if cases >= 1000 {
        insta::assert_snapshot!(beyond.join("\n"), @r"
        salesive.update.body.empty
        salesive.update.member.duplicate
        salesive.update.shop.forbidden
        salesive.update.user.object_id
        ");
    }
}
