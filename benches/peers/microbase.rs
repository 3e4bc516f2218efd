use salesive_schema::MicroBase;
use serde::Deserialize;
use validator::{Validate, ValidateEmail, ValidationError};

use crate::cases::{MICROBASE_REFUSED, MICROBASE_UPDATED, MICROBASE_UPDATES};
use crate::shapes::{MicrobaseReply, MicrobaseUpdate, Text};
use crate::{Contender, Input, common, corpus};

pub(crate) fn benches() -> Vec<(Input, Vec<Contender>)> {
    let mut benches = common::benches(
        "MicroBase update",
        MICROBASE_UPDATES,
        corpus::microbase,
        updates,
    );
    benches.extend([
        common::reply(
            "MicroBase reply, updated",
            MICROBASE_UPDATED,
            replies(common::updated::<MicroBase>),
        ),
        common::reply(
            "MicroBase reply, refused",
            MICROBASE_REFUSED,
            replies(common::refused::<MicroBase, 200>),
        ),
    ]);
    benches
}

fn updates() -> Vec<Contender> {
    common::updates::<MicroBase, MicrobaseUpdate<String>, Validated>(|text| {
        serde_json::from_str::<MicrobaseUpdate<Text<'_>>>(text).is_ok()
    })
}

#[derive(Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "names and tags have no rule but their type")]
struct Validated {
    id: String,
    #[validate(custom(function = "empty_or_email"))]
    email: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    #[validate(custom(function = "known_status"))]
    status: Option<String>,
    tags: Option<Vec<String>>,
}

fn empty_or_email(email: &str) -> Result<(), ValidationError> {
    let right = email.is_empty() || email.validate_email();
    right.then_some(()).ok_or(ValidationError::new("email"))
}

fn known_status(status: &str) -> Result<(), ValidationError> {
    let right = matches!(status, "ACTIVE" | "INACTIVE");
    right.then_some(()).ok_or(ValidationError::new("status"))
}

fn replies(ours: fn(&[u8]) -> bool) -> Vec<Contender> {
    common::replies::<MicroBase, MicrobaseReply<String>>(ours, |text| {
        serde_json::from_str::<MicrobaseReply<Text<'_>>>(text).is_ok()
    })
}
