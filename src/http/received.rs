use alloc::format;
use alloc::vec::Vec;
use core::fmt;

use crate::report::catalogue::CatalogueRule;
use crate::report::checked::Rejection;
use crate::report::details::Problem;

/// A part of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RequestPart {
    /// The method.
    Method,
    /// The path.
    Path,
    /// The query.
    Query,
    /// The header with this name, in lower case.
    Header(&'static str),
    /// The body.
    Body,
}

impl fmt::Display for RequestPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Method => f.write_str("method"),
            Self::Path => f.write_str("path"),
            Self::Query => f.write_str("query"),
            Self::Header(name) => write!(f, "header {name}"),
            Self::Body => f.write_str("body"),
        }
    }
}

/// What is wrong with one part of a request that was received; it holds nothing of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestProblem<R> {
    pub(super) part: RequestPart,
    pub(super) http_status: u16,
    pub(super) sentence: &'static str,
    pub(super) rejection: Option<Rejection<R>>,
}

impl<R: CatalogueRule> RequestProblem<R> {
    /// The part that is wrong.
    pub const fn part(&self) -> RequestPart {
        self.part
    }

    /// The HTTP status that RFC 9110 has for it: 404, 405, 400, 401, 415 or 422.
    pub const fn http_status(&self) -> u16 {
        self.http_status
    }

    /// What is wrong, for people.
    pub const fn sentence(&self) -> &'static str {
        self.sentence
    }

    /// Of the body: why it is no update.
    pub const fn rejection(&self) -> Option<&Rejection<R>> {
        self.rejection.as_ref()
    }
}

impl<R: CatalogueRule> fmt::Display for RequestProblem<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.part)?;
        match &self.rejection {
            Some(rejection) => rejection.fmt(f),
            None => f.write_str(self.sentence),
        }
    }
}

/// Everything that is wrong with a request that was received: at least one problem, in the order
/// path, method, query, headers, body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestProblems<R>(pub(super) Vec<RequestProblem<R>>);

impl<R: CatalogueRule> RequestProblems<R> {
    /// The problems, at most one for each part.
    pub fn as_slice(&self) -> &[RequestProblem<R>] {
        &self.0
    }

    /// The problem details to answer with, under the HTTP status of the first problem.
    pub fn problem(&self) -> Problem {
        let http_status = self.0.first().map_or(400, RequestProblem::http_status);
        let detail = self
            .0
            .iter()
            .map(|problem| match &problem.rejection {
                Some(Rejection::Malformed(malformed)) => format!("body: {malformed}"),
                _ => format!("{}: {}", problem.part, problem.sentence),
            })
            .collect::<Vec<_>>()
            .join("; ");
        let report = self.0.iter().find_map(|problem| match &problem.rejection {
            Some(Rejection::Report(report)) => Some(report),
            _ => None,
        });
        match report {
            Some(report) => Problem::of_rules(http_status, detail, report),
            None => Problem::new(http_status).with_detail(detail),
        }
    }
}

impl<R: CatalogueRule> fmt::Display for RequestProblems<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, problem) in self.0.iter().enumerate() {
            if nth > 0 {
                writeln!(f)?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl<R: CatalogueRule> core::error::Error for RequestProblems<R> {}
