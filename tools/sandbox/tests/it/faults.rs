//! Faults over HTTP: what a client makes of them, and what becomes of the update, is what they declare.

use salesive_sandbox::{Faults, UnknownFault};
use salesive_schema::{microbase as mb, salesive as sv};

use crate::exchange::Exchange;
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
        let reply = undisturbed.send(request()).await;
        let after = undisturbed.state().await;
        for name in names() {
            let Some((outcome, kind, stands)) = declared(&exchange, name, &reply) else {
                continue;
            };
            let server = Server::with_faults(&[name]).await;
            let response = server.send(exchange.request(&server.base)).await;
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

#[tokio::test]
async fn faults_take_turns_and_leave_the_other_service_alone() {
    let server = Server::with_faults(&["wrong_echo", "none", "html_502"]).await;
    let exchanges = Exchange::all();
    let mut statuses = Vec::new();
    for turn in 0..6 {
        let of_salesive = exchanges.iter().find(|it| it.is_salesive()).unwrap();
        let of_microbase = exchanges.iter().find(|it| !it.is_salesive()).unwrap();
        for exchange in [of_salesive, of_microbase] {
            let response = server.send(exchange.request(&server.base)).await;
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
