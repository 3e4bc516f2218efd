use std::io::{self, Write};
use std::process::ExitCode;

use salesive_schema::{MicroBase, Salesive};

use crate::args::{DocumentArgs, Format, Message, ServiceName};
use crate::conflicts::{self, Written};
use crate::destination::Destination;
use crate::documents::Documents;
use crate::failure::{BadFile, COULD_NOT_RUN, Failure, tell};
use crate::form::Form;
use crate::github::GithubLog;
use crate::input::{Input, Source};
use crate::json::Json;
use crate::judged_document::JudgedDocument;
use crate::malformed::MalformedDocument;
use crate::output::{LastLines, Output};
use crate::problems::{ProblemsOfDocuments, descriptors};
use crate::progress::Progress;
use crate::sarif::SarifLog;
use crate::sources::sources;
use crate::text::Text;
use crate::totals::Totals;
use crate::{reply, request};

/// Judges documents, each on its own.
pub(crate) fn run(
    service: ServiceName,
    asked: &DocumentArgs,
    message: Message,
) -> Result<ExitCode, Failure> {
    let strict = asked.output.strict;
    let (inputs, mut failures) = inputs(asked)?;
    let Some(last) = inputs.last() else {
        return Ok(COULD_NOT_RUN.into());
    };
    let empty = last.bad("holds no document");
    let (destination, out) = Destination::open(asked.output.output.as_deref())?;
    let mut totals = Totals::new(message, strict, inputs.len());
    let mut output = open(service, asked, message, &destination, out)?;
    let is_wanted = !asked.output.quiet && !destination.is_terminal();
    let size = inputs.iter().map(Input::size).sum();
    let mut progress = Progress::new(is_wanted, "documents", size);
    let mut fail = |bad| {
        tell(&bad);
        failures.push(bad);
    };
    for input in inputs {
        let has_bodies = message == Message::Request;
        let mut documents = match Documents::open(input, asked.max_record(), has_bodies) {
            Ok(documents) => documents,
            Err(bad) => {
                fail(bad);
                continue;
            }
        };
        loop {
            let document = match documents.next() {
                Ok(Some(document)) => document,
                Ok(None) => break,
                Err(bad) => {
                    fail(bad);
                    break;
                }
            };
            let judged = match message {
                _ if document.is_too_long => JudgedDocument::too_large(),
                _ if document.is_blank() => {
                    let empty = MalformedDocument::at(b"", 0, "The text is empty.");
                    JudgedDocument::malformed(document.text, empty)
                }
                Message::Request => request::judge(service, &document, strict),
                Message::Reply => reply::judge(service, &document),
            };
            totals.add(&judged);
            output.document(&document, &judged)?;
            drop(judged);
            progress.advance(documents.take_read(), 1);
        }
        totals.blank_lines += documents.blank_lines();
    }
    drop(progress);
    output.finish(&totals, &failures)?;
    drop(output);
    if failures.is_empty() && totals.is_empty() {
        return Err(empty.into());
    }
    destination.finish()?;
    Ok(if !failures.is_empty() {
        COULD_NOT_RUN.into()
    } else if totals.all_passed() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// What is asked for, in the forms that documents have.
pub(crate) fn inputs(asked: &DocumentArgs) -> Result<(Vec<Input>, Vec<BadFile>), BadFile> {
    let forms = [Form::Whole, Form::Lines];
    let sources = sources(&asked.input, &forms, None);
    let report = asked.output.output.as_deref().map(Written::report);
    let all: Vec<_> = sources.iter().flatten().collect();
    conflicts::check(report.as_slice(), &all, &asked.input.files)?;
    let look_at = |source| Input::look_at(source, asked.input_format, &forms);
    Ok(look_at_all(sources, look_at))
}

/// Every file is looked at before the first one is judged: those that can be read as far as can be
/// told, and the others, which are told at once.
pub(crate) fn look_at_all(
    sources: Vec<Result<Source, BadFile>>,
    look_at: impl Fn(Source) -> Result<Input, BadFile>,
) -> (Vec<Input>, Vec<BadFile>) {
    let (mut inputs, mut failures) = (Vec::<Input>::new(), Vec::new());
    let is_standard = |input: &Input| input.source().is_standard;
    for source in sources {
        match source.and_then(&look_at) {
            Ok(input) if is_standard(&input) && inputs.iter().any(is_standard) => {
                failures.push(input.bad("is read already"));
            }
            Ok(input) => inputs.push(input),
            Err(bad) => failures.push(bad),
        }
    }
    failures.iter().for_each(|bad| tell(bad));
    (inputs, failures)
}

fn open(
    service: ServiceName,
    asked: &DocumentArgs,
    message: Message,
    destination: &Destination,
    out: Box<dyn Write>,
) -> io::Result<Box<dyn Output>> {
    let output = &asked.output;
    let is_terminal = destination.is_terminal();
    Ok(match asked.format {
        Format::Text if output.quiet => Box::new(LastLines::new(out)),
        Format::Text => {
            let snippets = output.shows_input(is_terminal);
            let color = output.is_colored(is_terminal);
            Box::new(Text::new(out, snippets, color))
        }
        // A preflight alone is drawn, so nobody can ask for a page here.
        Format::Json | Format::Html => Box::new(Json::new(out, message)),
        Format::Github => Box::new(ProblemsOfDocuments::new(GithubLog::new(out))),
        Format::Sarif => {
            let rules: Vec<_> = match service {
                ServiceName::Salesive => descriptors::<Salesive>(message).collect(),
                ServiceName::Microbase => descriptors::<MicroBase>(message).collect(),
            };
            let log = SarifLog::new(out, rules.into_iter(), output.all)?;
            Box::new(ProblemsOfDocuments::new(log))
        }
    })
}
