//! Every documented success and refusal, with two clients: the library over hyper, and curl.

use serde_json::Value;

use crate::exchange::{Exchange, has_curl};
use crate::server::Server;

#[tokio::test]
async fn the_library_over_hyper() {
    for exchange in Exchange::all() {
        let server = Server::start().await;
        let response = server.send(exchange.request(&server.base)).await;
        assert_eq!(
            exchange.made_of_response(&response),
            exchange.made,
            "{}",
            exchange.name
        );
        assert_after(&exchange, response.body());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn curl() {
    if !has_curl() {
        return;
    }
    for exchange in Exchange::all() {
        let server = Server::start().await;
        let (http_status, body) = exchange.curl(&server.base);
        let made = exchange.made_of(http_status, &body);
        assert_eq!(made, exchange.made, "{}", exchange.name);
        assert_after(&exchange, &body);
    }
}

/// That the customer in the reply is as it should be.
fn assert_after(exchange: &Exchange, body: &[u8]) {
    let reply: Value = serde_json::from_slice(body).unwrap();
    let customer = if exchange.is_salesive() {
        &reply["data"]
    } else {
        &reply["customer"]
    };
    for (member, value) in &exchange.after {
        assert_eq!(customer[member], *value, "{}: {member}", exchange.name);
    }
}
