//! Advice as JSON: what a gateway answers, and the whole of it.

use std::collections::BTreeSet;

use salesive_schema::http::{Action, RetryAfter, Written};
use salesive_schema::report::CatalogueRule;
use salesive_schema::{Reply, Salesive};
use serde_json::{Value, json};

use crate::both::{Documented, for_both_services};
use crate::fixtures;

for_both_services! {
    a_gateway_answers_unknown_apart_from_failed
}

fn a_gateway_answers_unknown_apart_from_failed<S: Documented>() {
    let mut statuses = BTreeSet::new();
    for case in fixtures::replies::<S>() {
        let reply = case.decode::<S>();
        let Some(recovery) = reply.recovery(&S::whole_update()) else {
            continue;
        };
        let problem = recovery.problem();
        let answer: Value = serde_json::from_str(&problem.to_json()).unwrap();
        let status = problem.http_status();
        let is_unknown = recovery.written == Written::Unknown;
        assert_eq!(status == 504, is_unknown, "{}", case.name);
        assert_eq!(answer["written"], recovery.written.name());
        assert!((400..=599).contains(&status));
        let named = answer.get("fields").and_then(Value::as_array);
        let whole = serde_json::to_value(&recovery).unwrap();
        assert_eq!(whole["action"], recovery.action.name());
        if let Action::FixFields(fields) = &recovery.action {
            assert_eq!(named.map_or(0, Vec::len), fields.len());
            for field in whole["fields"].as_array().unwrap() {
                let rule = field.get("rule").map(|rule| rule.as_str().unwrap());
                assert!(rule.is_none_or(|rule| S::Rule::from_id(rule).is_some()));
            }
        }
        statuses.insert(status);
    }
    for status in [404, 409, 422, 502, 504] {
        assert!(statuses.contains(&status), "{status}: {statuses:?}");
    }
}

#[test]
fn advice_is_written_with_what_belongs_to_it() {
    let written = |reply: Reply<'_, Salesive>| {
        let recovery = reply.recovery(&Salesive::whole_update()).unwrap();
        serde_json::to_value(&recovery).unwrap()
    };
    let busy = |after| written(Reply::decode(503, b"").with_retry_after(RetryAfter::new(after)));
    assert_eq!(
        busy("7"),
        json!({
            "action": "retry",
            "after": 7,
            "source": {"http": "RFC 9110, section 15.6.4"},
            "is_inferred": false,
            "written": "no",
        })
    );
    let date = "Sun, 06 Nov 1994 08:49:37 GMT";
    assert_eq!(busy(date)["after"], date);
    assert_eq!(busy("soon").get("after"), Some(&Value::Null));
    let scope = br#"{"status":403,"success":false,"message":"","data":null}"#;
    assert_eq!(
        written(Reply::decode(403, scope))["scope"],
        "WRITE_CUSTOMERS"
    );
    let phone = br#"{"status":400,"success":false,"message":"\"phone\" is odd","data":{}}"#;
    assert_eq!(
        written(Reply::decode(400, phone)),
        json!({
            "action": "fix_fields",
            "fields": [{"pointer": "/phone"}],
            "source": {
                "evidence": "The vendor's messages quote the name of the field they are about",
            },
            "is_inferred": true,
            "written": "no",
        })
    );
}
