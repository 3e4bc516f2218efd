//! A customer that is a JSON text of its own is read as one in a reply, whoever reads it.

#[cfg(feature = "proptest1")]
mod drawn;

use salesive_schema::{Outcome, Rejection, Reply, microbase, salesive};
use serde::Deserialize;

use crate::both::{Documented, for_both_services};

for_both_services! {
    a_text_is_a_customer_where_a_reply_that_holds_it_is_updated
    there_is_no_text_in_what_serde_buffers
}

const CUSTOMERS: [&str; 13] = [
    "{}",
    r#"{"_id":"1","id":"1","active":true,"user":{"_id":"2"},"phone":null}"#,
    r#"{"_id":"1","id":"2","createdAt":"yesterday"}"#,
    r#"{"id":"x","tags":["VIP"],"addresses":[{"phone":5}],"status":"ODD"}"#,
    r#"{"name":"a","name":"b","more":[1,{}]}"#,
    r#"{"active":"yes","tags":[1]}"#,
    r#"{"user":"2","addresses":[[]]}"#,
    r#"{"email":5}"#,
    r#"{"email":"\ud800","id":"x\ud800"}"#,
    "[]",
    "null",
    "{",
    "",
];

/// Whether the text is a customer, which all that read one agree on.
fn is_customer<S: Documented>(text: &str) -> bool {
    let (flag, customer) = (S::FLAG, S::CUSTOMER);
    let body = format!(r#"{{"status":200,"{flag}":true,"message":"","{customer}":{text}}}"#);
    let read = S::customer_from_json(text.as_bytes()).map(S::owned_customer);
    let deserialised: Result<S::Customer<'static>, _> = serde_json::from_str(text);
    match Reply::<S>::decode(200, body.as_bytes()).into_outcome() {
        Outcome::Updated(customer) => {
            let customer = S::owned_customer(customer);
            assert!(read.unwrap() == customer, "{text}");
            assert!(deserialised.unwrap() == customer, "{text}");
            true
        }
        outcome => {
            assert!(read.is_err(), "{text}: {outcome:?}");
            assert!(deserialised.is_err(), "{text}: {outcome:?}");
            false
        }
    }
}

fn a_text_is_a_customer_where_a_reply_that_holds_it_is_updated<S: Documented>() {
    let read = CUSTOMERS.iter().filter(|text| is_customer::<S>(text));
    assert!((5..=8).contains(&read.count()));
}

fn there_is_no_text_in_what_serde_buffers<S: Documented>() {
    #[derive(Debug, Deserialize)]
    struct Flattened<C> {
        #[serde(flatten)]
        _customer: C,
    }
    let error = serde_json::from_str::<Flattened<S::Customer<'static>>>("{}").unwrap_err();
    assert!(
        error.to_string().starts_with("no JSON text to judge: "),
        "{error}"
    );
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

    let customers = serde_json::from_str::<Vec<microbase::Customer<'_>>>(r#"[{},{"tags":"VIP"}]"#);
    let says = "microbase.reply.customer.type at /tags: ";
    assert!(customers.unwrap_err().to_string().starts_with(says));
}
