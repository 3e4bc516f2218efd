use salesive_schema::Service;
use salesive_schema::preflight::csv::{Header, HeaderFault, InvalidHeader, WrongColumn};

/// What is wrong with a header, and what to do about it on the command line.
pub(super) fn told<S: Service>(invalid: &InvalidHeader) -> String {
    let line = invalid.line;
    let at = |reason: String| format!("line {line}: {reason}");
    let below = |reason| if line > 1 { at(reason) } else { reason };
    match &invalid.fault {
        HeaderFault::Separator => {
            "the row with sep= names no delimiter that can be; remove it, and give --delimiter"
                .into()
        }
        HeaderFault::TwoDelimiters { named, asked } => {
            format!("the first row names {named} as its delimiter, and --delimiter {asked}")
        }
        HeaderFault::OtherDelimiter { found, .. } => {
            below(format!("{}: give --delimiter {found}", invalid.fault))
        }
        HeaderFault::Columns { listed, .. } => {
            below(listed.first().map_or_else(String::new, column::<S>))
        }
        HeaderFault::NotUtf8(sentence) => {
            let sentence = sentence.trim_end_matches('.');
            at(format!(
                "{sentence}; save it as UTF-8, for example with iconv -f WINDOWS-1252 -t UTF-8"
            ))
        }
        fault @ (HeaderFault::Missing | HeaderFault::TooLong) => fault.to_string(),
        fault => below(fault.to_string()),
    }
}

fn column<S: Service>(column: &WrongColumn) -> String {
    let WrongColumn::Unknown { number, meant, .. } = column else {
        return column.to_string();
    };
    let names: Vec<_> = Header::<S>::members().collect();
    let names = names.join(", ");
    let hint = match meant {
        Some(meant) => format!("did you mean {meant}?"),
        None => "--ignore-column takes the name of one to pass over".to_owned(),
    };
    format!("column {number} is called none of {names}; {hint}")
}
