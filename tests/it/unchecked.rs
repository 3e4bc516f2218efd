//! `Unchecked`, as extractors deserialise it, against `check`, which has the text.

use salesive_schema::{Options, Report};
use serde_json::Value;

use crate::fixtures;
use crate::room::{Room, in_both_rooms, pairs};

in_both_rooms! {
    out_of_a_text_it_says_what_check_says
    out_of_a_reader_it_says_what_check_says
    out_of_a_value_it_says_what_check_says_of_its_text
    it_fails_only_where_the_deserialiser_does
}

/// What is said: the update as JSON, or the (pointer, rule) pairs.
type Said = Result<String, Vec<(String, String)>>;

fn said<R: Room>(result: Result<R::Update<'_>, Report<R::Rule>>) -> Said {
    result
        .map(|update| R::to_json(&update))
        .map_err(|report| pairs(&report))
}

fn checked<R: Room>(body: &[u8]) -> Said {
    said::<R>(R::check(body, &Options::new()).unwrap().into_result())
}

/// Without another crate's `arbitrary_precision`, serde_json reads no number beyond `f64` where
/// a documented member or a tag stands; `check` reads any.
fn is_beyond_f64(name: &str) -> bool {
    let beyond = [
        "/body.type.number",
        "/types.number-beyond-f64",
        "/tags.item_type",
    ];
    !has_arbitrary_precision() && beyond.iter().any(|case| name.ends_with(case))
}

fn has_arbitrary_precision() -> bool {
    serde_json::from_str::<Value>("1e400").is_ok()
}

fn out_of_a_text_it_says_what_check_says<R: Room>() {
    for case in fixtures::requests::<R>() {
        let text = str::from_utf8(&case.body).unwrap();
        if let Ok(unchecked) = serde_json::from_str::<R::Unchecked>(text) {
            if text.contains("$serde_json::private::Number") {
                // An object of this one member is how serde_json hands out some numbers.
                assert!(R::unchecked(unchecked).is_err());
                continue;
            }
            assert_eq!(
                said::<R>(R::unchecked(unchecked)),
                checked::<R>(&case.body),
                "{}",
                case.name
            );
        } else {
            assert!(is_beyond_f64(&case.name), "{}", case.name);
        }
    }
}

fn out_of_a_reader_it_says_what_check_says<R: Room>() {
    for case in fixtures::requests::<R>() {
        let text = str::from_utf8(&case.body).unwrap();
        if !is_beyond_f64(&case.name) && !text.contains("$serde_json::private::Number") {
            let unchecked: R::Unchecked = serde_json::from_reader(&case.body[..]).unwrap();
            assert_eq!(
                said::<R>(R::unchecked(unchecked)),
                checked::<R>(&case.body),
                "{}",
                case.name
            );
        }
    }
}

/// A value has lost the order and the duplicates of its text, so its own text is what counts.
fn out_of_a_value_it_says_what_check_says_of_its_text<R: Room>() {
    let mut compared = 0;
    for case in fixtures::requests::<R>() {
        // A value holds no number beyond `f64` and no half surrogate pair, wherever they stand.
        let Ok(value) = serde_json::from_slice::<Value>(&case.body) else {
            continue;
        };
        let text = value.to_string();
        if !text.contains("$serde_json::private::Number") {
            let unchecked: R::Unchecked = serde_json::from_value(value).unwrap();
            assert_eq!(
                said::<R>(R::unchecked(unchecked)),
                checked::<R>(text.as_bytes()),
                "{}",
                case.name
            );
            compared += 1;
        }
    }
    assert!(compared * 10 > fixtures::requests::<R>().len() * 8);
}

fn it_fails_only_where_the_deserialiser_does<R: Room>() {
    for text in [
        "",
        "{",
        "{\"name\":}",
        "[1,]",
        r#"{"\ud800":1}"#,
        r#"{"name":"\ud800","firstName":"\ud800"}"#,
    ] {
        assert!(
            serde_json::from_str::<R::Unchecked>(text).is_err(),
            "{text}"
        );
        assert!(
            R::check(text.as_bytes(), &Options::new()).is_err(),
            "{text}"
        );
    }
    let beyond = serde_json::from_str::<R::Unchecked>(r#"{"name":1e400,"firstName":1e400}"#);
    assert_eq!(beyond.is_ok(), has_arbitrary_precision());
    let elsewhere =
        serde_json::from_str::<R::Unchecked>(r#"{"id":"x","name":"a","x":[1e400,"\ud800"]}"#);
    assert!(R::unchecked(elsewhere.unwrap()).is_ok());
}

/// Other formats know more types than JSON; none of them is an error, and none is shown.
#[test]
fn values_that_json_does_not_know_break_the_rule_of_the_member() {
    use salesive_schema::salesive::{CustomerUpdate, Rule};
    use salesive_schema::{JsonType, Unchecked};
    use serde::Deserialize;
    use serde::de::IntoDeserializer;
    use serde::de::value::{BytesDeserializer, Error, I128Deserializer, MapDeserializer};

    fn judge<'de>(member: impl IntoDeserializer<'de, Error>) -> Option<JsonType> {
        let map = MapDeserializer::new(std::iter::once(("phone", member)));
        let unchecked = Unchecked::<CustomerUpdate<'_>, Rule>::deserialize(map).unwrap();
        let report = unchecked.check().unwrap_err();
        let [finding] = report.findings() else {
            panic!("{report}")
        };
        assert_eq!(finding.rule(), Rule::PhoneType);
        finding.json_type()
    }

    assert_eq!(
        judge(I128Deserializer::new(i128::MAX)),
        Some(JsonType::Number)
    );
    assert_eq!(
        judge(BytesDeserializer::new(b"2348099998888")),
        Some(JsonType::Array)
    );
}
