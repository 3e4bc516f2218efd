//! What both clients make of faults.

use crate::client;
use crate::exchange::{Exchange, Made};
use crate::server::Server;

/// What a careful client does after an update that would have been a success.
const NEXT: [&str; 16] = [
    "salesive html_502 502 unreadable read_again",
    "salesive truncated_json 200 unreadable read_again",
    "salesive empty_body 200 unreadable read_again",
    "salesive wrong_echo 200 updated -",
    "salesive wrong_flag 200 refused read_again",
    "salesive wrong_status 500 refused read_again",
    "salesive no_customer 200 accepted -",
    "salesive lost_race 200 updated -",
    "microbase html_502 502 unreadable read_again",
    "microbase truncated_json 200 unreadable read_again",
    "microbase empty_body 200 unreadable read_again",
    "microbase wrong_flag 200 refused read_again",
    "microbase wrong_status 500 refused read_again",
    "microbase no_customer 200 accepted -",
    "microbase error_object 400 refused report_bug",
    "microbase lost_race 200 refused read_again",
];

#[tokio::test(flavor = "multi_thread")]
async fn after_a_success_with_a_fault_both_clients_say_what_to_do() {
    let exchanges = Exchange::all();
    for line in NEXT {
        let words: Vec<_> = line.split(' ').collect();
        let [service, name, http_status, outcome, action] = words[..] else {
            panic!("{line}")
        };
        let expected = Made {
            http_status: http_status.parse().unwrap(),
            outcome: outcome.into(),
            kind: (outcome == "refused").then(|| "other".into()),
            action: (action != "-").then(|| action.into()),
        };
        let success = |exchange: &&Exchange| {
            exchange.service == service && exchange.made.outcome == "updated"
        };
        let exchange = exchanges.iter().find(success).unwrap();
        let server = Server::with_faults(&[name]).await;
        let response = server.send(exchange.request(&server.base)).await;
        assert_eq!(exchange.made_of_response(&response), expected, "{name}");
        let is_page = response.headers()["content-type"] == "text/html; charset=utf-8";
        assert_eq!(is_page, name == "html_502");
        let arguments = client::arguments(exchange, &server.base).unwrap();
        let output = client::run(&exchange.token, &arguments);
        assert_eq!(client::made(&output), expected, "{name}");
    }
}
