//! Exchanges with the sandbox as cases, and what a client made of one.

use std::fmt::Display;
use std::process::Command;

use salesive_schema::model::Expected;
use salesive_schema::{MicroBase, Reply, Salesive, Service};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::server::Response;

#[derive(Deserialize)]
pub(crate) struct Exchange {
    pub(crate) name: String,
    pub(crate) service: String,
    pub(crate) token: String,
    pub(crate) id: String,
    pub(crate) body: Box<RawValue>,
    /// Those of `salesive-update`, if it sends such a body.
    #[allow(dead_code, reason = "only the tests of the client read them")]
    pub(crate) flags: Option<Vec<String>>,
    #[serde(flatten)]
    pub(crate) made: Made,
    /// Members of the customer in the reply.
    #[serde(default)]
    pub(crate) after: Map<String, Value>,
}

/// What a client makes of a reply.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
pub(crate) struct Made {
    pub(crate) http_status: u16,
    pub(crate) outcome: String,
    pub(crate) kind: Option<String>,
    pub(crate) action: Option<String>,
}

impl Exchange {
    pub(crate) fn all() -> Vec<Self> {
        include_str!("../fixtures/exchanges.ndjson")
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// Each of them is a success.
    #[allow(dead_code, reason = "only the tests of the sandbox take them")]
    pub(crate) fn first_of_each_service() -> [Self; 2] {
        ["salesive", "microbase"].map(|service| {
            let mut all = Self::all().into_iter();
            all.find(|exchange| exchange.service == service).unwrap()
        })
    }

    pub(crate) fn is_salesive(&self) -> bool {
        self.service == "salesive"
    }

    /// As the documents have it, but for a body that can be invalid.
    pub(crate) fn request(&self, base: &str) -> http::Request<Vec<u8>> {
        let request = if self.is_salesive() {
            let id = url_segment(&self.id);
            http::Request::put(format!("{base}/api/v1/customers/{id}"))
        } else {
            http::Request::post(format!("{base}/services/customer/v1/customer.update"))
        };
        request
            .header("authorization", format!("Bearer {}", self.token))
            .header("accept", "application/json")
            .header("content-type", "application/json")
            .body(self.body.get().into())
            .unwrap()
    }

    /// The request with curl; what it prints, and the HTTP status.
    pub(crate) fn curl(&self, base: &str) -> (u16, Vec<u8>) {
        let (parts, body) = self.request(base).into_parts();
        let mut command = Command::new("curl");
        command.args(["-s", "--noproxy", "*", "-w", "%{http_code}", "-X"]);
        command.args([parts.method.as_str(), &parts.uri.to_string()]);
        for (name, value) in &parts.headers {
            command.args(["-H", &format!("{name}: {}", value.to_str().unwrap())]);
        }
        command.args(["-d", std::str::from_utf8(&body).unwrap()]);
        let mut printed = command.output().unwrap().stdout;
        let status = printed.split_off(printed.len() - 3);
        (
            std::str::from_utf8(&status).unwrap().parse().unwrap(),
            printed,
        )
    }

    pub(crate) fn made_of(&self, http_status: u16, body: &[u8]) -> Made {
        let response = http::Response::builder().status(http_status);
        self.made_of_response(&response.body(body.to_vec()).unwrap())
    }

    pub(crate) fn made_of_response(&self, response: &Response) -> Made {
        if self.is_salesive() {
            self.made_by::<Salesive>(response, r#"{"email":"a@example.com"}"#)
        } else {
            self.made_by::<MicroBase>(response, r#"{"id":"1"}"#)
        }
    }

    /// What helps after a body that is no update is what helps after any.
    fn made_by<S: Service>(&self, response: &Response, any_update: &str) -> Made {
        let reply = Reply::<S>::from_http(response);
        let update = S::from_json(self.body.get().as_bytes());
        let update = update.or_else(|_| S::from_json(any_update.as_bytes()));
        let recovery = reply.recovery(&update.unwrap());
        let expected = Expected::from(reply.outcome());
        Made {
            http_status: response.status().as_u16(),
            outcome: expected.name().into(),
            kind: expected.kind().map(|kind| kind.to_string()),
            action: recovery.map(|recovery| recovery.action.name().into()),
        }
    }
}

/// Independent of the way in which the library encodes.
fn url_segment(id: &str) -> impl Display {
    id.bytes().fold(String::new(), |text, byte| {
        if byte.is_ascii_alphanumeric() {
            format!("{text}{}", char::from(byte))
        } else {
            format!("{text}%{byte:02X}")
        }
    })
}

/// Whether there is curl, without which what it would show is left out.
pub(crate) fn has_curl() -> bool {
    let found = Command::new("curl").arg("--version").output().is_ok();
    if !found {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "left out: curl is not installed");
    }
    found
}
