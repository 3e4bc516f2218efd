use salesive_schema::Salesive;
use serde::Deserialize;
use serde::de::IgnoredAny;
use validator::{Validate, ValidationError};

use crate::cases::{SALESIVE_REFUSED, SALESIVE_UPDATED, SALESIVE_UPDATES};
use crate::shapes::{SalesiveReply, SalesiveUpdate, Text};
use crate::{Contender, Input, common, corpus};

pub(crate) fn benches() -> Vec<(Input, Vec<Contender>)> {
    let mut benches = common::benches(
        "Salesive update",
        SALESIVE_UPDATES,
        corpus::salesive,
        updates,
    );
    benches.extend([
        common::reply(
            "Salesive reply, 200",
            SALESIVE_UPDATED,
            replies(common::updated::<Salesive>),
        ),
        common::reply(
            "Salesive reply, 404",
            SALESIVE_REFUSED,
            replies(common::refused::<Salesive, 404>),
        ),
    ]);
    benches
}

fn updates() -> Vec<Contender> {
    common::updates::<Salesive, SalesiveUpdate<String>, Validated>(|text| {
        serde_json::from_str::<SalesiveUpdate<Text<'_>>>(text).is_ok()
    })
}

#[derive(Deserialize, Validate)]
#[validate(schema(function = "something_to_update_and_no_shop"))]
struct Validated {
    name: Option<String>,
    #[validate(email)]
    email: Option<String>,
    phone: Option<String>,
    #[validate(custom(function = "object_id"))]
    user: Option<String>,
    active: Option<bool>,
    shop: Option<IgnoredAny>,
}

fn something_to_update_and_no_shop(update: &Validated) -> Result<(), ValidationError> {
    let texts = [&update.name, &update.email, &update.phone, &update.user];
    let supplied = update.active.is_some() || texts.into_iter().any(Option::is_some);
    let right = supplied && update.shop.is_none();
    right.then_some(()).ok_or(ValidationError::new("members"))
}

fn object_id(user: &str) -> Result<(), ValidationError> {
    let right = user.len() == 24 && user.bytes().all(|byte| byte.is_ascii_hexdigit());
    right.then_some(()).ok_or(ValidationError::new("object_id"))
}

fn replies(ours: fn(&[u8]) -> bool) -> Vec<Contender> {
    common::replies::<Salesive, SalesiveReply<String>>(ours, |text| {
        serde_json::from_str::<SalesiveReply<Text<'_>>>(text).is_ok()
    })
}
