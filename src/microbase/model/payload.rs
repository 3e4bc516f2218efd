use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::de::IgnoredAny;

use crate::decode::{self, Read, Value};
use crate::finding::JsonType;
use crate::members::{self, Listed};

/// An update of the right shape, without what the service ignores.
pub(super) struct Payload<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) email: Option<Cow<'a, str>>,
    pub(super) first_name: Option<Cow<'a, str>>,
    pub(super) last_name: Option<Cow<'a, str>>,
    pub(super) status: Option<Cow<'a, str>>,
    pub(super) tags: Option<Vec<Cow<'a, str>>>,
}

pub(super) enum Unfit {
    /// Neither a JSON object nor a JSON array.
    NotJson,
    /// The first problem of the shape, in the service's words.
    Shape(String),
}

/// In the order in which the service checks them.
const LISTED: Listed = &[
    ("id", Read::Scalar),
    ("email", Read::Scalar),
    ("firstName", Read::Scalar),
    ("lastName", Read::Scalar),
    ("tags", Read::Elements),
    ("status", Read::Scalar),
];

/// Reads a body; the service takes an empty one for `{}`.
pub(super) fn read(text: &str) -> Result<Payload<'_>, Unfit> {
    let text = if text.is_empty() { "{}" } else { text };
    match decode::json_type(text) {
        JsonType::Object => {}
        JsonType::Array if serde_json::from_str::<IgnoredAny>(text).is_ok() => {
            return Err(Unfit::Shape("payload: should be object".into()));
        }
        _ => return Err(Unfit::NotJson),
    }
    let members = members::read(text.as_bytes(), LISTED).ok_or(Unfit::NotJson)?;
    let (listed, _) = members.into_parts();
    let [
        mut id,
        mut email,
        mut first_name,
        mut last_name,
        mut tags,
        mut status,
    ] = [const { None }; 6];
    for member in listed {
        // A member that is sent twice counts as it came last.
        let slot = match member.name {
            "id" => &mut id,
            "email" => &mut email,
            "firstName" => &mut first_name,
            "lastName" => &mut last_name,
            "tags" => &mut tags,
            _ => &mut status,
        };
        *slot = Some(member.value);
    }
    if id.is_none() {
        return Err(Unfit::Shape(
            "payload: should have required property 'id'".into(),
        ));
    }
    let is_set = |text: &Cow<'_, str>| !text.is_empty();
    Ok(Payload {
        id: string("id", id)?.unwrap_or_default(),
        email: string("email", email)?.filter(is_set),
        first_name: string("firstName", first_name)?.filter(is_set),
        last_name: string("lastName", last_name)?.filter(is_set),
        tags: strings(tags)?,
        status: string("status", status)?.filter(is_set),
    })
}

fn string<'a>(name: &str, value: Option<Value<'a>>) -> Result<Option<Cow<'a, str>>, Unfit> {
    match value {
        None => Ok(None),
        Some(Value::String(string)) => Ok(Some(string)),
        Some(_) => Err(Unfit::Shape(format!("payload.{name}: should be string"))),
    }
}

fn strings(value: Option<Value<'_>>) -> Result<Option<Vec<Cow<'_, str>>>, Unfit> {
    match value {
        None => Ok(None),
        Some(Value::Array(array)) => match array.others.first() {
            None => Ok(Some(array.strings)),
            Some((index, _)) => Err(Unfit::Shape(format!(
                "payload.tags[{index}]: should be string"
            ))),
        },
        Some(_) => Err(Unfit::Shape("payload.tags: should be array".into())),
    }
}
