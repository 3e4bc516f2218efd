use alloc::string::String;
use alloc::vec::Vec;

use super::Delimiter;

/// How CSV is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvOptions {
    pub(super) delimiter: Option<Delimiter>,
    pub(super) null: String,
    pub(super) tag_separator: char,
    pub(super) ignored_columns: Vec<String>,
}

impl CsvOptions {
    /// Cells stand between commas, or between what a first row such as `sep=;` names; `NULL` means
    /// null, and `;` stands between tags.
    pub fn new() -> Self {
        Self {
            delimiter: None,
            null: "NULL".into(),
            tag_separator: ';',
            ignored_columns: Vec::new(),
        }
    }

    /// What stands between the cells. A first row that names another delimiter is an error then.
    #[must_use]
    pub fn delimiter(mut self, delimiter: Delimiter) -> Self {
        self.delimiter = Some(delimiter);
        self
    }

    /// The cell that means null, other than the empty one, which is always left out.
    #[must_use]
    pub fn null(mut self, cell: impl Into<String>) -> Self {
        self.null = cell.into();
        self
    }

    /// What stands between the tags in a cell.
    #[must_use]
    pub const fn tag_separator(mut self, separator: char) -> Self {
        self.tag_separator = separator;
        self
    }

    /// A column of that name is none of an update, and passed over. Can be called again.
    #[must_use]
    pub fn ignore_column(mut self, name: impl Into<String>) -> Self {
        self.ignored_columns.push(name.into());
        self
    }

    /// The delimiter that the file begins with.
    pub(super) fn first_delimiter(&self) -> Delimiter {
        self.delimiter.unwrap_or(Delimiter::COMMA)
    }
}

impl Default for CsvOptions {
    fn default() -> Self {
        Self::new()
    }
}
