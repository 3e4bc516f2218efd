//! No text of a file is in any output.

use std::fmt::Write as _;

use salesive_schema::preflight::{Index, InvalidKnown, Judge, Line, Lines, Session};
use salesive_schema::{MicroBase, Salesive, Service};

use super::options;

const FILE: &str = r#"{"id":"canary1","email":"canary@canary.example","name":"canary","firstName":"canary"}
{"id":"canary2","email":"canary@canary.example","user":"ca4a41ca4a41ca4a41ca4a41","canary":"canary"}
{"id":"canary3","email":"CANARY@canary.example","tags":["canary"]}
{"id":["canary"],"email":"canary"}
{"id":"canary4","name":canary}
{"id":"canary1","status":"canary"}
canary"#;

fn outputs<S: Service>() -> String {
    let mut outputs = String::new();
    let mut index = Index::<S>::of_known(&options());
    let known = br#"{"_id":"canary1","id":"canary1","email":"canary@canary.example"}"#;
    index
        .know(1, &S::customer_from_json(known).unwrap())
        .unwrap();
    write!(outputs, "{index:?}").unwrap();
    for index in [Index::new(&options()), index] {
        let mut session = Session::<S>::with_index(index);
        let mut show = |record: salesive_schema::preflight::Record<'_, S>| {
            write!(outputs, "{record:?}{record:#?}").unwrap();
            for problem in record.judged.problems() {
                write!(outputs, "{problem}{problem:?}").unwrap();
            }
        };
        session.feed(FILE.as_bytes(), &mut show);
        let shown = format!("{session:?}{session:#?}");
        let summary = session.finish(&mut show);
        write!(outputs, "{shown}{summary:?}").unwrap();
    }
    let line = Line::new(1, 0..1, FILE.lines().next().map(str::as_bytes));
    let mut lines = Lines::new(1000);
    lines.feed(b"canary", |_| {});
    let judged = Judge::<S>::new(&options()).judge(&line).unwrap();
    for mark in judged.marks() {
        write!(outputs, "{mark:?}").unwrap();
    }
    write!(
        outputs,
        "{line:?}{lines:?}{:?}{}",
        options(),
        InvalidKnown::NoId
    )
    .unwrap();
    outputs
}

#[test]
fn no_output_shows_the_text_of_a_record_or_the_key() {
    for outputs in [outputs::<Salesive>(), outputs::<MicroBase>()] {
        let outputs = outputs.to_lowercase();
        assert!(
            outputs.contains("preflight.email.taken"),
            "there is something to show"
        );
        assert!(!outputs.contains("canary"), "{outputs}");
        assert!(!outputs.contains("ca4a41"), "{outputs}");
        assert!(
            !outputs.contains("7, 7, 7") && !outputs.contains("0707"),
            "{outputs}"
        );
    }
}
