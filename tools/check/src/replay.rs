use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;

use salesive_schema::microbase::Customer;
use salesive_schema::microbase::model::{Store, UpdateRequest};
use salesive_terminal::to_json;
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

use crate::args::DocumentArgs;
use crate::check::inputs;
use crate::destination::Destination;
use crate::documents::{Document, Documents};
use crate::failure::{BadFile, COULD_NOT_RUN, Failure};
use crate::malformed::MalformedDocument;

/// The token that the model takes; a recording writes `<token>` for one that the service took.
const TOKEN: &str = "<token>";

/// The first line of a recording: the customers that its exchanges begin with.
#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow)]
    stores: BTreeMap<usize, Vec<&'a RawValue>>,
}

/// Any other line: what was sent.
#[derive(Deserialize)]
struct Exchange<'a> {
    store: usize,
    #[serde(borrow)]
    request: &'a RawValue,
    http: Option<Http>,
}

#[derive(Deserialize)]
struct Http {
    headers: BTreeMap<String, String>,
}

/// What the model makes of one exchange.
#[derive(Serialize)]
struct Replayed<'a> {
    line: usize,
    http_status: u16,
    response: &'a RawValue,
    /// The customer that changed, or `"unchanged"`.
    after: Box<RawValue>,
}

/// Sends the exchanges of recordings to the model and prints its answers, one a line.
pub(crate) fn run(asked: &DocumentArgs) -> Result<ExitCode, Failure> {
    let (inputs, failures) = inputs(asked)?;
    if !failures.is_empty() {
        return Ok(COULD_NOT_RUN.into());
    }
    let (destination, mut out) = Destination::open(asked.output.output.as_deref())?;
    for input in inputs {
        let empty = input.bad("holds no stores");
        let mut documents = Documents::open(input, asked.max_record(), false)?;
        let mut stores = BTreeMap::new();
        while let Some(document) = documents.next()? {
            if document.is_too_long {
                return Err(refuse(&document, "is too long; see --max-record"));
            }
            if stores.is_empty() {
                stores = read_stores(&document)?;
                continue;
            }
            let line = replay(&document, &stores)?;
            writeln!(out, "{line}")?;
        }
        if stores.is_empty() {
            return Err(empty.into());
        }
    }
    out.flush()?;
    destination.finish()?;
    Ok(ExitCode::SUCCESS)
}

fn read_stores(document: &Document<'_>) -> Result<BTreeMap<usize, Store>, Failure> {
    let head: Head<'_> = parse(document)?;
    let mut stores = BTreeMap::new();
    for (key, customers) in head.stores {
        let mut store = Store::new();
        store.allow_token(TOKEN);
        for customer in customers {
            let customer = Customer::from_json(customer.get().as_bytes())
                .map_err(|_| refuse(document, "no customer"))?;
            store.insert(customer.into_owned());
        }
        stores.insert(key, store);
    }
    Ok(stores)
}

/// A customer is written as replies hold it.
fn replay(document: &Document<'_>, stores: &BTreeMap<usize, Store>) -> Result<String, Failure> {
    let exchange: Exchange<'_> = parse(document)?;
    let before = stores
        .get(&exchange.store)
        .ok_or_else(|| refuse(document, "no such store"))?;
    let mut store = before.clone();
    let body = exchange.body(document)?;
    let token = exchange.token();
    let request = UpdateRequest {
        token: token.as_deref(),
        body: body.as_bytes(),
    };
    let (http_status, response) = store.update(&request);
    let changed = before
        .customers()
        .iter()
        .zip(store.customers())
        .find(|(old, new)| old != new);
    let after = match changed {
        Some((_, customer)) => to_raw_value(customer),
        None => to_raw_value("unchanged"),
    };
    let replayed = Replayed {
        line: document.line,
        http_status,
        response: serde_json::from_slice(&response).map_err(|error| refuse(document, error))?,
        after: after.map_err(|error| refuse(document, error))?,
    };
    to_json(&replayed).map_err(|error| refuse(document, error))
}

impl Exchange<'_> {
    /// A string is the text of the body, `null` is no body, anything else is the body.
    fn body(&self, document: &Document<'_>) -> Result<Cow<'_, str>, Failure> {
        match self.request.get() {
            "null" => Ok(Cow::Borrowed("")),
            text if text.starts_with('"') => serde_json::from_str(text)
                .map(Cow::Owned)
                .map_err(|error| refuse(document, error)),
            json => Ok(Cow::Borrowed(json)),
        }
    }

    /// The token of a request that says nothing about its headers is a good one.
    fn token(&self) -> Option<String> {
        let Some(http) = &self.http else {
            return Some(TOKEN.to_owned());
        };
        let header = http.headers.get("authorization")?;
        Some(header.strip_prefix("Bearer ").unwrap_or(header).to_owned())
    }
}

fn parse<'a, T: Deserialize<'a>>(document: &Document<'a>) -> Result<T, Failure> {
    if document.is_blank() {
        return Err(refuse(document, "The text is empty."));
    }
    let text = MalformedDocument::utf8(document.text).map_err(|error| not_read(document, error))?;
    serde_json::from_str(text).map_err(|error| {
        if error.is_data() {
            let reason = error.to_string();
            return refuse(
                document,
                reason.split(" at line ").next().unwrap_or_default(),
            );
        }
        not_read(document, MalformedDocument::syntax(text, &error))
    })
}

fn not_read(document: &Document<'_>, malformed: MalformedDocument) -> Failure {
    let malformed = malformed.in_file(document.line);
    Failure::File(BadFile {
        name: format!(
            "{}:{}:{}",
            document.source, malformed.line, malformed.column
        ),
        reason: malformed.sentence,
    })
}

/// A recording is not input of unknown quality: one bad line ends the run.
fn refuse(document: &Document<'_>, reason: impl ToString) -> Failure {
    Failure::File(BadFile {
        name: format!("{}:{}", document.source, document.line),
        reason: reason.to_string(),
    })
}
