//! The executable model against the sentences of the Salesive document.

use salesive_schema::salesive::model::{Answers, Store, UpdateRequest};
use salesive_schema::salesive::{Customer, Outcome, RefusalKind, Reply, SCOPE, UserProfile};
use salesive_schema::{Member, Timestamp};

const ADA: &str = "665a1f2c9b1e4a0012ab34cd";
const BEN: &str = "665a1f2c9b1e4a0012ab34ce";
const ADAS_USER: &str = "6650aa11bb22cc33dd44ee55";
const BEFORE: &str = "2026-05-01T09:00:00.000Z";
const AT: &str = "2026-06-28T08:10:00.000Z";

fn customer(id: &str, email: &str) -> Customer<'static> {
    let mut customer = Customer::default();
    customer.id = Some(id.to_owned().into());
    customer.alias = customer.id.clone();
    customer.name = Some("Ada Obi".into());
    customer.email = Some(email.to_owned().into());
    customer.phone = Member::Value("+2348099998888".into());
    customer.last_active = Some(Timestamp::new(BEFORE));
    customer.updated_at = Some(Timestamp::new(BEFORE));
    customer
}

fn user(id: &str) -> UserProfile<'static> {
    let mut user = UserProfile::default();
    user.id = Some(id.to_owned().into());
    user.name = Some("Ada Obi".into());
    user
}

fn store() -> Store {
    let mut store = Store::new();
    let mut ada = customer(ADA, "ada@example.com");
    ada.user = Member::Value(user(ADAS_USER));
    store.insert(ada);
    store.insert(customer(BEN, "ben@example.com"));
    store.insert_user(user(ADAS_USER));
    store.grant("app_writer", &["READ_CUSTOMERS", SCOPE]);
    store.grant("app_reader", &["READ_CUSTOMERS"]);
    store
}

fn update(store: &mut Store, id: &str, body: &str) -> Reply<'static> {
    send(store, Some("app_writer"), id, body)
}

fn send(store: &mut Store, token: Option<&str>, id: &str, body: &str) -> Reply<'static> {
    let request = UpdateRequest {
        token,
        id,
        body: body.as_bytes(),
        at: AT,
    };
    let (http_status, reply) = store.update(&request);
    let reply = Reply::decode(http_status, &reply).into_owned();
    assert!(
        reply.discrepancies().is_empty(),
        "{}",
        reply.discrepancies()
    );
    reply
}

fn updated(reply: &Reply<'_>) -> Customer<'static> {
    let Outcome::Updated(customer) = reply.outcome() else {
        panic!("{reply:?}")
    };
    customer.clone().into_owned()
}

fn refused(reply: &Reply<'_>) -> (RefusalKind, u16) {
    let Outcome::Refused(refusal) = reply.outcome() else {
        panic!("{reply:?}")
    };
    (refusal.kind(), refusal.http_status())
}

#[test]
fn what_is_absent_stays_and_updated_at_moves() {
    let mut store = store();
    let before = store.customer(ADA).unwrap().clone();
    let after = updated(&update(&mut store, ADA, r#"{"active": false}"#));
    let mut expected = before;
    expected.active = Some(false);
    expected.updated_at = Some(Timestamp::new(AT));
    assert!(after == expected);
    assert!(store.customer(ADA) == Some(&expected));
}

#[test]
fn null_clears_the_phone_and_unlinks_the_user() {
    let mut store = store();
    let after = updated(&update(&mut store, ADA, r#"{"phone": null, "user": null}"#));
    assert!(after.phone.is_null() && after.user.is_null());
}

#[test]
fn a_known_user_is_linked_with_its_profile_an_unknown_one_with_its_id() {
    let mut store = store();
    let linked = |reply: &Reply<'_>| updated(reply).user.value().unwrap();
    let known = update(&mut store, BEN, &format!(r#"{{"user": "{ADAS_USER}"}}"#));
    assert!(linked(&known) == user(ADAS_USER));
    let unknown = update(&mut store, BEN, r#"{"user": "000000000000000000000000"}"#);
    assert!(linked(&unknown).name.is_none() && linked(&unknown).id.is_some());
}

#[test]
fn the_id_may_be_that_of_the_linked_user() {
    let mut store = store();
    let after = updated(&update(&mut store, ADAS_USER, r#"{"name": "Ada"}"#));
    assert_eq!(after.id.as_deref(), Some(ADA));
}

#[test]
fn documented_refusals_come_with_their_status_and_change_nothing() {
    let mut store = store();
    let before = store.customers().to_vec();
    let body = r#"{"name": "Ada"}"#;
    let unknown = "000000000000000000000000";
    for (token, id, expected) in [
        (None, ADA, (RefusalKind::Unauthorized, 401)),
        (Some("app_other"), ADA, (RefusalKind::Unauthorized, 401)),
        (Some("app_reader"), ADA, (RefusalKind::Forbidden, 403)),
        (
            Some("app_writer"),
            unknown,
            (RefusalKind::CustomerNotFound, 404),
        ),
    ] {
        assert_eq!(refused(&send(&mut store, token, id, body)), expected);
    }
    assert!(store.customers() == before);
}

#[test]
fn an_email_address_is_unique_within_the_store_but_ones_own_is_fine() {
    let mut store = store();
    let taken = update(&mut store, ADA, r#"{"email": "ben@example.com"}"#);
    assert_eq!(refused(&taken), (RefusalKind::Other, 400));
    updated(&update(&mut store, ADA, r#"{"email": "ada@example.com"}"#));
    updated(&update(&mut store, ADA, r#"{"email": "Ben@example.com"}"#));
}

#[test]
fn what_breaks_a_rule_is_refused_as_the_settings_say() {
    let mut answers = Answers::default();
    answers.invalid.status = 422;
    let mut store = store().with_answers(answers);
    for (body, status) in [
        ("{", 400),
        ("{}", 400),
        ("[]", 422),
        (r#"{"active": 1}"#, 422),
    ] {
        assert_eq!(
            refused(&update(&mut store, ADA, body)),
            (RefusalKind::Other, status),
            "{body}"
        );
    }
}

#[test]
fn what_is_added_again_replaces_what_was_there() {
    let mut store = store();
    store.grant("app_reader", &[SCOPE]);
    let body = r#"{"name": "Ada"}"#;
    updated(&send(&mut store, Some("app_reader"), ADA, body));
    store.insert(customer(ADA, "ada.obi@example.com"));
    assert_eq!(store.customers().len(), 2);
    store.insert(Customer::default());
    store.insert(Customer::default());
    assert_eq!(
        store.customers().len(),
        4,
        "a customer without an id is none of the others"
    );
    let mut renamed = user(ADAS_USER);
    renamed.name = Some("Ada".into());
    store.insert_user(renamed.clone());
    let linked = update(&mut store, BEN, &format!(r#"{{"user": "{ADAS_USER}"}}"#));
    assert!(updated(&linked).user == Member::Value(renamed));
}
