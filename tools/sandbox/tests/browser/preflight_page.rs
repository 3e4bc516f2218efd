//! The page that `salesive-check` draws of a preflight, as a browser opens it from a file.

use std::path::Path;

use serde_json::json;
use url::Url;

use crate::browser::Browser;

#[tokio::test(flavor = "multi_thread")]
async fn it_is_styled_opens_fits_and_prints() {
    let sample = "../check/samples/salesive-updates.html";
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join(sample);
    let page = Url::from_file_path(sample.canonicalize().unwrap()).unwrap();
    let Some(browser) = Browser::at(page.into(), true).await else {
        return;
    };
    let mut grounds = Vec::new();
    for scheme in ["light", "dark"] {
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        browser.devtools("Emulation.setEmulatedMedia", media).await;
        for width in [320, 1100] {
            browser.resize(width, 800).await;
            browser.open("").await;
            assert_eq!(browser.text("h1").await, "4 of 8 records can be sent");
            let scrolls = "return document.documentElement.scrollWidth";
            assert!(browser.evaluate(scrolls).await.as_u64() <= Some(width));
        }
        let ground = "return getComputedStyle(document.body).backgroundColor";
        grounds.push(browser.evaluate(ground).await);
    }
    // The style is let through by its hash alone.
    assert_ne!(grounds[0], grounds[1]);

    let is_open = "return document.querySelector('details').open";
    let before = browser.evaluate(is_open).await;
    browser.click("summary").await;
    assert_ne!(browser.evaluate(is_open).await, before);

    let printed = browser.devtools("Page.printToPDF", json!({})).await;
    assert!(
        printed["data"]
            .as_str()
            .is_some_and(|pdf| pdf.len() > 10_000)
    );
    browser.end().await;
}
