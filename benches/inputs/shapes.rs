//! The documented shapes as one derives them, their strings of one kind: `String`, or [`Text`],
//! which borrows.

#![allow(dead_code, reason = "deserialised and dropped")]

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Visitor};

/// A string that borrows where it has no escapes: `#[serde(borrow)]` does not reach into an
/// `Option<Cow<str>>`.
pub(crate) struct Text<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor).map(Text)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E>(self, string: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(string))
    }

    fn visit_str<E>(self, string: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(string.into()))
    }
}

#[derive(Deserialize)]
pub(crate) struct SalesiveUpdate<T> {
    name: Option<T>,
    email: Option<T>,
    phone: Option<T>,
    user: Option<T>,
    active: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MicrobaseUpdate<T> {
    id: T,
    email: Option<T>,
    first_name: Option<T>,
    last_name: Option<T>,
    status: Option<T>,
    tags: Option<Vec<T>>,
}

#[derive(Deserialize)]
pub(crate) struct SalesiveReply<T> {
    status: u16,
    success: bool,
    message: T,
    data: Option<SalesiveCustomer<T>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SalesiveCustomer<T> {
    #[serde(rename = "_id")]
    record_id: T,
    user: Option<User<T>>,
    shop: T,
    name: T,
    phone: Option<T>,
    email: T,
    last_active: T,
    online: bool,
    active: bool,
    created_at: T,
    updated_at: T,
    avatar: Option<T>,
    id: T,
}

#[derive(Deserialize)]
pub(crate) struct User<T> {
    #[serde(rename = "_id")]
    id: T,
    name: T,
    email: T,
    avatar: Option<T>,
}

#[derive(Deserialize)]
pub(crate) struct MicrobaseReply<T> {
    ok: bool,
    customer: Option<MicrobaseCustomer<T>>,
    error: Option<T>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MicrobaseCustomer<T> {
    email: T,
    first_name: T,
    last_name: T,
    status: T,
    tags: Vec<T>,
    addresses: Vec<Address<T>>,
    id: T,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Address<T> {
    name: T,
    first_name: T,
    last_name: T,
    #[serde(rename = "address_1")]
    address_1: T,
    #[serde(rename = "address_2")]
    address_2: T,
    post_code: T,
    city: T,
    state: T,
    country: T,
    company: T,
    phone: u64,
    instructions: T,
    id: T,
}
