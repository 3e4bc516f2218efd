use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::de::IgnoredAny;

use crate::json::{self, Array, Object, Surrogates, Unread, Value};
use crate::microbase::draft::UpdateMember;
use crate::report::finding::JsonType;

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

/// Reads a body; the service takes an empty one for `{}`.
pub(super) fn read(text: &str) -> Result<Payload<'_>, Unfit> {
    let text = if text.is_empty() { "{}" } else { text };
    match json::json_type(text) {
        JsonType::Object => {}
        JsonType::Array if serde_json::from_str::<IgnoredAny>(text).is_ok() => {
            return Err(Unfit::Shape("payload: should be object".into()));
        }
        _ => return Err(Unfit::NotJson),
    }
    let mut members = Members::default();
    json::read(text.as_bytes(), Surrogates::Replace, &mut members).map_err(|_| Unfit::NotJson)?;
    let Members {
        id,
        email,
        first_name,
        last_name,
        tags,
        status,
    } = members;
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

fn strings(tags: Option<Tags<'_>>) -> Result<Option<Vec<Cow<'_, str>>>, Unfit> {
    let Some(tags) = tags else { return Ok(None) };
    match (tags.is_array, tags.first_other) {
        (true, None) => Ok(Some(tags.strings)),
        (true, Some(index)) => Err(Unfit::Shape(format!(
            "payload.tags[{index}]: should be string"
        ))),
        (false, _) => Err(Unfit::Shape("payload.tags: should be array".into())),
    }
}

/// The members as they came; one that is sent twice counts as it came last.
#[derive(Default)]
struct Members<'a> {
    id: Option<Value<'a>>,
    email: Option<Value<'a>>,
    first_name: Option<Value<'a>>,
    last_name: Option<Value<'a>>,
    tags: Option<Tags<'a>>,
    status: Option<Value<'a>>,
}

#[derive(Default)]
struct Tags<'a> {
    is_array: bool,
    strings: Vec<Cow<'a, str>>,
    first_other: Option<usize>,
}

impl<'a> Object<'a> for Members<'a> {
    type Slot = UpdateMember;

    fn listed(&mut self, field: UpdateMember, _: usize, value: Unread<'_, 'a>) -> json::Result<()> {
        let slot = match field {
            UpdateMember::Id => &mut self.id,
            UpdateMember::Email => &mut self.email,
            UpdateMember::FirstName => &mut self.first_name,
            UpdateMember::LastName => &mut self.last_name,
            UpdateMember::Status => &mut self.status,
            UpdateMember::Tags => {
                let tags = self.tags.insert(Tags::default());
                tags.is_array = value.array(tags)? == JsonType::Array;
                return Ok(());
            }
        };
        *slot = Some(value.scalar()?);
        Ok(())
    }

    fn unlisted(&mut self, _: Cow<'a, str>, _: usize, value: Unread<'_, 'a>) -> json::Result<()> {
        value.skip()
    }
}

impl<'a> Array<'a> for Tags<'a> {
    fn element(&mut self, index: usize, value: Unread<'_, 'a>) -> json::Result<()> {
        match value.scalar()? {
            Value::String(string) => self.strings.push(string),
            _ => _ = self.first_other.get_or_insert(index),
        }
        Ok(())
    }
}
