use std::env;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use salesive_schema::{MicroBase, Salesive};

use crate::args::{Args, DocumentArgs, Format, Message, ServiceName, Snippets};
use crate::failure::{COULD_NOT_RUN, Failure, tell};
use crate::input::{self, BadFile, Input};
use crate::json::Json;
use crate::judged_document::JudgedDocument;
use crate::malformed::MalformedDocument;
use crate::output::{Output, stdout};
use crate::sarif::SarifDocuments;
use crate::text::Text;
use crate::totals::Totals;
use crate::{reply, request};

/// Judges documents, each on its own.
pub(crate) fn run(
    args: &Args,
    asked: &DocumentArgs,
    message: Message,
) -> Result<ExitCode, Failure> {
    let (inputs, mut failures) = look_at_all(input::inputs(&asked.files, asked.input_format));
    let Some(last) = inputs.last().map(|input| input.path().to_owned()) else {
        return Ok(COULD_NOT_RUN.into());
    };
    let mut tally = Totals::new(message, args.strict);
    let mut output = open(args, message)?;
    let mut fail = |bad| {
        tell(&bad);
        failures.push(bad);
    };
    for input in inputs {
        let mut documents = match input.open(asked.max_record(), message == Message::Request) {
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
                Message::Request => request::judge(args.service, &document, args.strict),
                Message::Reply => reply::judge(args.service, &document),
            };
            tally.add(&judged);
            output.document(&document, &judged)?;
        }
        tally.blank_lines += documents.blank_lines();
    }
    output.finish(&tally, &failures)?;
    if failures.is_empty() && tally.is_empty() {
        return Err(BadFile::new(&last, "holds no document").into());
    }
    Ok(if !failures.is_empty() {
        COULD_NOT_RUN.into()
    } else if tally.all_passed() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Every file is looked at before the first one is judged: those that can be read as far as can be
/// told, and the others, which are told at once.
pub(crate) fn look_at_all(
    looked_at: impl Iterator<Item = Result<Input, BadFile>>,
) -> (Vec<Input>, Vec<BadFile>) {
    let (mut inputs, mut failures) = (Vec::<Input>::new(), Vec::new());
    for looked_at in looked_at {
        match looked_at {
            Ok(input) if input.is_standard() && inputs.iter().any(Input::is_standard) => {
                failures.push(BadFile::new(input.path(), "is read already"));
            }
            Ok(input) => inputs.push(input),
            Err(bad) => failures.push(bad),
        }
    }
    failures.iter().for_each(|bad| tell(bad));
    (inputs, failures)
}

fn open(args: &Args, message: Message) -> io::Result<Box<dyn Output>> {
    let out = stdout();
    match (args.format, args.service) {
        (Format::Text, _) => {}
        (Format::Json, _) => return Ok(Box::new(Json::new(out, message))),
        (Format::Sarif, ServiceName::Salesive) => {
            let sarif = SarifDocuments::new::<Salesive>(out, message, args.all)?;
            return Ok(Box::new(sarif));
        }
        (Format::Sarif, ServiceName::Microbase) => {
            let sarif = SarifDocuments::new::<MicroBase>(out, message, args.all)?;
            return Ok(Box::new(sarif));
        }
    }
    let terminal = io::stdout().is_terminal();
    let snippets = match args.snippets {
        Snippets::Auto => terminal,
        Snippets::Always => true,
        Snippets::Never => false,
    };
    let no_color = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    Ok(Box::new(Text::new(out, snippets, terminal && !no_color)))
}
