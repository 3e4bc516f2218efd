//! What the gateway answers by itself.

use crate::exchange::Exchange;
use crate::support::{Gateway, KEY, ask, success};

/// No service is there: what is asked of it would not be answered like that.
async fn gateway() -> Gateway {
    Gateway::before("http://127.0.0.1:1", "app_example").await
}

#[tokio::test]
async fn only_who_has_the_key_is_let_in() {
    let gateway = gateway().await;
    for exchange in Exchange::first_of_each_service() {
        let long = format!("{KEY}x");
        for key in [
            None,
            Some(""),
            Some("key"),
            Some(&*long),
            Some("Key-of-the-gateway"),
        ] {
            let mut request = gateway
                .request(&exchange)
                .header("authorization", format!("Bearer {}", exchange.token))
                .body("{".to_owned())
                .unwrap();
            let headers = request.headers_mut();
            headers.remove("x-api-key");
            if let Some(key) = key {
                headers.insert("x-api-key", key.parse().unwrap());
            }
            let answer = ask(request).await;
            answer.assert_problem(401);
            assert_eq!(answer.headers["www-authenticate"], "ApiKey");
        }
    }
}

#[tokio::test]
async fn without_a_key_nobody_is_let_in() {
    let gateway = Gateway::with_key("", "http://127.0.0.1:1", "app_example").await;
    let request = gateway.request(&success("salesive"));
    let mut request = request.body("{}".to_owned()).unwrap();
    for key in [Some(""), None] {
        request.headers_mut().remove("x-api-key");
        if let Some(key) = key {
            request
                .headers_mut()
                .insert("x-api-key", key.parse().unwrap());
        }
        ask(request.clone()).await.assert_problem(401);
    }
}

#[tokio::test]
async fn all_that_is_wrong_is_said_at_once_with_hints_beside_it() {
    let gateway = gateway().await;
    let request = gateway
        .request(&success("salesive"))
        .header("x-shop-id", "1")
        .body(r#"{"emial": "ada@example.com", "phone": 5, "active": "yes"}"#.to_owned());
    let answer = ask(request.unwrap()).await;
    answer.assert_problem(400);
    let told = answer.body["detail"].as_str().unwrap();
    assert!(
        told.contains("header x-shop-id: ") && told.contains("body: "),
        "{told}"
    );
    let rules = |member: &str| -> Vec<_> {
        let listed = answer.body[member].as_array().unwrap().iter();
        listed.map(|it| it["rule"].as_str().unwrap()).collect()
    };
    let broken = ["salesive.update.phone.type", "salesive.update.active.type"];
    assert_eq!(rules("errors"), broken);
    assert_eq!(rules("advisories"), ["salesive.update.member.unknown"]);
    assert_eq!(answer.body["advisories"][0]["suggestion"], "email");
}

#[tokio::test]
async fn what_is_no_update_is_not_handed_on() {
    let gateway = gateway().await;
    let exchange = success("microbase");
    let sent = |body: &str| gateway.request(&exchange).body(body.to_owned()).unwrap();
    ask(sent("{")).await.assert_problem(400);
    ask(sent("{}")).await.assert_problem(422);
    ask(sent(&" ".repeat((1 << 20) + 1)))
        .await
        .assert_problem(413);
    let mut typed = sent(exchange.body.get());
    let text = "text/plain".parse().unwrap();
    typed.headers_mut().insert("content-type", text);
    ask(typed).await.assert_problem(415);
    let mut method = sent(exchange.body.get());
    *method.method_mut() = http::Method::PATCH;
    let answer = ask(method).await;
    assert_eq!(
        (answer.status, &answer.headers["allow"]),
        (405, &"POST".parse().unwrap())
    );
}
