//! Rows of CSV as records of a preflight.
//!
//! The header names the members of an update and `id`; an empty cell is left out of the record. What
//! else cells mean is up to [`CsvOptions`]. No row is repaired: one that can be read in two ways is
//! malformed, and says why.
//!
//! ```
//! use salesive_schema::Salesive;
//! use salesive_schema::preflight::csv::{CsvOptions, CsvSession};
//! use salesive_schema::preflight::{FileOptions, Index};
//!
//! let file = b"id;name;phone;active\n1;\"Obi; Ada\";NULL;TRUE\n2;;;yes\n;;;\n";
//! let key = [7; 16]; // to be drawn at random, see `FileOptions::new`
//! let index = Index::<Salesive>::new(&FileOptions::new(key));
//! let options = CsvOptions::new().delimiter(";".parse()?);
//! let mut session = CsvSession::with_index(index, &options);
//! let mut sent = Vec::new();
//! session.feed(file, |record| match record.update {
//!     Some(accepted) => sent.push(accepted.update.to_json()),
//!     None => assert_eq!(record.line.number(), 3), // `active` is neither true nor false
//! })?;
//! let summary = session.finish(|_| {})?;
//! assert_eq!(sent, [r#"{"name":"Obi; Ada","phone":null,"active":true}"#]);
//! assert_eq!((summary.records(), summary.blank_lines()), (2, 1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # In parts
//!
//! A [`CsvSession`] is what a [`Session`](super::Session) is, with three steps before it, which can
//! also be used apart, on several threads: [`Rows`] cuts text into rows, a [`Header`] reads the first
//! of them, and the [`Table`] that it gives turns each of the others into the JSON of a record.
//! [`HollowRows`] keeps rows of delimiters back, which spreadsheets write below the last row.

mod cells;
mod delimiter;
mod header;
mod hollow;
mod options;
mod rows;
mod session;
mod table;
mod wrong_header;

pub use delimiter::{Delimiter, InvalidDelimiter};
pub use header::Header;
pub use hollow::{HollowRows, KeptRows};
pub use options::CsvOptions;
pub use rows::Rows;
pub use session::CsvSession;
pub use table::{Converted, Table, Unconvertible};
pub use wrong_header::{HeaderFault, InvalidHeader, WrongColumn};

/// What editors put before a text.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
