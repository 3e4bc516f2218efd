//! `Unchecked`, as extractors deserialise it, against `check`, which has the text.

use salesive_schema::{Checked, Options, Service, Unchecked};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IntoDeserializer, value};
use serde_json::Value;

use crate::both::{for_both_services, pairs};
use crate::fixtures;

for_both_services! {
    out_of_a_text_it_says_what_check_says
    inside_another_type_it_says_what_check_says
    out_of_a_value_it_says_what_check_says_of_its_text
    it_fails_only_where_check_calls_the_text_malformed
    there_is_no_text_in_what_serde_buffers_or_in_another_format
}

/// What is said: the update as JSON, or the (pointer, rule) pairs.
type Said = Result<String, Vec<(String, String)>>;

fn said<S: Service>(checked: Checked<S::CustomerUpdate<'_>, S::Rule>) -> Said {
    checked
        .into_result()
        .map(|update| S::to_json(&update))
        .map_err(|report| pairs(&report))
}

fn checked<S: Service>(body: &[u8]) -> Said {
    said::<S>(S::check(body, &Options::new()).unwrap())
}

type Reader<T> = fn(&[u8]) -> serde_json::Result<T>;

/// What serde_json reads a text with, and what axum's `Json` extractor reads it with.
fn readers<T: DeserializeOwned>() -> [Reader<T>; 4] {
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

fn out_of_a_text_it_says_what_check_says<S: Service>() {
    for case in fixtures::requests::<S>() {
        for read in readers::<Unchecked<S>>() {
            assert_eq!(
                said::<S>(read(&case.body).unwrap().check()),
                checked::<S>(&case.body),
                "{}",
                case.name
            );
        }
    }
}

fn inside_another_type_it_says_what_check_says<S: Service>() {
    #[derive(Deserialize)]
    struct Outer<U> {
        one: U,
        many: Vec<U>,
        maybe: Option<U>,
    }
    let body = r#"{"id":"x","name":1,"firstName":1,"id":"x"}"#;
    let text = format!(r#"{{"one": {body}, "maybe":{body} , "many":[ {body},{body}]}}"#);
    for read in readers::<Outer<Unchecked<S>>>() {
        let outer = read(text.as_bytes()).unwrap();
        let all: Vec<_> = [outer.one]
            .into_iter()
            .chain(outer.many)
            .chain(outer.maybe)
            .collect();
        assert_eq!(all.len(), 4);
        for unchecked in all {
            assert_eq!(said::<S>(unchecked.check()), checked::<S>(body.as_bytes()));
        }
    }
}

/// A value has lost the order and the duplicates of its text, so its own text is what counts.
fn out_of_a_value_it_says_what_check_says_of_its_text<S: Service>() {
    let from_value = |value| serde_json::from_value::<Unchecked<S>>(value).unwrap();
    let mut compared = 0;
    for case in fixtures::requests::<S>() {
        // A value holds no number beyond `f64` and no half surrogate pair, wherever they stand.
        let Ok(value) = serde_json::from_slice::<Value>(&case.body) else {
            continue;
        };
        let text = value.to_string();
        assert_eq!(
            said::<S>(from_value(value).check()),
            checked::<S>(text.as_bytes()),
            "{}",
            case.name
        );
        compared += 1;
    }
    assert!(compared * 10 > fixtures::requests::<S>().len() * 8);

    let repeated = r#"{"id":"x","name":"a","firstName":"a","name":"a","firstName":"a"}"#;
    assert!(checked::<S>(repeated.as_bytes()).is_err());
    let value: Value = serde_json::from_str(repeated).unwrap();
    assert!(from_value(value).check().is_accepted());
}

fn it_fails_only_where_check_calls_the_text_malformed<S: Service>() {
    const HALF: &str = "The string spells half of a surrogate pair.";
    for (text, says) in [
        ("", "EOF"),
        ("{", "EOF"),
        ("{\"name\":}", "expected value"),
        ("[1,]", "expected value"),
        (r#"{"\ud800":1}"#, HALF),
        (r#"{"name":"\ud800","firstName":"\ud800"}"#, HALF),
    ] {
        assert!(S::check(text.as_bytes(), &Options::new()).is_err());
        for read in readers::<Unchecked<S>>() {
            let error = read(text.as_bytes()).unwrap_err().to_string();
            assert!(error.starts_with(says), "{error}");
        }
    }
    for text in [
        r#"{"id":"x","name":1e400,"firstName":1e400}"#,
        r#"{"id":"x","name":{"\ud800":1},"x":[1e400,"\ud800"]}"#,
    ] {
        for read in readers::<Unchecked<S>>() {
            assert_eq!(
                said::<S>(read(text.as_bytes()).unwrap().check()),
                checked::<S>(text.as_bytes())
            );
        }
    }
}

fn there_is_no_text_in_what_serde_buffers_or_in_another_format<S: Service>() {
    #[derive(Debug, Deserialize)]
    struct Flattened<U> {
        #[serde(flatten)]
        _update: U,
    }
    #[derive(Debug, Deserialize)]
    #[serde(tag = "type")]
    enum Tagged<U> {
        #[serde(rename = "update")]
        _Update { _update: U },
    }
    #[derive(Debug, Deserialize)]
    #[serde(untagged)]
    enum Untagged<U> {
        _Update(U),
    }
    let update = r#"{"id":"x","name":"a"}"#;
    let tagged = format!(r#"{{"type":"update","_update":{update}}}"#);
    let says = "no JSON text to judge: ";
    for read in readers::<Flattened<Unchecked<S>>>() {
        let error = read(update.as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with(says), "{error}");
    }
    for read in readers::<Tagged<Unchecked<S>>>() {
        let error = read(tagged.as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with(says), "{error}");
    }
    for read in readers::<Untagged<Unchecked<S>>>() {
        let error = read(update.as_bytes()).unwrap_err().to_string();
        assert!(
            error.starts_with("data did not match any variant of untagged enum"),
            "{error}"
        );
    }
    let deserializer = IntoDeserializer::<value::Error>::into_deserializer("{}");
    let error = Unchecked::<S>::deserialize(deserializer).unwrap_err();
    assert!(error.to_string().starts_with(says), "{error}");
}
