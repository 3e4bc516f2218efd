//! Every fault of both services, over every exchange.

use salesive_schema::model::Model;
use salesive_schema::{microbase, salesive};

use crate::exchange::Exchange;
use crate::server::Server;
use crate::support::{Gateway, struck, success};

/// What comes of an update that would be made.
const ANSWERS: [&str; 16] = [
    "salesive html_502 504",
    "salesive truncated_json 504",
    "salesive empty_body 504",
    "salesive wrong_echo 200",
    "salesive wrong_flag 504",
    "salesive wrong_status 504",
    "salesive no_customer 204",
    "salesive lost_race 200",
    "microbase html_502 504",
    "microbase truncated_json 504",
    "microbase empty_body 504",
    "microbase wrong_flag 504",
    "microbase wrong_status 504",
    "microbase no_customer 204",
    "microbase error_object 502",
    "microbase lost_race 504",
];

fn names<M: Model>(service: &str) -> Vec<String> {
    let name = |fault: &M::Fault| format!("{service} {fault}");
    M::FAULTS.iter().map(name).collect()
}

#[test]
fn there_is_an_answer_for_every_fault() {
    let mut names = [
        names::<salesive::model::Store>("salesive"),
        names::<microbase::model::Store>("microbase"),
    ]
    .concat();
    for line in ANSWERS {
        let (fault, _) = line.rsplit_once(' ').unwrap();
        names.retain(|name| name != fault);
    }
    assert_eq!(names, [""; 0]);
}

#[tokio::test]
async fn no_fault_makes_an_update_fail_that_was_made_or_be_sent_twice() {
    for line in ANSWERS {
        let words: Vec<_> = line.split(' ').collect();
        let [service, fault, status] = words[..] else {
            panic!("{line}")
        };
        let exchange = success(service);
        let sandbox = Server::with_faults(&[fault]).await;
        let gateway = Gateway::before(&sandbox.base, &exchange.token).await;
        let answer = gateway.ask(&exchange).await;
        assert_eq!(answer.status.to_string(), status, "{line}: {answer:?}");
        assert_eq!(struck(&sandbox), 1, "{line}");
        if answer.status == 504 {
            answer.assert_problem(504);
            assert_eq!(answer.body["written"], "unknown", "{line}");
        }
    }
}

#[tokio::test]
async fn no_fault_makes_a_refusal_a_success() {
    let refused = |exchange: &Exchange| exchange.made.outcome == "refused";
    for exchange in Exchange::all().into_iter().filter(refused) {
        let faults = ANSWERS
            .iter()
            .filter(|it| it.starts_with(&exchange.service));
        for line in faults {
            let fault = line.split(' ').nth(1).unwrap();
            let sandbox = Server::with_faults(&[fault]).await;
            let gateway = Gateway::before(&sandbox.base, &exchange.token).await;
            let answer = gateway.ask(&exchange).await;
            answer.assert_problem(answer.status);
            assert!(answer.status >= 400, "{line}, {}", exchange.name);
            assert!(struck(&sandbox) <= 1, "{line}, {}", exchange.name);
        }
    }
}
