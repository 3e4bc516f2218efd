use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::Delimiter;

/// Why a file of CSV cannot be read: something is wrong with its header. It holds nothing of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidHeader {
    /// The line on which the row begins, from 1; where a row is missing, the last one, of an empty
    /// file the first.
    pub line: u64,
    /// What is wrong.
    pub fault: HeaderFault,
}

/// What is wrong with the rows that come before the records.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderFault {
    /// There is none: an empty file, or only a byte order mark or `sep=;`.
    Missing,
    /// The row has nothing in it, as a blank line above the names has.
    Blank,
    /// It is longer than a record can be.
    TooLong,
    /// The row is not UTF-8; a sentence for people.
    NotUtf8(String),
    /// The row can be read in two ways; a sentence for people: `id,"name`.
    Row(String),
    /// A first row names no delimiter that can be: `sep=ab`.
    Separator,
    /// A first row names another delimiter than the options.
    TwoDelimiters {
        /// The one in the row.
        named: Delimiter,
        /// The one in the options.
        asked: Delimiter,
    },
    /// The row has another delimiter: `id;name` where commas are expected.
    OtherDelimiter {
        /// The one that is not in it.
        expected: Delimiter,
        /// The one that is.
        found: Delimiter,
    },
    /// `id` is to be passed over, without which there are no records.
    IdIgnored,
    /// Columns that no update has.
    Columns {
        /// The first of them, up to 100.
        listed: Vec<WrongColumn>,
        /// How many more there are.
        omitted: usize,
    },
    /// No column is called `id`.
    NoId,
}

/// A column that no update has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WrongColumn {
    /// It has no name of a member.
    #[non_exhaustive]
    Unknown {
        /// Which one it is, from 1.
        number: usize,
        /// The member that is probably meant.
        meant: Option<&'static str>,
    },
    /// It has the name of a column before it.
    #[non_exhaustive]
    Repeated {
        /// Which one it is, from 1.
        number: usize,
        /// The name.
        member: &'static str,
    },
}

/// `line 1: column 2 is called none of the members; did you mean email?`
impl fmt::Display for InvalidHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.fault)
    }
}

impl core::error::Error for InvalidHeader {}

impl fmt::Display for HeaderFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("there is no header row"),
            Self::Blank => f.write_str("the header row is blank"),
            Self::TooLong => f.write_str("the header row is too long"),
            Self::NotUtf8(sentence) | Self::Row(sentence) => f.write_str(sentence),
            Self::Separator => f.write_str("the row with sep= names no delimiter that can be"),
            Self::TwoDelimiters { named, asked } => write!(
                f,
                "the first row names {named} as its delimiter, and {asked} is asked for"
            ),
            Self::OtherDelimiter { expected, found } => {
                write!(f, "the header row has no {expected}, but {found}")
            }
            Self::IdIgnored => f.write_str("the column id cannot be passed over"),
            Self::Columns { listed, omitted } => {
                for (nth, column) in listed.iter().enumerate() {
                    let separator = if nth > 0 { "; " } else { "" };
                    write!(f, "{separator}{column}")?;
                }
                match omitted {
                    0 => Ok(()),
                    omitted => write!(f, "; and {omitted} more"),
                }
            }
            Self::NoId => f.write_str("no column is called id"),
        }
    }
}

impl fmt::Display for WrongColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { number, meant } => {
                write!(f, "column {number} is called none of the members")?;
                match meant {
                    Some(meant) => write!(f, ", did you mean {meant}?"),
                    None => Ok(()),
                }
            }
            Self::Repeated { number, member } => {
                write!(f, "column {number} is the second one called {member}")
            }
        }
    }
}
