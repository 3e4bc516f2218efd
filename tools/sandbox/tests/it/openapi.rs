//! The description that other tools test the sandbox by says what the library says.

use std::collections::BTreeSet;

use salesive_schema::salesive::{CustomerUpdate, ENDPOINT};
use salesive_schema::{Options, schema};
use serde_json::Value;

#[test]
fn it_has_the_path_and_the_members_of_the_schemas() {
    let openapi: Value = serde_json::from_str(include_str!("../../openapi.json")).unwrap();
    let put = &openapi["paths"][ENDPOINT.path]["put"];
    let body = &put["requestBody"]["content"]["application/json"];
    let example = body["example"].to_string();
    let checked = CustomerUpdate::check(example.as_bytes(), &Options::new()).unwrap();
    assert!(checked.report().is_empty());

    let names = |schema: &Value| -> BTreeSet<String> {
        let members = schema["properties"].as_object().unwrap();
        members.keys().cloned().collect()
    };
    let described = names(&openapi["components"]["schemas"]["CustomerUpdate"]);
    let shipped: Value = serde_json::from_str(schema::SALESIVE_CUSTOMER_UPDATE).unwrap();
    let forbidden = |name: &String| shipped["properties"][name] == false;
    let shipped: BTreeSet<_> = names(&shipped)
        .into_iter()
        .filter(|it| !forbidden(it))
        .collect();
    assert!(described.is_subset(&shipped), "{shipped:?}");
    assert_eq!(described.len(), 5);
}
