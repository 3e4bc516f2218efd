use std::env;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, ValueEnum};
use salesive_terminal::in_one_line;

use crate::args::{Args, ServiceName};

/// What is wrong with the arguments, and what to type.
pub(crate) fn explain(error: &clap::Error) -> String {
    let words: Vec<_> = env::args_os()
        .skip(1)
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let explained = match (error.kind(), context(error, ContextKind::InvalidArg)) {
        (ErrorKind::UnknownArgument, Some(option)) if option.starts_with("--") => {
            self::option(option.split('=').next().unwrap_or(option), &words)
        }
        (ErrorKind::InvalidValue, Some(argument)) if argument != "<SERVICE>" => None,
        (ErrorKind::UnknownArgument, Some(option)) if option.starts_with('-') => None,
        (
            ErrorKind::UnknownArgument
            | ErrorKind::InvalidValue
            | ErrorKind::InvalidSubcommand
            | ErrorKind::MissingSubcommand
            | ErrorKind::MissingRequiredArgument,
            _,
        ) => first_words(&words),
        _ => None,
    };
    match explained {
        Some(explained) => format!("{explained}; see --help"),
        None => in_one_line(error),
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<&str> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text),
        ContextValue::Strings(texts) => texts.first().map(String::as_str),
        _ => None,
    }
}

/// An option that only other operations have, or one that is spelt like an option.
fn option(name: &str, words: &[String]) -> Option<String> {
    let command = Args::command();
    let everywhere = command.get_arguments().map(|option| (option, None));
    let options = command.get_subcommands().flat_map(|operation| {
        let options = operation.get_arguments();
        options.map(|option| (option, Some(operation.get_name())))
    });
    let options: Vec<_> = everywhere
        .chain(options)
        .filter_map(|(option, operation)| Some((format!("--{}", option.get_long()?), operation)))
        .collect();
    // None for an option that is not bound to an operation.
    let owners = |name: &str| -> Option<Vec<&str>> {
        let owned = options.iter().filter(|(option, _)| option == name);
        owned.map(|(_, operation)| *operation).collect()
    };
    let is_given = |operation: &&str| words.iter().any(|word| word == operation);
    match owners(name) {
        Some(operations) if operations.iter().any(is_given) => None,
        Some(operations) if operations.len() == command.get_subcommands().count() => None,
        Some(operations) if !operations.is_empty() => {
            Some(format!("{name} is an option of {}", operations.join(", ")))
        }
        _ => {
            let meant = nearest(name, options.iter().map(|(option, _)| option.as_str()))?.name;
            let of_others = match owners(meant) {
                Some(operations) if !operations.iter().any(is_given) => {
                    format!(", an option of {}", operations.join(", "))
                }
                _ => String::new(),
            };
            Some(format!(
                "unexpected argument '{name}' found; did you mean `{meant}`{of_others}?"
            ))
        }
    }
}

/// The service and the operation: swapped, misspelt, or only one of them.
fn first_words(words: &[String]) -> Option<String> {
    let command = Args::command();
    let services = ServiceName::value_variants().iter();
    let services: Vec<_> = services
        .filter_map(|service| service.to_possible_value())
        .map(|service| service.get_name().to_owned())
        .collect();
    let operations: Vec<_> = command.get_subcommands().map(|it| it.get_name()).collect();
    let service = best(words, services.iter().map(String::as_str));
    let operation = best(words, operations.iter().copied());
    let name = command.get_name();
    match (service, operation) {
        (Some(service), Some(operation)) => {
            let unknown = match (service.misspelt(), operation.misspelt()) {
                (Some(word), _) => format!("'{word}' is no service"),
                (None, Some(word)) => format!("'{word}' is no operation"),
                (None, None) if words.iter().any(|word| word == "help") => return None,
                (None, None) => "the service comes first, then the operation".to_owned(),
            };
            let (service, operation) = (service.name, operation.name);
            Some(format!(
                "{unknown}: did you mean `{name} {service} {operation}`?"
            ))
        }
        (None, Some(operation)) => {
            let each = services.iter();
            let each = each.map(|service| format!("`{name} {service} {}`", operation.name));
            let each: Vec<_> = each.collect();
            Some(format!("no service is named: type {}", each.join(" or ")))
        }
        (Some(service), None) => {
            let (service, [first, others @ ..]) = (service.name, &operations[..]) else {
                return None;
            };
            let others = others.join(", ");
            let second = words
                .get(1)
                .filter(|word| !word.contains(['.', '/', '\\', '-']));
            let what = match second {
                Some(word) => format!("'{word}' is no operation"),
                None => "no operation is named".to_owned(),
            };
            Some(format!(
                "{what}: type `{name} {service} {first}`, or one of {others} in its place"
            ))
        }
        (None, None) => None,
    }
}

/// A name that a word is, or is spelt like.
struct Meant<'w, 'n> {
    word: &'w str,
    name: &'n str,
    likeness: f64,
}

impl<'w> Meant<'w, '_> {
    fn misspelt(&self) -> Option<&'w str> {
        (self.word != self.name).then_some(self.word)
    }
}

/// Paths are no misspelt names.
fn best<'w, 'n>(
    words: &'w [String],
    names: impl Iterator<Item = &'n str> + Clone,
) -> Option<Meant<'w, 'n>> {
    let words = words.iter().filter(|word| !word.contains(['.', '/', '\\']));
    let words = words.filter(|word| !word.starts_with('-'));
    words
        .filter_map(|word| nearest(word, names.clone()))
        .max_by(|one, other| one.likeness.total_cmp(&other.likeness))
}

fn nearest<'w, 'n>(word: &'w str, names: impl Iterator<Item = &'n str>) -> Option<Meant<'w, 'n>> {
    const LIKE: f64 = 0.55;
    let lower = word.trim_start_matches('-').to_lowercase();
    let likenesses = names.map(|name| Meant {
        word,
        name,
        likeness: strsim::normalized_damerau_levenshtein(&lower, name.trim_start_matches('-')),
    });
    likenesses
        .filter(|meant| meant.likeness > LIKE)
        .max_by(|one, other| one.likeness.total_cmp(&other.likeness))
}
