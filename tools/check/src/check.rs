use std::env;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use crate::args::{Args, DocumentArgs, Format, Message, Snippets};
use crate::failure::Failure;
use crate::input::{self, BadFile};
use crate::json::Json;
use crate::judged_document::JudgedDocument;
use crate::malformed::MalformedDocument;
use crate::output::{Output, stdout};
use crate::text::Text;
use crate::totals::Totals;
use crate::{reply, request};

/// Judges documents, each on its own.
pub(crate) fn run(
    args: &Args,
    asked: &DocumentArgs,
    message: Message,
) -> Result<ExitCode, Failure> {
    // Every file is looked at before the first document is judged.
    let inputs = input::inputs(&asked.files, asked.input_format)?;
    let mut tally = Totals::new(message, args.strict);
    let mut output = open(args, message);
    let last = inputs.last().map(|input| input.path().to_owned());
    for input in inputs {
        let mut documents = input.open(asked.max_record(), message == Message::Request)?;
        while let Some(document) = documents.next()? {
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
    output.finish(&tally)?;
    if let Some(last) = last.filter(|_| tally.is_empty()) {
        return Err(BadFile::new(&last, "holds no document").into());
    }
    Ok(if tally.all_passed() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn open(args: &Args, message: Message) -> Box<dyn Output> {
    let out = stdout();
    if args.format == Format::Json {
        return Box::new(Json::new(out, message));
    }
    let terminal = io::stdout().is_terminal();
    let snippets = match args.snippets {
        Snippets::Auto => terminal,
        Snippets::Always => true,
        Snippets::Never => false,
    };
    let no_color = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    Box::new(Text::new(out, snippets, terminal && !no_color))
}
