mod example;
mod in_schema;

use std::io::{self, Write};
use std::path::Path;

use salesive_schema::report::{Kind, Layer};

use crate::args::Format;
use crate::catalogue::{CataloguedRule, Descriptor, rules};
use crate::failure::{BadFile, Failure};
use crate::wrong_arguments::likeness;
use example::Example;

/// Says what a rule wants, what it rests on, and what breaks it.
pub(crate) fn explain(id: &str, out: &mut impl Write) -> Result<(), Failure> {
    match rules().find(|rule| rule.descriptor.id == id) {
        Some(rule) => Ok(write(&rule, out)?),
        None => Err(BadFile::new(Path::new(id), not_a_rule(id)).into()),
    }
}

fn write(rule: &CataloguedRule, out: &mut impl Write) -> io::Result<()> {
    let Descriptor {
        id,
        kind,
        sentence,
        help,
    } = rule.descriptor;
    let means = match kind {
        Kind::Violation => "what breaks it is rejected",
        Kind::Advisory => "what breaks it is accepted, unless --strict is given",
        _ => "a reply that breaks it is read all the same",
    };
    writeln!(out, "{id}\n\n  {sentence}\n")?;
    writeln!(out, "kind:   {}; {means}", kind.name())?;
    writeln!(out, "source: {help}")?;
    let places = in_schema::places(id);
    match (&places[..], rule.layer) {
        ([], Layer::Text) => writeln!(out, "schema: none; a parsed object no longer shows it")?,
        ([], Layer::Exchange) => writeln!(out, "schema: none; it takes the HTTP status")?,
        ([], Layer::File) => writeln!(out, "schema: none; it takes more than a body")?,
        ([], _) => writeln!(out, "schema: none; it is beyond what a schema says")?,
        (places, _) => {
            for place in places {
                writeln!(out, "schema: {place}")?;
            }
        }
    }
    match Example::of(id) {
        Some(Example { breaks, keeps }) => writeln!(
            out,
            "\nThis breaks it:\n\n{breaks}\n\nThis does not:\n\n{keeps}"
        ),
        None => writeln!(out, "\nWhat breaks it is too long to be shown."),
    }
}

/// What to say of what is no rule: the ids that are most like it, or end so.
fn not_a_rule(given: &str) -> String {
    let id = given.to_lowercase();
    match &*id {
        "malformed" => {
            return "is no rule; the text cannot be read, and the line beside it says why"
                .to_owned();
        }
        "too_large" => {
            return "is no rule; what is longer than --max-record is not looked at".to_owned();
        }
        _ => {}
    }
    let ids: Vec<_> = rules().map(|rule| rule.descriptor.id).collect();
    let end = format!(".{id}");
    let mut likely: Vec<_> = ids.iter().filter(|known| known.ends_with(&end)).collect();
    if likely.is_empty() {
        let by_likeness =
            |one: &&&str, other: &&&str| likeness(&id, one).total_cmp(&likeness(&id, other));
        likely.extend(ids.iter().max_by(by_likeness));
    }
    let likely: Vec<_> = likely.iter().map(|id| format!("`{id}`")).collect();
    format!(
        "is no rule; did you mean {}? `salesive-check rules` lists all",
        likely.join(" or ")
    )
}

/// Lists all rules, for people or one JSON object a line.
pub(crate) fn list(format: Format, out: &mut impl Write) -> io::Result<()> {
    for rule in rules() {
        let Descriptor {
            id,
            kind,
            sentence,
            help,
        } = rule.descriptor;
        if format == Format::Json {
            let kind = kind.name();
            let object = serde_json::json!({
                "rule": id, "kind": kind, "sentence": sentence, "source": help,
            });
            writeln!(out, "{object}")?;
        } else {
            writeln!(out, "{id} ({})\n  {sentence}", kind.name())?;
        }
    }
    out.flush()
}
