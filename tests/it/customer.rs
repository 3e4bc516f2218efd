//! A customer that is a JSON text of its own is read as one in a reply.

use salesive_schema::{Rejection, microbase, salesive};

const CUSTOMERS: [&str; 12] = [
    "{}",
    r#"{"_id":"1","id":"1","active":true,"user":{"_id":"2"},"phone":null}"#,
    r#"{"_id":"1","id":"2","createdAt":"yesterday"}"#,
    r#"{"id":"x","tags":["VIP"],"addresses":[{"phone":5}],"status":"ODD"}"#,
    r#"{"name":"a","name":"b","more":[1,{}]}"#,
    r#"{"active":"yes","tags":[1]}"#,
    r#"{"user":"2","addresses":[[]]}"#,
    r#"{"email":5}"#,
    "[]",
    "null",
    "{",
    "",
];

#[test]
fn a_text_is_a_salesive_customer_where_a_reply_that_holds_it_is_updated() {
    for text in CUSTOMERS {
        let body = format!(r#"{{"status":200,"success":true,"message":"","data":{text}}}"#);
        let read = salesive::Customer::from_json(text.as_bytes());
        match salesive::Reply::decode(200, body.as_bytes()).into_outcome() {
            salesive::Outcome::Updated(customer) => assert!(read.unwrap() == customer, "{text}"),
            outcome => assert!(read.is_err(), "{text}: {outcome:?}"),
        }
    }
}

#[test]
fn a_text_is_a_microbase_customer_where_a_reply_that_holds_it_is_updated() {
    for text in CUSTOMERS {
        let body = format!(r#"{{"ok":true,"customer":{text}}}"#);
        let read = microbase::Customer::from_json(text.as_bytes());
        match microbase::Reply::decode(200, body.as_bytes()).into_outcome() {
            microbase::Outcome::Updated(customer) => assert!(read.unwrap() == customer, "{text}"),
            outcome => assert!(read.is_err(), "{text}: {outcome:?}"),
        }
    }
}

#[test]
fn what_is_wrong_with_a_customer_is_said_by_rule_and_place() {
    let Err(Rejection::Report(report)) = salesive::Customer::from_json(br#"{"active":"yes"}"#)
    else {
        panic!("it is no customer")
    };
    let [finding] = report.findings() else {
        panic!("{report}")
    };
    assert_eq!(finding.rule(), salesive::Rule::ReplyCustomerType);
    assert_eq!(finding.pointer().to_string(), "/active");
    let malformed = microbase::Customer::from_json(b"{");
    assert!(matches!(malformed, Err(Rejection::Malformed(_))));
}
