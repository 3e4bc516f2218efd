//! What the check of whole files remembers of records and customers.

#[cfg(feature = "http-1x")]
use alloc::vec::Vec;

#[cfg(feature = "http-1x")]
use crate::http::base_url::BaseUrl;
use crate::report::Report;
use crate::service::Service;
use crate::value::mark::{Cased, Mark};

/// A record of a file, read on its own.
#[derive(Debug)]
pub struct TracedRecord<'a, S: Service> {
    pub(crate) report: Report<S::Rule>,
    pub(crate) problem: Option<RecordFault>,
    /// If nothing is wrong with it.
    pub(crate) update: Option<RecordUpdate<'a, S>>,
    /// If the record has an id: what its valid members do.
    pub(crate) traces: Option<Traces>,
}

/// What an accepted record of a file sends: an update, and the customer that it is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RecordUpdate<'a, S: Service> {
    /// Salesive: the id of the customer, or of its user, as the record has it. MicroBase: the version
    /// of the documented example; the id is in the update.
    pub path: S::PathParameter<'a>,
    /// The update.
    pub update: S::CustomerUpdate<'a>,
}

impl<S: Service> RecordUpdate<'_, S> {
    /// The request that sends the update, as `CustomerUpdate::to_request` makes it.
    #[cfg(feature = "http-1x")]
    #[cfg_attr(docsrs, doc(cfg(feature = "http-1x")))]
    pub fn to_request(&self, base: &BaseUrl, token: &S::Token) -> http::Request<Vec<u8>> {
        S::to_request(&self.update, base, &self.path, token)
    }

    /// The same, no longer borrowed: for any lifetime, `'static` too.
    pub fn into_owned<'o>(self) -> RecordUpdate<'o, S> {
        RecordUpdate {
            path: S::owned_path_parameter(self.path),
            update: S::owned_update(self.update),
        }
    }
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
