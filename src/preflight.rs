//! A whole file of updates, judged before the first one is sent.
//!
//! The file is NDJSON: one record a line, each `{"id": "<customer id>", …members of the update…}`.
//! For MicroBase the record is the body that is sent; for Salesive `id` goes into the path, and the
//! rest is the body. Blank lines do not count.
//!
//! ```
//! use salesive_schema::preflight::{FileOptions, Rule, Session, Verdict};
//! use salesive_schema::Salesive;
//!
//! let file = br#"{"id": "665a1f2c9b1e4a0012ab34cd", "email": "ada@example.com"}
//! {"id": "665a1f2c9b1e4a0012ab34ce", "email": "ada@example.com"}
//! {"id": "665a1f2c9b1e4a0012ab34cf", "active": "true"}
//! "#;
//! let key = [7; 16]; // to be drawn at random, see `FileOptions::new`
//! let mut session = Session::<Salesive>::new(&FileOptions::new(key));
//! let mut rejected = Vec::new();
//! for chunk in file.chunks(50) {
//!     session.feed(chunk, |record| {
//!         if record.judged.verdict() == Verdict::Rejected {
//!             rejected.push((record.line.number(), record.judged.problems().to_vec()));
//!         }
//!     });
//! }
//! let summary = session.finish(|_| {});
//! assert_eq!((summary.records(), summary.of(Verdict::Accepted)), (3, 1));
//! assert!(serde_json::to_string(&summary)?.starts_with(r#"{"records":3,"accepted":1,"#));
//!
//! let (line, problems) = &rejected[0];
//! assert_eq!((*line, problems[0].rule()), (2, Rule::EmailTaken));
//! assert!(problems[0].to_string().ends_with("See line 1."));
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! # What is sent
//!
//! An accepted record comes with the update that it holds and the id for the path, borrowed from its
//! line ([`Record::update`]), so that nothing needs to be read again. With known customers,
//! [`Judged::known`] tells which of them is meant, also where a record names one by the id of its
//! user: [`plan`](crate::plan) then finds the smallest update that is worth sending.
//!
//! ```
//! use salesive_schema::preflight::{FileOptions, Index, Session};
//! use salesive_schema::{MicroBase, Service, microbase};
//!
//! let store = [microbase::Customer::from_json(br#"{"id": "HkhhuXESl", "firstName": "Jane"}"#)?];
//! let mut index = Index::<MicroBase>::of_known(&FileOptions::new([7; 16]));
//! for (line, customer) in (1..).zip(&store) {
//!     index.know(line, customer)?;
//! }
//! let mut bodies = Vec::new();
//! let file = br#"{"id": "HkhhuXESl", "firstName": "Jane", "status": "ACTIVE"}"#;
//! let mut session = Session::with_index(index);
//! session.feed(file, |_| unreachable!("the line has no end yet"));
//! session.finish(|record| {
//!     let (Some(sent), Some(line)) = (record.update, record.judged.known()) else { return };
//!     let plan = MicroBase::plan(&store[line as usize - 1], &sent.update);
//!     bodies.extend(plan.into_smallest().map(|update| update.to_json()));
//! });
//! assert_eq!(bodies, [r#"{"id":"HkhhuXESl","status":"ACTIVE"}"#]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is judged
//!
//! Each record on its own, by the rules of the service, and against the file by those of
//! [`Rule`]: an email address that another customer holds, a customer that comes twice, and with
//! [known customers](Index::of_known) an id that nobody has, an address that is taken already, a
//! record that changes nothing. The accepted records count as sent one after the other, in the
//! order of the file: an address is free again once its customer has been given another one, and
//! a rejected record takes none. It is judged all the same, as far as it can be read.
//!
//! # Memory
//!
//! One record (at most [`FileOptions::max_record`], and as much again while a chunk is cut) and the
//! [`Index`]: 305 bytes a customer at most, 480 if known, where there are a thousand or more. A
//! record that is longer is not held. Ten times the file takes about thirteen times the time,
//! because lookups in a large index wait for the memory.
//!
//! # In parts
//!
//! A [`Session`] is three steps, which can also be used apart. [`Lines`] cuts text into lines; a
//! [`Judge`] judges each on its own, on any thread; a [`Ledger`] takes the results in the order of
//! the file, judges across records and counts. What comes out is the same.
//!
//! On a data engine the judge is the map step, and [`Summary::merge`] the reduce step: it is
//! associative and commutative, [`Summary::new`] is its identity, and lines carry their numbers.
//! What is left is the judgement across records. Where no customers are known, key each record by
//! its [marks](Judged::marks), which hold no personal text: a record that shares no mark with another
//! one needs no such judgement. Collect the others (in most files few) on one worker, and run them
//! through an [`Index`] in the order of their lines; [`Summary::add_unjudged_from`] takes over whether
//! it was large enough. Where customers are known, one worker takes all records: two ids can belong
//! to one customer, and an earlier record can free an address.

mod addresses;
#[cfg(feature = "csv")]
#[cfg_attr(docsrs, doc(cfg(feature = "csv")))]
pub mod csv;
mod holders;
mod ids;
mod index;
mod judge;
mod lines;
mod options;
mod problem;
mod rules;
mod session;
mod sharers;
mod summary;

pub use index::{Index, InvalidKnown};
pub use judge::{Judge, Judged, Verdict};
pub use lines::{Line, Lines};
pub use options::FileOptions;
pub use problem::{Other, RecordProblem};
pub use rules::Rule;
pub use session::{Ledger, Record, Session};
pub use summary::{Cause, Summary, Tally};

pub use crate::value::mark::Mark;
