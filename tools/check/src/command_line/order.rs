use std::ffi::OsString;

use clap::{ArgAction, Command};

/// Puts options of a command or an operation that stand before its name behind it. What is no command line that
/// could be meant so stays as it is.
pub(super) fn operation_first(command: &Command, line: Vec<OsString>) -> Vec<OsString> {
    let mut words = line.iter().enumerate().skip(1);
    let mut service = None;
    let mut options = Vec::new();
    while let Some((at, word)) = words.next() {
        let word = word.to_string_lossy();
        if let Some(option) = option(command, &word) {
            options.push(at);
            if option.takes_next_word {
                options.extend(words.next().map(|(value, _)| value));
            }
            continue;
        }
        let Some((before, service)) = service else {
            let Some(found) = command.find_subcommand(&*word) else {
                return line;
            };
            if !found.has_subcommands() {
                return ordered(&line, &[0, at], options);
            }
            service = Some((at, found));
            continue;
        };
        if service.find_subcommand(&*word).is_none() {
            return line;
        }
        return ordered(&line, &[0, before, at], options);
    }
    line
}

/// The words that name what to do, then what stood among them, then the rest.
fn ordered(line: &[OsString], names: &[usize], options: Vec<usize>) -> Vec<OsString> {
    let after = names.last().map_or(0, |last| last + 1);
    let order = names
        .iter()
        .copied()
        .chain(options)
        .chain(after..line.len());
    order.filter_map(|at| line.get(at).cloned()).collect()
}

struct GivenOption {
    takes_next_word: bool,
}

/// The option of an operation that a word is.
fn option(command: &Command, word: &str) -> Option<GivenOption> {
    let (name, has_value) = match word.split_once('=') {
        Some((name, _)) => (name, true),
        None => (word, false),
    };
    let operations = command.get_subcommands().flat_map(Command::get_subcommands);
    let option = operations.flat_map(Command::get_arguments).find(|option| {
        let long = option.get_long().zip(name.strip_prefix("--"));
        let short = option.get_short().zip(name.strip_prefix('-'));
        long.is_some_and(|(long, name)| long == name)
            || short.is_some_and(|(short, name)| name.chars().eq([short]))
    })?;
    let takes_value = matches!(option.get_action(), ArgAction::Set | ArgAction::Append);
    Some(GivenOption {
        takes_next_word: takes_value && !has_value,
    })
}
