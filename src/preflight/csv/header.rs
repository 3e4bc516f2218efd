use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::marker::PhantomData;

use super::delimiter::separator;
use super::table::is_utf8;
use super::{BYTE_ORDER_MARK, CsvOptions, Delimiter};
use super::{HeaderFault, InvalidHeader, Table, WrongColumn};
use crate::preflight::Line;
use crate::report::near_miss;
use crate::service::Service;
use crate::service::column::{Column, Holds};

/// Reads what stands before the records: the header row, and before it one such as `sep=;`, which
/// spreadsheets write and read.
#[derive(Clone, Debug)]
pub struct Header<S: Service> {
    options: CsvOptions,
    named: Option<Delimiter>,
    service: PhantomData<S>,
}

impl<S: Service> Header<S> {
    /// Waits for the first row.
    pub fn new(options: &CsvOptions) -> Self {
        Self {
            options: options.clone(),
            named: None,
            service: PhantomData,
        }
    }

    /// The names that columns can have.
    pub fn members() -> impl Iterator<Item = &'static str> {
        S::COLUMNS.iter().map(|column| column.member)
    }

    /// Takes the next row, from [`Rows`](super::Rows) with the same options; the table comes out if it
    /// is the header.
    ///
    /// # Errors
    ///
    /// [`InvalidHeader`] — `id;name` with commas as delimiters, `id,e-mail`, `id,name,name`, `name`,
    /// `sep=ab`; each of [`HeaderFault`] has its example
    pub fn read(&mut self, row: &Line<'_>) -> Result<Option<Table<S>>, InvalidHeader> {
        let fault = |fault| InvalidHeader {
            line: row.number(),
            fault,
        };
        let text = row.text().ok_or(fault(HeaderFault::TooLong))?;
        if row.range().start == 0
            && let Some(named) = separator(text)
        {
            let named = named.ok_or(fault(HeaderFault::Separator))?;
            self.named = Some(named);
            return match self.options.delimiter {
                Some(asked) if asked != named => {
                    Err(fault(HeaderFault::TwoDelimiters { named, asked }))
                }
                _ => Ok(None),
            };
        }
        let names = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        if names.is_empty() {
            let read = row.range().end - row.range().start;
            let is_nothing_or_a_mark = [0, BYTE_ORDER_MARK.len() as u64].contains(&read);
            return Err(fault(match is_nothing_or_a_mark {
                true => HeaderFault::Missing,
                false => HeaderFault::Blank,
            }));
        }
        let delimiter = self.named.unwrap_or(self.options.first_delimiter());
        let read = is_utf8(names)
            .map_err(HeaderFault::NotUtf8)
            .and_then(|names| self.table(names, delimiter));
        read.map(Some).map_err(fault)
    }

    fn table(&self, header: &str, delimiter: Delimiter) -> Result<Table<S>, HeaderFault> {
        let mut table = Table::new(delimiter, &self.options);
        let columns = table
            .names(header)
            .map_err(HeaderFault::Row)
            .and_then(|names| columns(&names, S::COLUMNS, &self.options.ignored_columns));
        match columns {
            Ok(columns) => {
                table.columns = columns;
                Ok(table)
            }
            Err(fault) => Err(match other_delimiter(header, delimiter) {
                Some(found) => HeaderFault::OtherDelimiter {
                    expected: delimiter,
                    found,
                },
                None => fault,
            }),
        }
    }
}

/// How many wrong columns a fault lists, so that no file decides how much is kept.
const MOST_LISTED: usize = 100;

/// The columns of a header row by their names; `None` are those to pass over.
fn columns(
    names: &[String],
    known: &'static [Column],
    ignored: &[String],
) -> Result<Vec<Option<(Column, String)>>, HeaderFault> {
    if ignored.iter().any(|ignored| ignored == "id") {
        return Err(HeaderFault::IdIgnored);
    }
    let (mut columns, mut found) = (Vec::new(), Vec::new());
    let (mut listed, mut omitted) = (Vec::new(), 0);
    for (number, name) in (1..).zip(names) {
        if ignored.contains(name) {
            columns.push(None);
            continue;
        }
        match known.iter().find(|column| column.member == *name) {
            Some(column) if !found.contains(&column.member) => {
                found.push(column.member);
                let quote = if column.holds == Holds::Text {
                    "\""
                } else {
                    ""
                };
                columns.push(Some((*column, format!(",\"{name}\":{quote}"))));
            }
            _ if listed.len() == MOST_LISTED => omitted += 1,
            Some(&Column { member, .. }) => listed.push(WrongColumn::Repeated { number, member }),
            None => {
                let members: Vec<_> = known.iter().map(|column| column.member).collect();
                let meant = near_miss(name, &members);
                listed.push(WrongColumn::Unknown { number, meant });
            }
        }
    }
    if !listed.is_empty() {
        return Err(HeaderFault::Columns { listed, omitted });
    }
    if !found.contains(&"id") {
        return Err(HeaderFault::NoId);
    }
    Ok(columns)
}

/// What probably stands between the names of a header row that has no `delimiter` outside quotes.
fn other_delimiter(header: &str, delimiter: Delimiter) -> Option<Delimiter> {
    let mut is_quoted = false;
    let outside: Vec<_> = header
        .bytes()
        .filter(|byte| {
            is_quoted ^= *byte == b'"';
            !is_quoted
        })
        .collect();
    let count = |sign: Delimiter| outside.iter().filter(|byte| **byte == sign.get()).count();
    if count(delimiter) > 0 {
        return None;
    }
    let signs = Delimiter::COMMON.into_iter();
    let likely = signs.rev().max_by_key(|sign| count(*sign))?;
    (count(likely) > 0).then_some(likely)
}
