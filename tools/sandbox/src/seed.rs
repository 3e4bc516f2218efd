use std::fmt;

use salesive_schema::{MicroBase, Salesive, Service, microbase as mb, salesive as sv};
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
        for customer in read::<Salesive>(&customers.salesive)? {
            if let Some(user) = customer.user.as_ref().value() {
                salesive.insert_user(user.clone());
            }
            salesive.insert(customer);
        }
        let mut microbase = mb::model::Store::new();
        microbase.allow_token(Self::MICROBASE_TOKEN);
        let customers = read::<MicroBase>(&customers.microbase)?;
        customers.into_iter().for_each(|it| microbase.insert(it));
        Ok(Self {
            salesive,
            microbase,
        })
    }
}

fn read<S: Service>(texts: &[&RawValue]) -> Result<Vec<S::Customer<'static>>, SeedError> {
    let read = |(nth, text): (usize, &&RawValue)| {
        let customer = S::customer_from_json(text.get().as_bytes());
        customer
            .map(S::owned_customer)
            .map_err(|_| SeedError::Customer {
                service: S::NAME,
                nth,
            })
    };
    texts.iter().enumerate().map(read).collect()
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
