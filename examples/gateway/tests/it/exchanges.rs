//! Every documented success and refusal of both services.

use crate::exchange::Exchange;
use crate::server::Server;
use crate::support::Gateway;

#[tokio::test]
async fn every_exchange_is_answered_with_what_comes_of_it() {
    for exchange in Exchange::all() {
        let sandbox = Server::start().await;
        let before = sandbox.state().await;
        let gateway = Gateway::before(&sandbox.base, &exchange.token).await;
        let answer = gateway.ask(&exchange).await;
        let what = format!("{}: {answer:?}", exchange.name);
        let status = match exchange.made.action.as_deref() {
            None => 200,
            Some("choose_customer") => 404,
            Some("choose_email") => 409,
            Some("fix_fields") => 422,
            // They are about the token of the gateway.
            Some("renew_token" | "request_scope") => 502,
            other => panic!("{other:?}"),
        };
        assert_eq!(answer.status, status, "{what}");
        if status == 200 {
            for (member, value) in &exchange.after {
                assert_eq!(answer.body[member], *value, "{what}");
            }
            continue;
        }
        answer.assert_problem(status);
        let told = if status == 422 { "errors" } else { "written" };
        assert!(answer.body.get(told).is_some(), "{what}");
        assert_eq!(sandbox.state().await, before, "{what}");
    }
}
