//! No string of a body, id, token, error code or member name is in any output.

use std::error::Error;
use std::fmt::{Debug, Display};

use salesive_schema::http::RetryAfter;
use salesive_schema::report::CatalogueRule;
use salesive_schema::salesive::{AppToken, ObjectId};
use salesive_schema::{
    Email, Options, Reply, Report, Service, Timestamp, Unchecked, microbase, salesive,
};

use crate::both::{Documented, for_both_services};
use crate::fixtures;
use crate::members::tokens;

/// What stands in every string, and as every number.
const CANARIES: [&str; 3] = ["canary", "27182818284", "ca4a41"];

/// Outputs of everything that holds input.
#[derive(Default)]
struct Outputs(Vec<String>);

impl Outputs {
    fn debug(&mut self, shown: &dyn Debug) {
        self.0.push(format!("{shown:?}\n{shown:#?}"));
    }

    fn error<E: Error>(&mut self, error: &E) {
        self.debug(error);
        self.0.push(format!(
            "{error} {:?}",
            error.source().map(ToString::to_string)
        ));
    }

    fn display(&mut self, shown: &dyn Display) {
        self.0.push(shown.to_string());
    }

    fn report<C: CatalogueRule>(&mut self, report: &Report<C>, body: &[u8]) {
        self.error(report);
        self.debug(&report.messages());
        for (finding, location) in report.locate(body) {
            self.debug(finding);
            self.debug(finding.pointer());
            self.debug(&location);
            self.display(finding);
            self.display(finding.pointer());
        }
    }

    fn hold_no_canary(&self, name: &str) {
        assert!(!self.0.is_empty(), "{name}");
        for output in &self.0 {
            let lower = output.to_lowercase();
            let leaks = CANARIES.iter().any(|canary| lower.contains(canary));
            assert!(!leaks, "{name}: {output}");
        }
    }
}

const DOCUMENTED: &[&str] = &[
    "_id",
    "active",
    "address_1",
    "address_2",
    "addresses",
    "avatar",
    "city",
    "company",
    "country",
    "createdAt",
    "customer",
    "data",
    "email",
    "error",
    "firstName",
    "id",
    "instructions",
    "lastActive",
    "lastName",
    "message",
    "name",
    "ok",
    "online",
    "password",
    "phone",
    "postCode",
    "shop",
    "shopId",
    "shop_id",
    "state",
    "status",
    "success",
    "tags",
    "updatedAt",
    "user",
];

/// The text with a canary in every string that is not a documented name, and as every number that
/// is not a status.
fn with_canaries(text: &str) -> String {
    let tokens = tokens(text);
    let canary = |(at, token): (usize, &&str)| {
        let is_name = tokens.get(at + 1) == Some(&":");
        let documented = is_name && DOCUMENTED.contains(&token.trim_matches('"'));
        let is_status = at > 1 && tokens[at - 2] == "\"status\"";
        match token.as_bytes()[0] {
            b'"' if !documented => format!("\"Canary {at}\""),
            b'-' | b'0'..=b'9' if !is_status => CANARIES[1].to_owned(),
            _ => (*token).to_owned(),
        }
    };
    tokens
        .iter()
        .enumerate()
        .map(canary)
        .collect::<Vec<_>>()
        .join(" ")
}

fn judge<S: Service>(outputs: &mut Outputs, body: &[u8]) {
    for strict in [false, true] {
        match S::check(body, &Options::new().strict(strict)) {
            Ok(checked) => {
                outputs.debug(&checked);
                outputs.debug(&checked.value());
                outputs.report(checked.report(), body);
                if let Err(report) = checked.into_result() {
                    outputs.report(&report, body);
                }
            }
            Err(malformed) => {
                outputs.error(&malformed);
                outputs.0.push(malformed.sentence().to_owned());
            }
        }
    }
    match S::from_json(body) {
        Ok(update) => outputs.debug(&S::owned_update(update)),
        Err(rejection) => {
            outputs.error(&rejection);
            outputs.debug(&rejection.problem());
            outputs.0.push(rejection.problem().to_json());
        }
    }
    match serde_json::from_slice::<Unchecked<S>>(body) {
        Ok(unchecked) => {
            outputs.debug(&unchecked);
            outputs.debug(&unchecked.check());
        }
        Err(error) => outputs.error(&error),
    }
}

fn decode<S: Documented>(outputs: &mut Outputs, http_status: u16, body: &[u8]) {
    let reply = Reply::<S>::decode(http_status, body);
    outputs.debug(&reply);
    outputs.report(reply.discrepancies(), body);
    let reply = reply
        .with_content_type("text/canary")
        .with_retry_after(RetryAfter::new("canary"));
    outputs.debug(&reply.recovery(&S::whole_update()));
    outputs.debug(&reply.into_owned());
}

for_both_services! {
    requests_show_nothing_of_their_strings
    replies_show_nothing_of_their_strings
    malformed_texts_show_nothing_of_themselves
}

fn requests_show_nothing_of_their_strings<S: Service>() {
    for case in fixtures::requests::<S>() {
        let body = with_canaries(str::from_utf8(&case.body).unwrap());
        let mut outputs = Outputs::default();
        judge::<S>(&mut outputs, body.as_bytes());
        outputs.hold_no_canary(&case.name);
    }
    let accepted = match S::NAME {
        "salesive" => {
            r#"{"name":"Canary","email":"canary@canary.example","phone":"canary",
                "user":"ca4a41ca4a41ca4a41ca4a41","canary":"canary"}"#
        }
        _ => {
            r#"{"id":"Canary","email":"canary@canary.example","firstName":"canary",
                "lastName":"canary","tags":["canary"],"canary":"canary"}"#
        }
    };
    let mut outputs = Outputs::default();
    judge::<S>(&mut outputs, accepted.as_bytes());
    outputs.hold_no_canary("accepted");
    let update = S::from_json(accepted.as_bytes()).unwrap();
    assert!(
        S::to_json(&update).contains("canary@canary.example"),
        "nothing to leak"
    );
}

fn replies_show_nothing_of_their_strings<S: Documented>() {
    for case in fixtures::replies::<S>() {
        let mut outputs = Outputs::default();
        if case.expected.outcome == "unreadable" {
            let body = format!("<html>Canary{}", case.body);
            decode::<S>(&mut outputs, case.http_status, body.as_bytes());
        } else {
            let body = with_canaries(&case.body);
            decode::<S>(&mut outputs, case.http_status, body.as_bytes());
        }
        outputs.hold_no_canary(&case.name);
    }
}

fn malformed_texts_show_nothing_of_themselves<S: Documented>() {
    for (name, path) in fixtures::cases("json") {
        let text = std::fs::read(&path).unwrap();
        let body = [
            b"{\"canary\":\"Canary\",\"name\":\"canary\",\"firstName\":",
            &text[..],
            b"}",
        ]
        .concat();
        let mut outputs = Outputs::default();
        judge::<S>(&mut outputs, &body);
        decode::<S>(&mut outputs, 200, &body);
        outputs.hold_no_canary(&name);
    }
    let body = r#"{"canary":"Canary","email":["canary"],"tags":[27182818284],"id":{"canary":1}}"#;
    for end in 0..body.len() {
        let mut outputs = Outputs::default();
        judge::<S>(&mut outputs, &body.as_bytes()[..end]);
        decode::<S>(&mut outputs, 200, &body.as_bytes()[..end]);
        outputs.hold_no_canary("prefix");
    }
}

#[test]
fn parts_of_replies_show_nothing_of_their_strings() {
    let mut outputs = Outputs::default();
    let body = br#"{"status":200,"success":true,"message":"canary","canary":["canary"],"data":{
        "_id":"canary","user":{"_id":"canary","name":"canary","email":"canary","avatar":"canary","canary":1},
        "shop":"canary","name":"canary","phone":"canary","email":"canary","lastActive":"canary",
        "createdAt":"canary","updatedAt":"canary","avatar":"canary","id":"canary","canary":"canary"}}"#;
    let reply = salesive::Reply::decode(200, body);
    let envelope = reply.envelope().unwrap();
    outputs.debug(&envelope.clone().into_owned());
    outputs.debug(&envelope.data);
    outputs.debug(&envelope.unlisted);
    outputs.debug(
        &envelope
            .unlisted
            .get("canary")
            .unwrap()
            .clone()
            .into_owned(),
    );
    let salesive::Outcome::Updated(customer) = reply.outcome() else {
        panic!()
    };
    outputs.debug(&customer.clone().into_owned());
    outputs.debug(&customer.user);
    outputs.debug(&customer.last_active);
    outputs.debug(&Timestamp::new("canary"));
    let refused = salesive::Reply::decode(500, body);
    outputs.debug(&refused.envelope());
    outputs.debug(&refused.into_outcome());

    let body = br#"{"ok":true,"canary":"canary","data":"canary","customer":{"email":"canary",
        "firstName":"canary","lastName":"canary","status":"canary","tags":["canary"],"id":"canary",
        "addresses":[{"name":"canary","phone":"canary"},{"phone":27182818284,"canary":"canary"}]}}"#;
    let reply = microbase::Reply::decode(200, body);
    outputs.debug(&reply.envelope().unwrap().clone().into_owned());
    let microbase::Outcome::Updated(customer) = reply.outcome() else {
        panic!()
    };
    outputs.debug(&customer.clone().into_owned());
    outputs.debug(&customer.status);
    outputs.debug(&customer.addresses);
    for address in customer
        .addresses
        .iter()
        .flat_map(microbase::Addresses::iter)
    {
        outputs.debug(&address);
        outputs.debug(&address.phone);
    }
    let refusal = microbase::Reply::decode(
        200,
        br#"{"ok":false,"error":"canary_code","data":["canary"]}"#,
    );
    let microbase::Outcome::Refused(refusal) = refusal.into_outcome() else {
        panic!()
    };
    assert_eq!(refusal.code(), Some("canary_code"));
    outputs.debug(&refusal);
    outputs.debug(&refusal.error());
    outputs.display(&refusal.kind());
    outputs.hold_no_canary("parts");
}

#[test]
fn ids_tokens_addresses_and_builders_show_nothing_of_themselves() {
    let mut outputs = Outputs::default();
    outputs.debug(&salesive::CustomerId::new("canary").unwrap());
    outputs.error(&salesive::CustomerId::new("canary\n").unwrap_err());
    outputs.error(&salesive::CustomerId::new("canary".repeat(1000)).unwrap_err());
    outputs.debug(&ObjectId::new("ca4a41ca4a41ca4a41ca4a41").unwrap());
    outputs.error(&ObjectId::new("canary").unwrap_err());
    outputs.debug(&AppToken::new("app_canary").unwrap());
    for token in [
        "canary",
        "sk_canary",
        "whsec_canary",
        "eyJcanary",
        "Bearer canary",
        "app_canary\n",
    ] {
        outputs.error(&AppToken::new(token).unwrap_err());
    }
    outputs.debug(&microbase::CustomerId::new("canary"));
    outputs.debug(&microbase::BearerToken::new("canary").unwrap());
    outputs.error(&microbase::BearerToken::new("canary\n").unwrap_err());
    outputs.error(&microbase::BearerToken::new("bearer canary").unwrap_err());
    outputs.debug(&microbase::StatusText::new("canary"));
    outputs.debug(&Email::new("canary@canary.example").unwrap());
    outputs.error(&Email::new("canary").unwrap_err());
    let salesive = salesive::CustomerUpdate::builder()
        .name("canary")
        .email("canary")
        .user("canary");
    outputs.debug(&salesive);
    outputs.report(&salesive.build().unwrap_err(), b"");
    let microbase = microbase::CustomerUpdate::builder("canary")
        .email("canary")
        .tags(["canary"]);
    outputs.debug(&microbase);
    outputs.report(&microbase.build().unwrap_err(), b"");
    outputs.hold_no_canary("ids, tokens, addresses and builders");
}
