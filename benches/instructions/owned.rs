//! The documented shapes as one derives them first.

#![allow(dead_code, reason = "deserialised and dropped")]

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SalesiveUpdate {
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    user: Option<String>,
    active: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MicrobaseUpdate {
    id: String,
    email: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    status: Option<String>,
    tags: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SalesiveReply {
    status: u16,
    success: bool,
    message: String,
    data: Data,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Data {
    #[serde(rename = "_id")]
    record_id: String,
    user: Option<User>,
    shop: String,
    name: String,
    phone: Option<String>,
    email: String,
    last_active: String,
    online: bool,
    active: bool,
    created_at: String,
    updated_at: String,
    avatar: Option<String>,
    id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct User {
    #[serde(rename = "_id")]
    id: String,
    name: String,
    email: String,
    avatar: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MicrobaseReply {
    ok: bool,
    customer: Customer,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Customer {
    email: String,
    first_name: String,
    last_name: String,
    status: String,
    tags: Vec<String>,
    addresses: Vec<Address>,
    id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Address {
    name: String,
    first_name: String,
    last_name: String,
    #[serde(rename = "address_1")]
    address_1: String,
    #[serde(rename = "address_2")]
    address_2: String,
    post_code: String,
    city: String,
    state: String,
    country: String,
    company: String,
    phone: u64,
    instructions: String,
    id: String,
}
