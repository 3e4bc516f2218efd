//! `Unchecked`, as extractors deserialise it, against `check`, which has the text.

use salesive_schema::{Options, Report};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Error, Value};

use crate::fixtures;
use crate::room::{Room, in_both_rooms, pairs};

in_both_rooms! {
    out_of_a_text_it_says_what_check_says
    inside_another_type_it_says_what_check_says
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

/// What serde_json reads a text with, and what axum's `Json` extractor reads it with.
fn readers<T: DeserializeOwned>() -> [fn(&[u8]) -> Result<T, Error>; 4] {
    [
        |body| serde_json::from_str(str::from_utf8(body).unwrap()),
        |body| serde_json::from_slice(body),
        |body| serde_json::from_reader(body),
        |body| {
            let mut deserializer = serde_json::Deserializer::from_slice(body);
            let value = serde_path_to_error::deserialize(&mut deserializer)
                .map_err(serde_path_to_error::Error::into_inner)?;
            deserializer.end()?;
            Ok(value)
        },
    ]
}

fn out_of_a_text_it_says_what_check_says<R: Room>() {
    for case in fixtures::requests::<R>() {
        let text = str::from_utf8(&case.body).unwrap();
        for read in readers::<R::Unchecked>() {
            let Ok(unchecked) = read(&case.body) else {
                assert!(is_beyond_f64(&case.name), "{}", case.name);
                continue;
            };
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
        }
    }
}

fn inside_another_type_it_says_what_check_says<R: Room>() {
    #[derive(Deserialize)]
    struct Outer<U> {
        one: U,
        many: Vec<U>,
        maybe: Option<U>,
    }
    let body = r#"{"id":"x","name":1,"firstName":1,"id":"x"}"#;
    let text = format!(r#"{{"one": {body}, "maybe":{body} , "many":[ {body},{body}]}}"#);
    for read in readers::<Outer<R::Unchecked>>() {
        let outer = read(text.as_bytes()).unwrap();
        let all: Vec<_> = [outer.one]
            .into_iter()
            .chain(outer.many)
            .chain(outer.maybe)
            .collect();
        assert_eq!(all.len(), 4);
        for unchecked in all {
            assert_eq!(
                said::<R>(R::unchecked(unchecked)),
                checked::<R>(body.as_bytes())
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
        for read in readers::<R::Unchecked>() {
            assert!(read(text.as_bytes()).is_err(), "{text}");
        }
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
