//! The whole job with a keyboard alone.

use fantoccini::key::Key;
use serde_json::json;

use crate::browser::Browser;

impl Browser {
    async fn press(&self, keys: &str) {
        let focused = self.client.active_element().await.unwrap();
        focused.send_keys(keys).await.unwrap();
    }

    async fn tab(&self) {
        self.press(&char::from(Key::Tab).to_string()).await;
    }

    async fn enter(&self) {
        self.press(&char::from(Key::Enter).to_string()).await;
    }

    /// What has the focus: its text or its label.
    async fn focused(&self) -> String {
        let name = "const it = document.activeElement;
            return it.labels?.length ? it.labels[0].textContent : it.ariaLabel ?? it.textContent";
        self.evaluate(name).await.as_str().unwrap().to_owned()
    }

    /// Goes on to what has this name, and sees that the focus is seen at each stop.
    async fn tab_to(&self, name: &str) -> Vec<String> {
        let mut passed = Vec::new();
        while passed.len() < 30 {
            self.tab().await;
            let seen = "const style = getComputedStyle(document.activeElement);
                return [style.outlineStyle, parseFloat(style.outlineWidth) >= 2]";
            let seen = self.evaluate(seen).await;
            let focused = self.focused().await;
            assert_eq!(
                seen,
                json!(["solid", true]),
                "the focus on {focused:?} is not seen"
            );
            passed.push(focused);
            if passed.last().is_some_and(|it| it == name) {
                return passed;
            }
        }
        panic!("{name} is not reached: {passed:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn writes_sends_and_opens_an_update() {
    let Some(browser) = Browser::start(true).await else {
        return;
    };
    browser.open("/").await;
    let passed = browser.tab_to("Body").await;
    let order = [
        "Skip to the content",
        "Try an update",
        "Customers",
        "Exchanges",
        "Salesive",
        "MicroBase",
        "Customer",
        "Body",
    ];
    assert_eq!(passed, order);
    let all = format!("{}a{}", char::from(Key::Control), char::from(Key::Control));
    browser.press(&all).await;
    browser.press("{\"email\": \"nobody\"}").await;
    browser.wait_for("#summary", "1 violation").await;
    browser.press(&all).await;
    browser.press("{\"active\": false}").await;
    browser.wait_for("#summary", "Accepted").await;

    assert_eq!(browser.tab_to("Fault").await, ["Token", "Fault"]);
    browser.press("wrong_e").await;
    assert_eq!(browser.tab_to("Send").await, ["Send"]);
    browser.enter().await;
    browser.wait_for("#answer", "wrong_echo").await;
    assert_eq!(
        browser.evaluate("return document.activeElement.id").await,
        "answer"
    );
    browser.tab_to("Exchange 1, with its request").await;
    browser.enter().await;
    browser.wait_for("h1", "Exchange 1").await;
    browser.tab_to("Show the values").await;
    browser.enter().await;
    browser.wait_for("main", "\"active\": false").await;
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn skips_to_the_content_and_filters() {
    let Some(browser) = Browser::start(true).await else {
        return;
    };
    browser.open("/sandbox/exchanges").await;
    browser.tab_to("Skip to the content").await;
    browser.enter().await;
    assert_eq!(
        browser.tab_to("Filter").await,
        ["Service", "Outcome", "Filter"]
    );
    browser.enter().await;
    browser.wait_for("caption", "0 of 0 exchanges").await;
    browser.end().await;
}
