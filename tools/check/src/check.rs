use std::env;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use crate::args::{Args, DocumentArgs, Format, Message, Snippets};
use crate::failure::Failure;
use crate::input;
use crate::json::Json;
use crate::judged_document::JudgedDocument;
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
    let inputs = input::inputs(&asked.files)?;
    let mut tally = Totals::new(message, args.strict);
    let mut output = open(args, message);
    for input in inputs {
        let mut documents = input.open(asked.max_record())?;
        while let Some(document) = documents.next()? {
            let judged = match message {
                _ if document.is_too_long => JudgedDocument::too_large(),
                Message::Request => request::judge(args.service, &document, args.strict),
                Message::Reply => reply::judge(args.service, &document),
            };
            tally.add(&judged);
            output.document(&document, &judged)?;
        }
        tally.blank_lines += documents.blank_lines();
    }
    output.finish(&tally)?;
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
