//! Without JavaScript.

use crate::browser::Browser;

#[tokio::test(flavor = "multi_thread")]
async fn buttons_do_what_scripts_would() {
    let Some(browser) = Browser::start(false).await else {
        return;
    };
    browser.open("/").await;
    browser.write("{\n\"phone\": 1}").await;
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    assert!(
        browser.text("#summary").await.contains("Accepted"),
        "no script runs"
    );
    browser.click("button[value=check]").await;
    browser.wait_for("#summary", "1 violation").await;
    let second = browser.text("ol.listing > li:nth-child(2)").await;
    assert!(second.contains("salesive.update.phone.type"), "{second}");
    assert!(second.contains("line 2, column 10"), "{second}");
    browser.client.refresh().await.unwrap();
    browser.wait_for("#summary", "1 violation").await;

    browser.write("{\"phone\": null}").await;
    browser.click("button[value=send]").await;
    browser.wait_for("#answer", "updated").await;
    browser.open("/sandbox/exchanges").await;
    assert_eq!(browser.rows().await.len(), 1);

    browser.open("/?service=microbase").await;
    browser.choose("#customer", "S1b2c3d4E").await;
    browser.click("button[value=example]").await;
    browser.wait_for("#details", "S1b2c3d4E").await;
    browser.end().await;
}
