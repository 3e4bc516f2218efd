use std::ffi::OsString;

use clap::{ArgAction, Command};

/// Puts options of an operation that stand before its name behind it. What is no command line that
/// could be meant so stays as it is.
pub(super) fn operation_first(command: &Command, line: Vec<OsString>) -> Vec<OsString> {
    let mut words = line.iter().enumerate().skip(1);
    let mut service = None;
    let mut options = Vec::new();
    while let Some((at, word)) = words.next() {
        let word = word.to_string_lossy();
        if let Some(name) = word.strip_prefix("--").filter(|name| !name.is_empty()) {
            let Some(takes_value) = takes_value(command, name) else {
                return line;
            };
            options.push(at);
            if takes_value {
                options.extend(words.next().map(|(value, _)| value));
            }
        } else if word.starts_with('-') {
            return line;
        } else if service.is_none() {
            service = Some(at);
        } else if command.find_subcommand(&*word).is_none() {
            return line;
        } else {
            let before = [Some(0), service, Some(at)].into_iter().flatten();
            let after = at + 1..line.len();
            let order = before.chain(options).chain(after);
            return order.filter_map(|at| line.get(at).cloned()).collect();
        }
    }
    line
}

/// Whether an option of an operation takes the next word as its value; `None` if none is called so.
fn takes_value(command: &Command, given: &str) -> Option<bool> {
    let (name, has_value) = match given.split_once('=') {
        Some((name, _)) => (name, true),
        None => (given, false),
    };
    let operations = command.get_subcommands();
    let mut options = operations.chain([command]).flat_map(Command::get_arguments);
    let option = options.find(|option| option.get_long() == Some(name))?;
    let takes = matches!(option.get_action(), ArgAction::Set | ArgAction::Append);
    Some(takes && !has_value)
}
