//! What the check of whole files remembers of records and customers.

use crate::report::Report;
use crate::service::Service;
use crate::value::mark::{Cased, Mark};

/// A record of a file, read on its own.
#[derive(Debug)]
pub struct TracedRecord<'a, S: Service> {
    pub(crate) report: Report<S::Rule>,
    pub(crate) problem: Option<RecordFault>,
    /// What goes into the path and what into the body, if nothing is wrong with the record.
    pub(crate) update: Option<(S::PathParameter<'a>, S::CustomerUpdate<'a>)>,
    /// If the record has an id: what its valid members do.
    pub(crate) traces: Option<Traces>,
}

/// What is wrong with a record around the update.
#[derive(Clone, Copy, Debug)]
pub(crate) enum RecordFault {
    IdRequired,
    IdType,
    IdSegment,
    IdDuplicate,
    BodyTooLarge,
}

/// What a record does, or what is known of a customer, as marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traces {
    pub(crate) customer: Cased,
    pub(crate) email: Option<Cased>,
    /// `Some(None)` unlinks.
    pub(crate) user: Option<Option<Mark>>,
    /// The other members, each with a place of its own.
    pub(crate) fields: [Option<Mark>; 4],
}
