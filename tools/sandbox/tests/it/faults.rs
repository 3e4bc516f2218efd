//! Faults over HTTP: what a client makes of them, and what becomes of the update, is what they declare.

use salesive_sandbox::{Faults, UnknownFault};
use salesive_schema::{microbase as mb, salesive as sv};

use crate::client;
use crate::exchange::{Exchange, Made};
use crate::server::{Response, Server};

/// What the client must make of this fault where this is the undisturbed reply, and whether the update
/// stands.
macro_rules! declared {
    ($room:ident, $fault:expr, $undisturbed:expr) => {{
        use $room::model::Expected;
        let reply = $room::Reply::from_http($undisturbed);
        let refusal = match reply.outcome() {
            $room::Outcome::Refused(refusal) => Some(refusal.kind()),
            _ => None,
        };
        let consequence = $fault.consequence(refusal);
        let (outcome, kind) = match consequence.outcome {
            Expected::Updated => ("updated", None),
            Expected::Accepted => ("accepted", None),
            Expected::Refused(kind) => ("refused", Some(kind.name())),
            Expected::Unreadable => ("unreadable", None),
        };
        (outcome, kind, consequence.stands)
    }};
}

type Declared = (&'static str, Option<&'static str>, bool);

fn declared(exchange: &Exchange, name: &str, undisturbed: &Response) -> Option<Declared> {
    if exchange.is_salesive() {
        let fault = sv::model::Fault::from_name(name)?;
        Some(declared!(sv, fault, undisturbed))
    } else {
        let fault = mb::model::Fault::from_name(name)?;
        Some(declared!(mb, fault, undisturbed))
    }
}

fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = sv::model::Fault::ALL.iter().map(|it| it.name()).collect();
    names.extend(mb::model::Fault::ALL.iter().map(|it| it.name()));
    names.sort_unstable();
    names.dedup();
    names
}

#[tokio::test]
async fn each_fault_of_each_exchange_has_its_declared_consequence() {
    let mut struck = 0;
    for exchange in Exchange::all() {
        let undisturbed = Server::start().await;
        let before = undisturbed.state().await;
        let request = || exchange.request(&undisturbed.base);
        let reply = undisturbed.send_http(request()).await;
        let after = undisturbed.state().await;
        for name in names() {
            let Some((outcome, kind, stands)) = declared(&exchange, name, &reply) else {
                continue;
            };
            let server = Server::with_faults(&[name]).await;
            let response = server.send_http(exchange.request(&server.base)).await;
            let made = exchange.made_of_response(&response);
            let what = format!("{name}: {}", exchange.name);
            assert_eq!(
                (&*made.outcome, made.kind.as_deref()),
                (outcome, kind),
                "{what}"
            );
            let left = server.state().await;
            assert_eq!(
                left,
                if stands {
                    after.clone()
                } else {
                    before.clone()
                },
                "{what}"
            );
            let log = server.log();
            assert!(
                log.contains(&format!("{} fault: {name}", exchange.service)),
                "{log:?}"
            );
            struck += 1;
        }
    }
    assert_eq!(struck, Exchange::all().len() * 8);
}

/// What a careful client does after an update that would have been a success.
const NEXT: [(&str, &str, u16, &str, Option<&str>); 16] = [
    ("salesive", "html_502", 502, "unreadable", Some("retry")),
    (
        "salesive",
        "truncated_json",
        200,
        "unreadable",
        Some("read_again"),
    ),
    (
        "salesive",
        "empty_body",
        200,
        "unreadable",
        Some("read_again"),
    ),
    ("salesive", "wrong_echo", 200, "updated", None),
    ("salesive", "wrong_flag", 200, "refused", Some("report_bug")),
    (
        "salesive",
        "wrong_status",
        500,
        "refused",
        Some("report_bug"),
    ),
    ("salesive", "no_customer", 200, "accepted", None),
    ("salesive", "lost_race", 200, "updated", None),
    ("microbase", "html_502", 502, "unreadable", Some("retry")),
    (
        "microbase",
        "truncated_json",
        200,
        "unreadable",
        Some("read_again"),
    ),
    (
        "microbase",
        "empty_body",
        200,
        "unreadable",
        Some("read_again"),
    ),
    (
        "microbase",
        "wrong_flag",
        200,
        "refused",
        Some("report_bug"),
    ),
    (
        "microbase",
        "wrong_status",
        500,
        "refused",
        Some("report_bug"),
    ),
    ("microbase", "no_customer", 200, "accepted", None),
    (
        "microbase",
        "error_object",
        400,
        "refused",
        Some("report_bug"),
    ),
    ("microbase", "lost_race", 200, "refused", Some("read_again")),
];

#[tokio::test(flavor = "multi_thread")]
async fn after_a_success_with_a_fault_both_clients_say_what_to_do() {
    let exchanges = Exchange::all();
    for (service, name, http_status, outcome, action) in NEXT {
        let expected = Made {
            http_status,
            outcome: outcome.into(),
            kind: (outcome == "refused").then(|| "other".into()),
            action: action.map(Into::into),
        };
        let success = |exchange: &&Exchange| {
            exchange.service == service && exchange.made.outcome == "updated"
        };
        let exchange = exchanges.iter().find(success).unwrap();
        let server = Server::with_faults(&[name]).await;
        let response = server.send_http(exchange.request(&server.base)).await;
        assert_eq!(exchange.made_of_response(&response), expected, "{name}");
        let is_page = response.headers()["content-type"] == "text/html; charset=utf-8";
        assert_eq!(is_page, name == "html_502");
        let arguments = exchange.arguments(&server.base).unwrap();
        let output = client::run(&exchange.token, &arguments);
        assert_eq!(client::made(&output), expected, "{name}");
    }
}

#[tokio::test]
async fn faults_take_turns_and_leave_the_other_service_alone() {
    let server = Server::with_faults(&["wrong_echo", "none", "html_502"]).await;
    let exchanges = Exchange::all();
    let mut statuses = Vec::new();
    for turn in 0..6 {
        let of_salesive = exchanges.iter().find(|it| it.is_salesive()).unwrap();
        let of_microbase = exchanges.iter().find(|it| !it.is_salesive()).unwrap();
        for exchange in [of_salesive, of_microbase] {
            let response = server.send_http(exchange.request(&server.base)).await;
            statuses.push((turn, response.status().as_u16()));
        }
    }
    let bad: Vec<_> = statuses
        .iter()
        .filter(|(_, status)| *status == 502)
        .collect();
    // Salesive has all three, MicroBase no echo: its turns are none, html_502.
    assert_eq!(bad, [&(1, 502), &(2, 502), &(3, 502), &(5, 502), &(5, 502)]);
}

#[test]
fn an_unknown_fault_is_refused_with_the_names_there_are() {
    assert_eq!(
        Faults::from_names(&["html_502", "canary"]).unwrap_err(),
        UnknownFault
    );
    let told = UnknownFault.to_string();
    assert!(
        names().iter().all(|name| told.contains(name)) && told.ends_with("and none"),
        "{told}"
    );
}
