use std::fmt;

use salesive_schema::{microbase as mb, salesive as sv};
use serde::Deserialize;
use serde_json::value::RawValue;

/// What both services begin with.
#[derive(Debug)]
pub struct Seed {
    pub(crate) salesive: sv::model::Store,
    pub(crate) microbase: mb::model::Store,
}

/// The tokens that the sandbox takes; they open nothing else.
impl Seed {
    /// A Salesive token with the scope that an update needs.
    pub const SALESIVE_TOKEN: &'static str = "app_example";
    /// A Salesive token without that scope.
    pub const SALESIVE_READER: &'static str = "app_example_reader";
    /// A MicroBase token.
    pub const MICROBASE_TOKEN: &'static str = "example";
}

/// Customers as `/sandbox/state` lists them.
#[derive(Deserialize)]
struct Customers<'a> {
    #[serde(borrow, default)]
    salesive: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    microbase: Vec<&'a RawValue>,
}

impl Seed {
    /// The customers of the two documents, and one more each.
    ///
    /// # Errors
    ///
    /// As [`from_json`](Self::from_json), should the file that is built in ever be wrong.
    pub fn documented() -> Result<Self, SeedError> {
        Self::from_json(include_str!("seed.json"))
    }

    /// Customers of one's own, written as `/sandbox/state` lists them.
    ///
    /// # Errors
    ///
    /// - [`SeedError::Json`] — `[]`, `{"salesive": {}}`
    /// - [`SeedError::Customer`] — `{"salesive": [{"active": "yes"}]}`
    pub fn from_json(text: &str) -> Result<Self, SeedError> {
        let customers: Customers<'_> =
            serde_json::from_str(text).map_err(|error| SeedError::Json {
                line: error.line(),
                column: error.column(),
            })?;
        let mut salesive = sv::model::Store::new();
        salesive.grant(Self::SALESIVE_TOKEN, &[sv::SCOPE]);
        salesive.grant(Self::SALESIVE_READER, &["READ_CUSTOMERS"]);
        for (nth, text) in customers.salesive.iter().enumerate() {
            let customer = sv::Customer::from_json(text.get().as_bytes()).map_err(|_| {
                SeedError::Customer {
                    service: "salesive",
                    nth,
                }
            })?;
            if let Some(user) = customer.user.as_ref().value() {
                salesive.insert_user(user.clone().into_owned());
            }
            salesive.insert(customer.into_owned());
        }
        let mut microbase = mb::model::Store::new();
        microbase.allow_token(Self::MICROBASE_TOKEN);
        for (nth, text) in customers.microbase.iter().enumerate() {
            let customer = mb::Customer::from_json(text.get().as_bytes()).map_err(|_| {
                SeedError::Customer {
                    service: "microbase",
                    nth,
                }
            })?;
            microbase.insert(customer.into_owned());
        }
        Ok(Self {
            salesive,
            microbase,
        })
    }
}

/// Why a text is no seed; it holds nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SeedError {
    /// It is not JSON, or no lists of customers.
    #[non_exhaustive]
    Json {
        /// The line, from 1.
        line: usize,
        /// The column, from 1, in bytes.
        column: usize,
    },
    /// A customer has a member of an undocumented type.
    #[non_exhaustive]
    Customer {
        /// The service.
        service: &'static str,
        /// Which of its customers, from 0.
        nth: usize,
    },
}

impl fmt::Display for SeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { line, column } => write!(
                f,
                "{line}:{column}: not `{{\"salesive\": [customer, …], \"microbase\": [customer, …]}}`"
            ),
            Self::Customer { service, nth } => {
                write!(
                    f,
                    "/{service}/{nth} is no customer as replies of {service} hold it"
                )
            }
        }
    }
}

impl std::error::Error for SeedError {}
