use clap::error::{ContextKind, ContextValue};

/// What is wrong with the arguments, and what was probably meant.
pub fn in_one_line(error: &clap::Error) -> String {
    // The first paragraph says what is wrong, the others how to get help.
    let message = error.to_string();
    let reason = message.split("\n\n").next().unwrap_or_default();
    let reason = reason.strip_prefix("error: ").unwrap_or(reason);
    let words: Vec<_> = reason.split_whitespace().collect();
    let meant = suggestion(error).map(|meant| format!("; did you mean `{meant}`?"));
    format!(
        "{}{}; see --help",
        words.join(" "),
        meant.unwrap_or_default()
    )
}

fn suggestion(error: &clap::Error) -> Option<&str> {
    let kinds = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    kinds.iter().find_map(|kind| match error.get(*kind)? {
        ContextValue::String(meant) => Some(meant.as_str()),
        ContextValue::Strings(meant) => meant.first().map(String::as_str),
        _ => None,
    })
}
