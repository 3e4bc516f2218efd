use alloc::string::String;

use super::{CsvOptions, Header, HeaderFault, HollowRows, InvalidHeader, Rows, Table};
use crate::preflight::{Index, Judge, Judged, Ledger, Line, Record, Summary};
use crate::service::Service;

/// Checks one file of CSV that comes in chunks, as a [`Session`](crate::preflight::Session) does one
/// of lines. The line of a record is its row, which can hold line ends; the JSON that was judged is
/// gone once the record is, so that findings have no place in it.
#[derive(Debug)]
pub struct CsvSession<S: Service> {
    rows: Rows,
    reading: Reading<S>,
}

/// What the rows go through.
#[derive(Debug)]
struct Reading<S: Service> {
    head: Head<S>,
    hollow: HollowRows<()>,
    judge: Judge<S>,
    ledger: Ledger<S>,
}

#[derive(Debug)]
enum Head<S: Service> {
    Unread(Header<S>),
    Read(Table<S>),
    Wrong(InvalidHeader),
}

impl<S: Service> CsvSession<S> {
    /// Checks a file with what `index` knows already, by the options of the index.
    pub fn with_index(index: Index<S>, options: &CsvOptions) -> Self {
        let judge = Judge::new(index.options());
        Self {
            rows: Rows::new(judge.max_record(), options),
            reading: Reading {
                head: Head::Unread(Header::new(options)),
                hollow: HollowRows::new(),
                judge,
                ledger: Ledger::new(index),
            },
        }
    }

    /// Takes the next bytes of the file, and hands out each record that ends in them. Rows of nothing
    /// but delimiters come out once another row does.
    ///
    /// # Errors
    ///
    /// [`InvalidHeader`], in this call and all that follow — `id,e-mail`, `sep=ab`
    pub fn feed(
        &mut self,
        chunk: &[u8],
        mut each: impl FnMut(Record<'_, S>),
    ) -> Result<(), InvalidHeader> {
        let Self { rows, reading } = self;
        rows.feed(chunk, |row| reading.row(row, None, &mut each));
        match &reading.head {
            Head::Wrong(invalid) => Err(invalid.clone()),
            Head::Unread(_) | Head::Read(_) => Ok(()),
        }
    }

    /// What was counted so far, and the index as it is now.
    pub const fn ledger(&self) -> &Ledger<S> {
        &self.reading.ledger
    }

    /// Takes a whole file at once: [`feed`](Self::feed) and [`finish`](Self::finish).
    ///
    /// # Errors
    ///
    /// [`InvalidHeader`] — the empty file, `id,e-mail`
    pub fn run(
        mut self,
        file: &[u8],
        mut each: impl FnMut(Record<'_, S>),
    ) -> Result<Summary<S>, InvalidHeader> {
        self.feed(file, &mut each)?;
        self.finish(each)
    }

    /// Ends the file: the last record comes out, if its row has no end, and rows of nothing but
    /// delimiters count as blank.
    ///
    /// # Errors
    ///
    /// [`InvalidHeader`] — the empty file, `id,"name`
    pub fn finish(self, mut each: impl FnMut(Record<'_, S>)) -> Result<Summary<S>, InvalidHeader> {
        let Self {
            mut rows,
            mut reading,
        } = self;
        let open = rows.open_quote();
        rows.finish(|row| reading.row(row, open.clone(), &mut each));
        match reading.head {
            Head::Wrong(invalid) => return Err(invalid),
            Head::Unread(_) => {
                return Err(InvalidHeader {
                    line: rows.lines().max(1),
                    fault: HeaderFault::Missing,
                });
            }
            Head::Read(_) => {}
        }
        for (row, ..) in reading.hollow.take().rows() {
            reading.ledger.admit(row, None, None);
        }
        Ok(reading.ledger.into_parts().0)
    }
}

impl<S: Service> Reading<S> {
    /// Takes a row; one with a quote that is `open` is no record.
    fn row(&mut self, row: Line<'_>, open: Option<String>, each: &mut impl FnMut(Record<'_, S>)) {
        match &mut self.head {
            Head::Wrong(_) => {}
            Head::Unread(header) => {
                let read = match open {
                    None => header.read(&row),
                    Some(reason) => Err(InvalidHeader {
                        line: row.number(),
                        fault: HeaderFault::Row(reason),
                    }),
                };
                match read {
                    Ok(None) => {}
                    Ok(Some(table)) => self.head = Head::Read(table),
                    Err(invalid) => self.head = Head::Wrong(invalid),
                }
            }
            Head::Read(table) => {
                if let Some(text) = row.text() {
                    let is_hollow = table.is_hollow(text);
                    let can_wait = is_hollow || !self.hollow.is_empty() && text.is_empty();
                    if can_wait && self.hollow.keep(&row, text, || ()) {
                        return;
                    }
                }
                let mut judging = Judging {
                    table,
                    judge: &self.judge,
                    ledger: &mut self.ledger,
                };
                for (kept, ..) in self.hollow.take().rows() {
                    judging.row(kept, None, each);
                }
                judging.row(row, open, each);
            }
        }
    }
}

struct Judging<'r, S: Service> {
    table: &'r Table<S>,
    judge: &'r Judge<S>,
    ledger: &'r mut Ledger<S>,
}

impl<S: Service> Judging<'_, S> {
    fn row(&mut self, row: Line<'_>, open: Option<String>, each: &mut impl FnMut(Record<'_, S>)) {
        let Self {
            table,
            judge,
            ledger,
        } = self;
        let record = match (open, row.text()) {
            (Some(reason), _) => Err(Some(Judged::unconverted(reason))),
            (None, None) => Err(judge.judge(&row)),
            // A tab can stand between cells.
            (None, Some(b"")) => Err(None),
            (None, Some(text)) => table
                .record(text)
                .map_err(|why| Some(Judged::unconverted(why.sentence))),
        };
        let record = match &record {
            Ok(record) => {
                let line = Line::new(row.number(), row.range().clone(), Some(&record.json));
                let (mut judged, update) = judge.read(&line).unzip();
                if let Some(judged) = &mut judged {
                    judge.doubt(judged, &record.nulls);
                }
                ledger.admit(row, judged, update.flatten())
            }
            Err(judged) => ledger.admit(row, judged.clone(), None),
        };
        record.map(each);
    }
}
