//! The fields that messages name.

use salesive_schema::http::{Action, Written};
use salesive_schema::{MicroBase, Reply, Salesive, microbase, salesive};

use crate::both::Documented;

/// The fields that a recovery names, as (pointer, rule id).
fn fields<S: Documented>(status: u16, body: &str) -> (&'static str, Vec<(String, String)>) {
    let reply = Reply::<S>::decode(status, body.as_bytes());
    let recovery = reply.recovery(&S::whole_update()).unwrap();
    let name = recovery.action.name();
    let Action::FixFields(fields) = recovery.action else {
        return (name, Vec::new());
    };
    let pair = |field: salesive_schema::http::FieldProblem<S::Rule>| {
        let rule = field.rule.map_or("?".to_owned(), |rule| rule.to_string());
        (field.pointer.to_string(), rule)
    };
    (name, fields.into_iter().map(pair).collect())
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(pointer, rule): &(&str, &str)| ((*pointer).to_owned(), (*rule).to_owned());
    pairs.iter().map(owned).collect()
}

#[test]
fn a_salesive_message_that_quotes_documented_fields_names_them() {
    for (message, named) in [
        (
            r#""value" must have at least 1 key"#,
            &[("", "salesive.update.body.empty")][..],
        ),
        (
            r#""name" must be a string"#,
            &[("/name", "salesive.update.name.type")],
        ),
        (
            r#""name" is not allowed to be empty"#,
            &[("/name", "salesive.update.name.blank")],
        ),
        (
            r#""email" must be a valid email"#,
            &[("/email", "salesive.update.email.format")],
        ),
        (
            r#""phone" is not allowed to be empty"#,
            &[("/phone", "salesive.update.phone.empty")],
        ),
        (
            r#""user" length must be 24 characters long"#,
            &[("/user", "salesive.update.user.object_id")],
        ),
        (
            r#""active" must be a boolean"#,
            &[("/active", "salesive.update.active.type")],
        ),
        (
            r#""shop" is not allowed"#,
            &[("/shop", "salesive.update.shop.forbidden")],
        ),
        (r#""phone" is odd"#, &[("/phone", "?")]),
        (
            r#""email" must be a valid email. "active" must be a boolean"#,
            &[
                ("/email", "salesive.update.email.format"),
                ("/active", "salesive.update.active.type"),
            ],
        ),
        (r#""nickname" is not allowed"#, &[]),
        ("email must be a valid email", &[]),
        (r#"""#, &[]),
        ("", &[]),
    ] {
        let message = serde_json::to_string(message).unwrap();
        let body = format!(r#"{{"status":400,"success":false,"message":{message},"data":{{}}}}"#);
        for status in [400, 422] {
            let found = fields::<Salesive>(status, &body);
            assert_eq!(found, ("fix_fields", owned(named)), "{message}");
        }
        assert_eq!(fields::<Salesive>(200, &body).0, "fix_fields");
        assert_eq!(fields::<Salesive>(503, &body).0, "retry");
        assert_eq!(fields::<Salesive>(401, &body).0, "renew_token");
    }
}

#[test]
fn a_salesive_address_in_use_is_told_from_a_wrong_one() {
    for (status, message, action) in [
        (400, "Email already subscribed", "choose_email"),
        (422, "A customer with this EMAIL exists", "choose_email"),
        (409, "Conflict", "choose_email"),
        (400, "Name already taken", "fix_fields"),
        (400, "Invalid email", "fix_fields"),
        (429, "Email already subscribed", "retry"),
    ] {
        let body = format!(r#"{{"success":false,"message":"{message}"}}"#);
        assert_eq!(
            fields::<Salesive>(status, &body).0,
            action,
            "{status} {message}"
        );
    }
}

#[test]
fn no_other_address_is_to_be_chosen_for_an_update_without_one() {
    let update = salesive::CustomerUpdate::from_json(br#"{"active":false}"#).unwrap();
    for (status, message, action) in [
        (409, "Conflict", "read_again"),
        (409, r#""active" must be a boolean"#, "fix_fields"),
        (400, "Email already subscribed", "fix_fields"),
        (422, "Email already subscribed", "fix_fields"),
    ] {
        let message = serde_json::to_string(message).unwrap();
        let body = format!(r#"{{"success":false,"message":{message}}}"#);
        let reply = salesive::Reply::decode(status, body.as_bytes());
        let recovery = reply.recovery(&update).unwrap();
        assert_eq!(recovery.action.name(), action, "{status} {message}");
        assert_eq!(recovery.written, Written::No);
    }
    let taken = br#"{"ok":false,"error":"duplicate_key","data":"E11000"}"#;
    let reply = microbase::Reply::decode(200, taken);
    for (body, action) in [
        (r#"{"id":"1","tags":[]}"#, Action::ReadAgain),
        (r#"{"id":"1","email":""}"#, Action::ReadAgain),
        (MicroBase::WHOLE_UPDATE, Action::ChooseEmail),
    ] {
        let update = microbase::CustomerUpdate::from_json(body.as_bytes()).unwrap();
        let recovery = reply.recovery(&update).unwrap();
        assert_eq!(recovery.action, action, "{body}");
        assert_eq!(recovery.written, Written::No);
    }
}

#[test]
fn microbase_details_that_name_documented_fields_name_them() {
    for (line, named) in [
        (
            "payload: should be object",
            &[("", "microbase.update.body.type")][..],
        ),
        (
            "payload: should have required property 'id'",
            &[("", "microbase.update.id.required")],
        ),
        (
            "payload.id: should be string",
            &[("/id", "microbase.update.id.type")],
        ),
        (
            "payload.email: should be string",
            &[("/email", "microbase.update.email.type")],
        ),
        (
            "payload.firstName: should be string",
            &[("/firstName", "microbase.update.first_name.type")],
        ),
        (
            "payload.lastName: should be string",
            &[("/lastName", "microbase.update.last_name.type")],
        ),
        (
            "payload.status: should be string",
            &[("/status", "microbase.update.status.type")],
        ),
        (
            "payload.tags: should be array",
            &[("/tags", "microbase.update.tags.type")],
        ),
        (
            "payload.tags[12]: should be string",
            &[("/tags/12", "microbase.update.tags.item_type")],
        ),
        (
            "status: `active` is not a valid enum value for path `status`.",
            &[("/status", "microbase.update.status.value")],
        ),
        ("payload.email: is odd", &[("/email", "?")]),
        ("payload.tags[-1]: should be string", &[]),
        ("payload.nickname: should be string", &[]),
        ("payload", &[]),
        ("", &[]),
    ] {
        let line = serde_json::to_string(line).unwrap();
        let body = format!(r#"{{"ok":false,"error":"validation_error","data":[{line}]}}"#);
        let found = fields::<MicroBase>(200, &body);
        assert_eq!(found, ("fix_fields", owned(named)), "{line}");
    }
    for data in ["null", "{}", "[1]", r#""payload.id: should be string""#] {
        let body = format!(r#"{{"ok":false,"error":"validation_error","data":{data}}}"#);
        assert_eq!(fields::<MicroBase>(200, &body), ("fix_fields", Vec::new()));
    }
}

#[test]
fn a_long_reply_names_a_hundred_fields_at_most() {
    let message = r#"\"name\" must be a string. "#.repeat(1_000);
    let body = format!(r#"{{"status":400,"success":false,"message":"{message}"}}"#);
    let recovery =
        salesive::Reply::decode(400, body.as_bytes()).recovery(&Salesive::whole_update());
    assert!(matches!(recovery.unwrap().action, Action::FixFields(fields) if fields.len() == 100));

    let lines = vec!["payload.tags[1]: should be string"; 1_000];
    let data = serde_json::to_string(&lines).unwrap();
    let body = format!(r#"{{"ok":false,"error":"validation_error","data":{data}}}"#);
    let recovery =
        microbase::Reply::decode(200, body.as_bytes()).recovery(&MicroBase::whole_update());
    assert!(matches!(recovery.unwrap().action, Action::FixFields(fields) if fields.len() == 100));
}
