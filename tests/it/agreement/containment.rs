//! Salesive's own schema of the request: what we accept lies inside, and what we refuse beyond it
//! rests on the document's words.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proptest::prelude::*;
use salesive_schema::Kind;
use salesive_schema::salesive::strategy::{self as salesive, Body};

use super::draws::{Share, run};
use super::requests::SALESIVE;
use crate::schema::contract::pairs;
use crate::schema::judge::Judge;
use crate::schema::{fixture, tree};

#[test]
fn what_is_accepted_the_schema_of_the_document_accepts() {
    let document = Judge::new(&fixture("salesive/document.schema.json"));
    let beyond = RefCell::new(BTreeSet::new());
    let shares = [Share(
        20,
        vec!["accepted by both", "refused by both or malformed"],
    )];
    run(&salesive::near(), &shares, |Body(body), draws| {
        let contained = tree::read(&body).is_some_and(|tree| document.accepts(&tree.to_value()));
        let Ok((accepted, report)) = (SALESIVE.check)(&body) else {
            draws.count("refused by both or malformed");
            return Ok(());
        };
        prop_assert!(contained || !accepted);
        draws.count(match (accepted, contained) {
            (true, _) => "accepted by both",
            (false, true) => "refused beyond the document's schema",
            (false, false) => "refused by both or malformed",
        });
        let rules: BTreeSet<_> = pairs(&report)
            .filter(|(_, rule)| rule.kind() == Kind::Violation)
            .map(|(_, rule)| rule.id())
            .collect();
        // Of several rules only one need lie beyond the document.
        if contained && rules.len() == 1 {
            beyond.borrow_mut().extend(rules);
        }
        Ok(())
    });
    let beyond = beyond.into_inner().into_iter().collect::<Vec<_>>();
    insta::assert_snapshot!(beyond.join("\n"), @r"
    salesive.update.body.empty
    salesive.update.member.duplicate
    salesive.update.shop.forbidden
    salesive.update.user.object_id
    ");
}
