use std::path::Path;

/// How documents stand in an input.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Form {
    /// One document
    Whole,
    /// One document a line
    Lines,
    /// One record a row, below a header row
    Table,
}

impl Form {
    const ALL: [Self; 3] = [Self::Whole, Self::Lines, Self::Table];

    /// The form that is called so.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }

    pub(crate) fn by_extension(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        let mut forms = Self::ALL.into_iter();
        forms.find(|form| form.extensions().contains(&&*extension))
    }

    pub(crate) const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Whole => &["json"],
            Self::Lines => &["ndjson", "jsonl"],
            Self::Table => &["csv"],
        }
    }

    /// As it is typed.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Whole => "json",
            Self::Lines => "ndjson",
            Self::Table => "csv",
        }
    }

    pub(crate) const fn holds(self) -> &'static str {
        match self {
            Self::Whole => "one document",
            Self::Lines => "one a line",
            Self::Table => "one a row",
        }
    }
}
