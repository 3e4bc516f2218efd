//! To type, to see what is found, to send, and to see what came of it.

use crate::browser::Browser;

const WRONG: &str = "{\"name\": \"Ada Obi\",\n\"phone\": 8099998888}";

#[tokio::test(flavor = "multi_thread")]
async fn the_verdict_follows_what_is_typed_and_the_caret_stays() {
    let Some(browser) = Browser::start(true).await else {
        return;
    };
    browser.open("/").await;
    browser.wait_for("#summary", "Accepted").await;
    browser.write(WRONG).await;
    browser.wait_for("#summary", "1 violation").await;
    let second = browser.text("ol.listing > li:nth-child(2)").await;
    for part in [
        "\"phone\": 8099998888",
        "salesive.update.phone.type at /phone, line 2, column 10",
        "The phone number must be a string",
        "Source: CustomerUpdate.phone",
    ] {
        assert!(second.contains(part), "{part}: {second}");
    }
    assert_eq!(browser.text("ol.listing mark").await, "8099998888");

    // Three characters back, the number becomes a string; the field is still the one that was typed in.
    browser
        .evaluate("const field = document.activeElement; field.setSelectionRange(30, 30); field.dataset.seen = 1;")
        .await;
    let typed = browser.client.active_element().await.unwrap();
    let caret =
        "return [document.activeElement.dataset.seen, document.activeElement.selectionStart]";
    browser
        .evaluate("document.activeElement.setRangeText('\"', 29, 29)")
        .await;
    browser.evaluate("const f = document.activeElement; f.setSelectionRange(f.value.length - 1, f.value.length - 1)").await;
    typed.send_keys("\"").await.unwrap();
    browser.wait_for("#summary", "Accepted").await;
    let length = "return document.activeElement.value.length - 1";
    let length = browser.evaluate(length).await;
    assert_eq!(
        browser.evaluate(caret).await,
        serde_json::json!(["1", length])
    );
    let effect = browser.text("#details table").await;
    assert!(
        effect.contains("phone set \"+2348099998888\" \"8099998888\""),
        "{effect}"
    );

    browser.write("{\"name\": Ada}").await;
    browser
        .wait_for("#summary", "Not JSON: line 1, column 10")
        .await;
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_is_answered_and_stands_in_the_table() {
    let Some(browser) = Browser::start(true).await else {
        return;
    };
    browser.open("/sandbox/exchanges").await;
    assert_eq!(browser.rows().await, [""; 0]);

    browser.open("/").await;
    browser.write("{\"phone\": null, \"active\": false}").await;
    browser.click("button[value=send]").await;
    browser.wait_for("#answer", "updated").await;
    browser.open("/?service=microbase").await;
    browser.choose("#fault", "html_502").await;
    browser.click("button[value=send]").await;
    browser.wait_for("#answer", "unreadable").await;
    let answer = browser.text("#answer").await;
    for part in ["502", "html_502", "Recovery read_again", "status, tags"] {
        assert!(answer.contains(part), "{part}: {answer}");
    }

    browser.open("/sandbox/exchanges").await;
    let rows = browser.rows().await;
    let [newest, first] = &rows[..] else {
        panic!("{rows:?}")
    };
    assert!(newest.contains("unreadable 502 MicroBase POST"), "{newest}");
    assert!(first.contains("updated 200 Salesive PUT"), "{first}");
    browser.choose("#outcome", "updated").await;
    browser.click("form.filter button").await;
    browser.wait_for("caption", "1 of 2 exchanges").await;
    assert_eq!(browser.rows().await, [first.as_str()]);
    browser.click("tbody a").await;
    browser.wait_for("h1", "Exchange 1").await;
    assert!(!browser.client.source().await.unwrap().contains("Ada Obi"));
    browser.click(".buttons a").await;
    browser.wait_for("main", "Hide the values").await;
    assert!(browser.text("main").await.contains("\"name\": \"Ada Obi\""));

    browser.open("/sandbox/customers").await;
    let changed = browser.text("tr.changed").await;
    assert_eq!(changed, "phone null\nchanged; was \"+2348099998888\"");
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_body_says_is_text_and_nothing_else() {
    let Some(browser) = Browser::start(true).await else {
        return;
    };
    browser.open("/").await;
    let hostile = "{\"name\": \"</textarea><script>document.title='run'</script><img src=x onerror=document.title='run'>\"}";
    browser.write(hostile).await;
    browser.wait_for("#details", "onerror").await;
    browser.click("button[value=send]").await;
    browser.wait_for("#answer", "updated").await;
    browser.click("#answer .buttons button").await;
    browser.wait_for("#answer", "onerror").await;
    assert_eq!(
        browser.client.title().await.unwrap(),
        "Try an update – Salesive sandbox"
    );
    assert_eq!(
        browser
            .find("#body")
            .await
            .prop("value")
            .await
            .unwrap()
            .unwrap(),
        hostile
    );
    browser.open("/sandbox/customers").await;
    assert!(browser.text("main").await.contains("</textarea><script>"));
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_is_read_out_after_a_rest_and_names_its_rule() {
    let Some(browser) = Browser::start(true).await else {
        return;
    };
    browser.open("/").await;
    browser
        .evaluate(
            "const body = document.getElementById('body');
            window.heard = [];
            new MutationObserver(() => heard.push(document.getElementById('status').textContent))
                .observe(document.getElementById('status'), { childList: true });",
        )
        .await;
    let heard = "return heard";
    browser.find("#body").await.clear().await.unwrap();
    let text = "{\"phone\": 8099998888, \"active\": false}";
    for key in text.chars() {
        let body = browser.find("#body").await;
        body.send_keys(&key.to_string()).await.unwrap();
    }
    browser.wait_for("#summary", "1 violation").await;
    let invalid = browser.find("#body").await.attr("aria-invalid").await;
    assert_eq!(invalid.unwrap().as_deref(), Some("true"));
    let rejected = "Rejected: 1 violation. First: salesive.update.phone.type at /phone.";
    wait_until(&browser, heard, |it| {
        it.as_array()
            .unwrap()
            .last()
            .is_some_and(|it| it == rejected)
    })
    .await;
    let said = browser.evaluate(heard).await;
    assert!(said.as_array().unwrap().len() <= 3, "{said}");

    browser.write("{\"active\": 1}").await;
    let other = "Rejected: 1 violation. First: salesive.update.active.type at /active.";
    wait_until(&browser, heard, |it| {
        it.as_array().unwrap().last().is_some_and(|it| it == other)
    })
    .await;
    browser.write("{").await;
    wait_until(&browser, heard, |it| {
        it.as_array()
            .unwrap()
            .last()
            .is_some_and(|it| it == "Not JSON.")
    })
    .await;
    browser.write("{\"active\": true}").await;
    browser.wait_for("#summary", "Accepted").await;
    let invalid = browser.find("#body").await.attr("aria-invalid").await;
    assert_eq!(invalid.unwrap().as_deref(), Some("false"));
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_is_there_after_going_back() {
    let Some(browser) = Browser::start(true).await else {
        return;
    };
    browser.open("/").await;
    browser.write("{\"phone\": 7}").await;
    browser
        .click("nav[aria-label=Pages] li:nth-child(2) a")
        .await;
    browser.wait_for("h1", "Customers").await;
    browser.client.back().await.unwrap();
    browser.wait_for("#summary", "1 violation").await;
    let value = browser.find("#body").await.prop("value").await;
    assert_eq!(value.unwrap().as_deref(), Some("{\"phone\": 7}"));
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_verdict_no_other_is_seen() {
    let Some(browser) = Browser::start(true).await else {
        return;
    };
    browser.open("/").await;
    // Each character takes three in a form.
    let long = "const body = document.getElementById('body');
        body.value = '{'.repeat(500000); body.dispatchEvent(new Event('input', { bubbles: true }))";
    browser.evaluate(long).await;
    browser.wait_for("#summary", "No verdict").await;
    assert!(!browser.find("#details").await.is_displayed().await.unwrap());
    let short = long.replace("'{'.repeat(500000)", "'{\"active\": true}'");
    browser.evaluate(&short).await;
    browser.wait_for("#details", "active").await;

    // Another tab sends something, and this one sees it when it is looked at again.
    browser.wait_for("#details", "no change").await;
    let sent = "const form = new URLSearchParams(new FormData(document.getElementById('try')));
        form.set('do', 'send'); form.set('body', '{\"active\": false}');
        return fetch('/sandbox/try', { method: 'POST', body: form }).then(() => dispatchEvent(new Event('focus')))";
    browser.evaluate(sent).await;
    browser.wait_for("#details", "active set false true").await;
    browser.client.close().await.unwrap();
}

async fn wait_until(browser: &Browser, script: &str, is_so: impl Fn(&serde_json::Value) -> bool) {
    let mut seen = serde_json::Value::Null;
    for _ in 0..400 {
        seen = browser.evaluate(script).await;
        if is_so(&seen) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{script}: {seen}");
}
