use clap::{Args, Parser, Subcommand};
use salesive_schema::salesive::BASE_URL;
use serde_json::{Map, Value};

/// Updates one customer, and says what came of it and what to do next.
///
/// The token is taken from the environment variable SALESIVE_TOKEN or MICROBASE_TOKEN, or from
/// standard input; never from an argument, which other users of the machine can see. It is sent over
/// https, or over http to this machine.
///
/// Exit code 0: updated or accepted. 1: refused, unreadable, cut off, or not sent because the update is
/// invalid. 2: it could not run, or no reply came.
#[derive(Parser)]
#[command(name = "salesive-update")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) flags: Flags,
    /// Read the token from the first line of standard input.
    #[arg(long, global = true)]
    pub(crate) token_stdin: bool,
    /// Print the request and send nothing. The token is left out, and so are the id in the path and
    /// all texts of the body, unless --show-values is given.
    #[arg(long, global = true)]
    pub(crate) dry_run: bool,
    /// Print what can be personal, too: the values of a dry run, and the words of a refusal.
    #[arg(long, global = true)]
    pub(crate) show_values: bool,
}

#[derive(Subcommand)]
pub(crate) enum Flags {
    /// PUT /customers/{id}
    Salesive(SalesiveFlags),
    /// POST /services/customer/{version}/customer.update
    Microbase(MicrobaseFlags),
}

#[derive(Args)]
pub(crate) struct SalesiveFlags {
    /// The id of the customer, or of its linked user.
    pub(crate) id: String,
    #[arg(long, value_name = "URL", default_value = BASE_URL)]
    pub(crate) base_url: String,
    #[arg(long)]
    name: Option<String>,
    #[arg(long)]
    email: Option<String>,
    /// The phone number; `null` clears it.
    #[arg(long)]
    phone: Option<String>,
    /// The phone number as it is, were it the text `null`.
    #[arg(long, value_name = "PHONE", conflicts_with = "phone")]
    phone_text: Option<String>,
    /// The id of the user to link; `null` unlinks the one there is.
    #[arg(long)]
    user: Option<String>,
    /// `true` or `false`.
    #[arg(long)]
    active: Option<String>,
}

#[derive(Args)]
pub(crate) struct MicrobaseFlags {
    /// The id of the customer.
    id: String,
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: String,
    /// The version in the path.
    #[arg(long, default_value = "v1")]
    pub(crate) api_version: String,
    #[arg(long)]
    email: Option<String>,
    #[arg(long)]
    first_name: Option<String>,
    #[arg(long)]
    last_name: Option<String>,
    /// `ACTIVE` or `INACTIVE`.
    #[arg(long)]
    status: Option<String>,
    /// A tag; given again, one more. They replace those that the customer has.
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// Remove all tags.
    #[arg(long, conflicts_with = "tags")]
    clear_tags: bool,
}

impl SalesiveFlags {
    /// The body that the flags stand for, be it valid or not.
    pub(crate) fn body(&self) -> String {
        let active = self.active.as_ref().map(|text| {
            text.parse()
                .map_or_else(|_| text.as_str().into(), Value::Bool)
        });
        let phone_text = self.phone_text.as_deref().map(Value::from);
        object([
            ("name", self.name.as_deref().map(Value::from)),
            ("email", self.email.as_deref().map(Value::from)),
            ("phone", self.phone.as_deref().map(nullable).or(phone_text)),
            ("user", self.user.as_deref().map(nullable)),
            ("active", active),
        ])
    }
}

impl MicrobaseFlags {
    /// The body that the flags stand for, be it valid or not.
    pub(crate) fn body(&self) -> String {
        let has_tags = self.clear_tags || !self.tags.is_empty();
        object([
            ("id", Some(self.id.as_str().into())),
            ("email", self.email.as_deref().map(Value::from)),
            ("firstName", self.first_name.as_deref().map(Value::from)),
            ("lastName", self.last_name.as_deref().map(Value::from)),
            ("status", self.status.as_deref().map(Value::from)),
            ("tags", has_tags.then(|| self.tags.clone().into())),
        ])
    }
}

fn nullable(text: &str) -> Value {
    match text {
        "null" => Value::Null,
        text => text.into(),
    }
}

fn object<const N: usize>(members: [(&str, Option<Value>); N]) -> String {
    let given = members
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(Map::from_iter(given)).to_string()
}
