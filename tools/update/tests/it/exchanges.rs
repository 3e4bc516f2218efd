//! Every documented success and refusal that `salesive-update` has flags for.

use serde_json::Value;

use crate::client;
use crate::exchange::Exchange;
use crate::server::Server;

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_client() {
    for exchange in Exchange::all() {
        let server = Server::start().await;
        let Some(arguments) = client::arguments(&exchange, &server.base) else {
            continue;
        };
        let made = client::made(&client::run(&exchange.token, &arguments));
        assert_eq!(made, exchange.made, "{}", exchange.name);
        let customers = server.state().await[&exchange.service].take();
        let is_it = |customer: &&Value| {
            customer["id"] == exchange.id || customer["user"]["_id"] == exchange.id
        };
        let customer = customers.as_array().unwrap().iter().find(is_it);
        for (member, value) in &exchange.after {
            let customer = customer.unwrap();
            assert_eq!(customer[member], *value, "{}: {member}", exchange.name);
        }
    }
}
