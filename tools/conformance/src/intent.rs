use salesive_schema::http::BaseUrl;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What a client is asked to send: one update of one customer.
///
/// As JSON, it is what a client in another language reads from a pipe; every member is there, but
/// `version` for Salesive.
///
/// ```
/// use salesive_conformance::Intent;
///
/// let intent: Intent = serde_json::from_str(
///     r#"{
///         "base_url": "https://api.example.com/salesive",
///         "token": "app_example",
///         "customer_id": "665a1f2c9b1e4a0012ab34cd",
///         "set": {"name": "Ada Obi", "active": true},
///         "clear": ["phone"]
///     }"#,
/// )?;
/// assert_eq!(intent.clear, ["phone"]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Intent {
    /// Where the service answers: scheme, host, and perhaps a port and a path, without a slash at the
    /// end.
    pub base_url: String,
    /// The version in MicroBase's path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The token, without `Bearer `.
    pub token: String,
    /// The id of the customer, not percent-encoded.
    pub customer_id: String,
    /// The members that get a value, by the names and with the JSON types of the service's document.
    pub set: Map<String, Value>,
    /// The members that become `null`.
    pub clear: Vec<String>,
}

impl Intent {
    /// To change what `update` says, of no customer yet.
    pub(crate) fn new(base_url: &BaseUrl, token: &str, update: &impl Serialize) -> Self {
        let members = match serde_json::to_value(update) {
            Ok(Value::Object(members)) => members,
            _ => Map::new(),
        };
        let (clear, set): (Map<_, _>, Map<_, _>) =
            members.into_iter().partition(|(_, value)| value.is_null());
        Self {
            base_url: base_url.as_str().into(),
            version: None,
            token: token.into(),
            customer_id: String::new(),
            set,
            clear: clear.into_iter().map(|(name, _)| name).collect(),
        }
    }

    /// What is set and cleared, as JSON: a merge patch (RFC 7396).
    pub fn members(&self) -> Value {
        let clear = self.clear.iter().map(|name| (name.clone(), Value::Null));
        let set = self
            .set
            .iter()
            .map(|(name, value)| (name.clone(), value.clone()));
        set.chain(clear).collect()
    }
}
