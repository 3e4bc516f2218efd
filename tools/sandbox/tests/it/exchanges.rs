//! Every documented success and refusal, with three clients: the library over reqwest, curl, and
//! `salesive-update`.

use crate::client;
use crate::exchange::{Exchange, has_curl};
use crate::server::Server;

#[tokio::test]
async fn the_library_over_reqwest() {
    for exchange in Exchange::all() {
        let server = Server::start().await;
        let response = server.send_http(exchange.request(&server.base)).await;
        assert_eq!(
            exchange.made_of_response(&response),
            exchange.made,
            "{}",
            exchange.name
        );
        exchange.assert_after(response.body());
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
        exchange.assert_after(&body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_client() {
    for exchange in Exchange::all() {
        let server = Server::start().await;
        let Some(arguments) = exchange.arguments(&server.base) else {
            continue;
        };
        let made = client::made(&client::run(&exchange.token, &arguments));
        assert_eq!(made, exchange.made, "{}", exchange.name);
        for (member, value) in &exchange.after {
            let customer = server.customer(&exchange).await;
            assert_eq!(customer[member], *value, "{}: {member}", exchange.name);
        }
    }
}
