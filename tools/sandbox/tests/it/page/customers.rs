//! The customers of both services.

use salesive_sandbox::{Faults, Seed};
use serde_json::json;

use crate::exchange::Exchange;
use crate::server::Server;

#[tokio::test]
async fn customers_are_shown_with_what_the_last_exchange_changed() {
    let server = Server::start().await;
    let page = server.page("/sandbox/customers").await;
    assert!(
        !page.contains("class=\"changed\"") && page.contains("There has been no exchange yet.")
    );
    let [salesive, microbase] = Exchange::first_of_each_service();
    server.send(salesive.request(&server.base)).await;
    server.send(microbase.request(&server.base)).await;
    let page = server.page("/sandbox/customers").await;
    let changed = page
        .split("<tr class=\"changed\"><th scope=\"row\"><code>")
        .skip(1);
    let changed: Vec<_> = changed.map(|it| it.split('<').next().unwrap()).collect();
    let of_microbase = ["firstName", "lastName", "status", "tags"];
    assert_eq!(
        changed,
        [&["phone", "updatedAt"][..], &of_microbase].concat()
    );
    assert!(page.contains("changed phone, updatedAt."), "{page}");
    assert!(
        page.contains("was <code><bdi>&quot;+2348099998888&quot;</bdi>"),
        "{page}"
    );
    let mut to_nobody = salesive.request(&server.base);
    *to_nobody.uri_mut() = format!("{}/api/v1/customers/nobody", server.base)
        .parse()
        .unwrap();
    server.send(to_nobody).await;
    let page = server.page("/sandbox/customers").await;
    assert!(
        page.contains("the last one, refused, changed nothing."),
        "{page}"
    );
}

#[tokio::test]
async fn of_many_customers_200_are_shown_and_offered_and_of_long_values_1_kib() {
    let customers: Vec<_> = (0..203)
        .map(|nth| json!({ "_id": format!("{nth:024}"), "name": "a".repeat(5000) }))
        .collect();
    let seed = json!({ "salesive": customers }).to_string();
    let server = Server::with(Seed::from_json(&seed).unwrap(), Faults::default()).await;
    let page = server.page("/sandbox/customers").await;
    assert_eq!(page.matches("<article").count(), 200);
    assert!(page.contains("3 more are not shown.") && !page.contains(&"a".repeat(1025)));
    let page = server.page("/").await;
    // And one of no customer.
    let offered = page.split("id=\"customer\"").nth(1).unwrap();
    let offered = offered.split("</select>").next().unwrap();
    assert_eq!(offered.matches("<option").count(), 201);
    let last = format!("/?customer={:024}", 202);
    let page = server.page(&last).await;
    assert!(page.contains(&format!("<option value=\"{:024}\" selected>", 202)));
}
