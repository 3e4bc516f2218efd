//! What values are. A type lives here if it is a value of a request or reply, checks itself alone
//! when it is made, and knows of no rule and no JSON.
//!
//! # How to get at what they hold
//!
//! What is personal is handed out in one way: an accessor of an update gives the value itself, text
//! as `&str`; so does a field of a customer, text as `Cow<str>`; and a type of one text gives its own
//! by `as_str` and `AsRef<str>`. Only tokens, which are secrets, have to be asked by `expose`, which is
//! easy to search for. No type that holds input shows any of it in `Debug` or `Display`; what was
//! handed out as text is the caller's to keep out of logs.
//!
//! ```
//! use salesive_schema::salesive::{AppToken, CustomerId, CustomerUpdate};
//!
//! let update = CustomerUpdate::from_json(br#"{"email": "ada@example.com", "phone": null}"#)?;
//! assert_eq!(update.email(), Some("ada@example.com"));
//! let id = CustomerId::new("665a1f2c9b1e4a0012ab34cd")?;
//! assert_eq!(id.as_str(), "665a1f2c9b1e4a0012ab34cd");
//! let token: AppToken = "app_example".parse()?;
//! assert_eq!(token.expose(), "app_example");
//! assert_eq!(format!("{id:?} {token:?}"), "CustomerId(<redacted>) AppToken(<redacted>)");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Traits
//!
//! All of them are also `Clone`, `Debug`, `Send` and `Sync`. `From<&str>` counts as `TryFrom<&str>`.
//!
//! | type | `FromStr` | `TryFrom<&str>` | `TryFrom<String>` | `AsRef<str>` | `Borrow<str>` | `Display` | `Eq` | `Ord` | `Hash` | `Serialize` | `Deserialize` |
//! |---|---|---|---|---|---|---|---|---|---|---|---|
//! | [`value::Email`](crate::value::Email) | yes | yes | yes | yes | yes | | yes | yes | yes | yes | |
//! | [`value::Timestamp`](crate::value::Timestamp) | yes | yes | yes | yes | yes | | yes | yes | yes | yes | |
//! | [`salesive::CustomerId`](crate::salesive::CustomerId) | yes | yes | yes | yes | yes | | yes | yes | yes | yes | |
//! | [`salesive::ObjectId`](crate::salesive::ObjectId) | yes | yes | yes | yes | | | yes | yes | yes | yes | |
//! | [`salesive::AppToken`](crate::salesive::AppToken) | yes | yes | yes | | | | | | | | |
//! | [`microbase::CustomerId`](crate::microbase::CustomerId) | yes | yes | yes | yes | yes | | yes | yes | yes | yes | |
//! | [`microbase::BearerToken`](crate::microbase::BearerToken) | yes | yes | yes | | | | | | | | |
//! | [`microbase::Version`](crate::microbase::Version) | yes | yes | yes | yes | yes | | yes | yes | yes | yes | |
//! | [`microbase::Status`](crate::microbase::Status) | | | | | | yes | yes | yes | yes | yes | |
//! | [`microbase::StatusText`](crate::microbase::StatusText) | yes | yes | yes | yes | yes | | yes | yes | yes | yes | |
//! | [`microbase::Phone`](crate::microbase::Phone) | | | | yes | | | yes | | yes | yes | |
//! | [`json::JsonText`](crate::json::JsonText) | yes | yes | | yes | | | yes | yes | yes | yes | |
//! | [`http::BaseUrl`](crate::http::BaseUrl) | yes | yes | yes | yes | | | yes | | yes | | |
//! | [`salesive::CustomerUpdate`](crate::salesive::CustomerUpdate) | | | | | | | yes | | yes | yes | |
//! | [`salesive::Customer`](crate::salesive::Customer) | | | | | | | yes | | yes | yes | yes |
//! | [`microbase::CustomerUpdate`](crate::microbase::CustomerUpdate) | | | | | | | yes | | yes | yes | |
//! | [`microbase::Customer`](crate::microbase::Customer) | | | | | | | yes | | yes | yes | yes |
//! | [`Unchecked`](crate::Unchecked) | | | | | | | | | | | yes |

pub(crate) mod email;
pub(crate) mod invalid;
#[cfg(feature = "preflight")]
pub(crate) mod mark;
pub(crate) mod member;
pub(crate) mod named;
pub(crate) mod secret;
pub(crate) mod text;
pub(crate) mod timestamp;

pub use email::{Email, InvalidEmail};
pub use member::Member;
pub use timestamp::Timestamp;
