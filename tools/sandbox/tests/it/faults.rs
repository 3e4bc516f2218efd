//! Faults over HTTP: what a client makes of them, and what becomes of the update, is what they declare.

use std::collections::BTreeSet;

use salesive_sandbox::{Faults, UnknownFault};
use salesive_schema::model::{Expected, Model};
use salesive_schema::{Reply, microbase, salesive};

use crate::exchange::Exchange;
use crate::server::{Response, Server};

/// The outcome, the kind of a refusal, and whether the update stands.
type Declared = (&'static str, Option<String>, bool);

/// What the client must make of this fault where this is the undisturbed reply.
fn declared<M: Model>(name: &str, undisturbed: &Response) -> Option<Declared> {
    let fault = M::FAULTS.iter().find(|fault| fault.to_string() == name)?;
    let reply = Reply::<M::Service>::from_http(undisturbed);
    let declared = M::consequence(*fault, Expected::from(reply.outcome()).kind());
    let kind = declared.outcome.kind().map(|kind| kind.to_string());
    Some((declared.outcome.name(), kind, declared.stands))
}

fn names() -> BTreeSet<String> {
    fn of<M: Model>() -> impl Iterator<Item = String> {
        M::FAULTS.iter().map(ToString::to_string)
    }
    of::<salesive::model::Store>()
        .chain(of::<microbase::model::Store>())
        .collect()
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
            let declared = match exchange.is_salesive() {
                true => declared::<salesive::model::Store>(&name, &reply),
                false => declared::<microbase::model::Store>(&name, &reply),
            };
            let Some((outcome, kind, stands)) = declared else {
                continue;
            };
            let server = Server::with_faults(&[&name]).await;
            let response = server.send(exchange.request(&server.base)).await;
            let made = exchange.made_of_response(&response);
            let what = format!("{name}: {}", exchange.name);
            assert_eq!((&*made.outcome, made.kind), (outcome, kind), "{what}");
            let left = server.state().await;
            assert_eq!(&left, if stands { &after } else { &before }, "{what}");
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
    let exchanges = Exchange::first_of_each_service();
    let mut statuses = Vec::new();
    for turn in 0..6 {
        for exchange in &exchanges {
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

#[tokio::test]
async fn the_page_says_of_each_what_the_readme_says() {
    let server = Server::start().await;
    let mut told = 0;
    for service in ["salesive", "microbase"] {
        let page = server.page(&format!("/?service={service}")).await;
        for fault in page.split("<dt><code>").skip(1) {
            let (name, rest) = fault.split_once("</code></dt><dd>").unwrap();
            let sentence = rest.split("</dd>").next().unwrap();
            let row = include_str!("../../README.md")
                .lines()
                .find(|line| line.starts_with(&format!("| `{name}` |")));
            assert!(
                row.unwrap().ends_with(&format!("| {sentence} |")),
                "{name}: {sentence}"
            );
            assert!(!sentence.is_empty());
            told += 1;
        }
    }
    let all = salesive::model::Fault::ALL.len() + microbase::model::Fault::ALL.len();
    assert_eq!(told, all);
}
