use std::env;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};
use salesive_terminal::in_one_line;

use crate::args;

/// What is wrong with the arguments, and what to type.
pub(crate) fn explain(error: &clap::Error) -> String {
    let words: Vec<_> = env::args_os()
        .skip(1)
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let explained = match (error.kind(), context(error, ContextKind::InvalidArg)) {
        (ErrorKind::UnknownArgument, Some(option)) if option.starts_with("--") => {
            let name = option.split('=').next().unwrap_or(option);
            self::option(name, &words).or_else(|| first_words(&words))
        }
        (ErrorKind::InvalidValue, _) => swapped_schema(&words),
        (ErrorKind::UnknownArgument, Some(option)) if option.starts_with('-') => None,
        (
            ErrorKind::UnknownArgument
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
    let command = args::command();
    let operations = operations(&command);
    let options: Vec<_> = operations
        .iter()
        .flat_map(|operation| {
            let options = operation.get_arguments().filter_map(Arg::get_long);
            options.map(|option| (format!("--{option}"), operation.get_name()))
        })
        .collect();
    let owners = |name: &str| -> Vec<&str> {
        let owned = options.iter().filter(|(option, _)| option == name);
        owned.map(|(_, operation)| *operation).collect()
    };
    let is_given = |operation: &&str| words.iter().any(|word| word == operation);
    let operation = operations
        .iter()
        .any(|operation| is_given(&operation.get_name()));
    let owned = owners(name);
    if owned.iter().any(is_given) || owned.len() == operations.len() {
        return None;
    }
    if !owned.is_empty() {
        return Some(format!("{name} is an option of {}", owned.join(", ")));
    }
    // The other commands have options of their own.
    if !operation && first_of(&command, words).is_some_and(|named| !named.has_subcommands()) {
        return None;
    }
    let everywhere = ["--help", "--version"].into_iter();
    let names = options.iter().map(|(option, _)| option.as_str());
    let meant = nearest(name, names.chain(everywhere))?.name;
    let owned = owners(meant);
    let is_everywhere = owned.is_empty() || owned.len() == operations.len();
    let of_others = if is_everywhere || owned.iter().any(is_given) {
        String::new()
    } else {
        format!(", an option of {}", owned.join(", "))
    };
    Some(format!(
        "unexpected argument '{name}' found; did you mean `{meant}`{of_others}?"
    ))
}

/// The service and the message of `schema` in the wrong order.
fn swapped_schema(words: &[String]) -> Option<String> {
    let [command, message, service] = words else {
        return None;
    };
    let is = |word: &String, names: &[&str]| names.contains(&&**word);
    let is_swapped = is(message, &["request", "reply"]) && is(service, &["salesive", "microbase"]);
    (command == "schema" && is_swapped).then(|| {
        format!(
            "the service comes first: did you mean `salesive-check schema {service} {message}`?"
        )
    })
}

/// What the first word names.
fn first_of<'c>(command: &'c Command, words: &[String]) -> Option<&'c Command> {
    command.find_subcommand(words.first()?)
}

/// The operations of the services, each once.
fn operations(command: &Command) -> Vec<&Command> {
    let mut operations: Vec<&Command> = Vec::new();
    for operation in command.get_subcommands().flat_map(Command::get_subcommands) {
        let is_there = |it: &&Command| it.get_name() == operation.get_name();
        if !operations.iter().any(is_there) {
            operations.push(operation);
        }
    }
    operations
}

/// What people call a service that is not its name.
const ALIASES: [(&str, &str); 2] = [("customers", "salesive"), ("customer.update", "microbase")];

/// The service and the operation: swapped, misspelt, or only one of them.
fn first_words(words: &[String]) -> Option<String> {
    let command = args::command();
    let name = command.get_name();
    let (services, others): (Vec<_>, Vec<_>) = command
        .get_subcommands()
        .partition(|it| it.has_subcommands());
    let services: Vec<_> = services.iter().map(|it| it.get_name()).collect();
    let others = others.iter().map(|it| it.get_name());
    let operations = operations(&command);
    let operations: Vec<_> = operations.iter().map(|it| it.get_name()).collect();
    if first_of(&command, words).is_some_and(|named| !named.has_subcommands()) {
        return None;
    }
    let service = best(words, services.iter().copied(), &ALIASES);
    let operation = best(words, operations.iter().copied(), &[]);
    let swapped = "the service comes first, then the operation";
    let has = |service: &str, operation: &str| {
        let service = command.find_subcommand(service);
        service.is_some_and(|it| it.find_subcommand(operation).is_some())
    };
    if let Some(at) = words.iter().take(2).position(|word| word == "help") {
        let words: Vec<_> = words.iter().take(at).map(String::as_str).collect();
        let line = [&[name], &words[..], &["--help"]].concat().join(" ");
        return Some(format!("'help' is an option: type `{line}`"));
    }
    match (service, operation) {
        (Some(service), Some(operation)) => {
            let unknown = match (service.misspelt(), operation.misspelt()) {
                (Some(word), _) => format!("'{word}' is no service"),
                (None, Some(word)) => format!("'{word}' is no operation"),
                (None, None) if !has(service.name, operation.name) => {
                    format!("{} has no {}", service.name, operation.name)
                }
                (None, None) if is_in_order(words, &service, &operation) => return None,
                (None, None) => swapped.to_owned(),
            };
            let mut owners = [service.name].into_iter().chain(services.iter().copied());
            let operation = operation.name;
            let service = owners.find(|service| has(service, operation))?;
            Some(format!(
                "{unknown}: did you mean `{name} {service} {operation}`?"
            ))
        }
        (None, Some(operation)) => {
            let each = services
                .iter()
                .filter(|service| has(service, operation.name));
            let each = each.map(|service| format!("`{name} {service} {}`", operation.name));
            let each: Vec<_> = each.collect();
            Some(format!("no service is named: type {}", each.join(" or ")))
        }
        (Some(service), None) => {
            let service = service.name;
            let mut own = operations
                .iter()
                .filter(|operation| has(service, operation));
            let first = own.next()?;
            let others: Vec<_> = own.copied().collect();
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
        (None, None) => {
            let word = words.first().map_or("", String::as_str);
            if let Some(other) = nearest(word, others) {
                let meant = other.name;
                return Some(format!(
                    "'{word}' is no command: did you mean `{name} {meant}`?"
                ));
            }
            let [first, ..] = &operations[..] else {
                return None;
            };
            let each: Vec<_> = services
                .iter()
                .map(|service| format!("`{name} {service} {first} FILE`"))
                .collect();
            Some(format!("no service is named: type {}", each.join(" or ")))
        }
    }
}

fn is_in_order(words: &[String], service: &Meant<'_, '_>, operation: &Meant<'_, '_>) -> bool {
    let [first, second, ..] = words else {
        return false;
    };
    first == service.name && second == operation.name
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
    aliases: &[(&str, &'n str)],
) -> Option<Meant<'w, 'n>> {
    let aliases = words.iter().filter_map(|word| {
        let (_, name) = aliases.iter().find(|(alias, _)| word == alias)?;
        Some(Meant {
            word,
            name,
            likeness: LIKE,
        })
    });
    let words = words.iter().filter(|word| !word.contains(['.', '/', '\\']));
    let words = words.filter(|word| !word.starts_with('-'));
    words
        .filter_map(|word| nearest(word, names.clone()))
        .chain(aliases)
        .max_by(|one, other| one.likeness.total_cmp(&other.likeness))
}

/// What is less like a name is not meant as it.
const LIKE: f64 = 0.55;

fn nearest<'w, 'n>(word: &'w str, names: impl Iterator<Item = &'n str>) -> Option<Meant<'w, 'n>> {
    let lower = word.trim_start_matches('-').to_lowercase();
    let likenesses = names.map(|name| Meant {
        word,
        name,
        likeness: likeness(&lower, name.trim_start_matches('-')),
    });
    likenesses
        .filter(|meant| meant.likeness > LIKE)
        .max_by(|one, other| one.likeness.total_cmp(&other.likeness))
}

/// From 0, of what has nothing in common, to 1.
pub(crate) fn likeness(word: &str, name: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(word, name)
}
