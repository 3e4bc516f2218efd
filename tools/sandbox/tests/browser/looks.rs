//! How the pages look, what they weigh and how long they take.

use std::path::Path;

use serde_json::json;

use crate::browser::Browser;

const WRONG: &str = "{\n  \"name\": \"Ada Obi\",\n  \"emial\": \"ada@example.com\",\n  \"phone\": 8099998888,\n  \"active\": \"yes\"\n}";

/// All pages, after an update that was made and one that was refused.
async fn pages(browser: &Browser) -> [&'static str; 7] {
    for (body, fault, outcome) in [
        (
            "{\"phone\": null, \"active\": false}",
            "wrong_echo",
            "updated",
        ),
        (WRONG, "none", "refused"),
    ] {
        browser.open("/").await;
        browser.write(body).await;
        browser.choose("#fault", fault).await;
        browser.click("button[value=send]").await;
        browser.wait_for("#answer", outcome).await;
    }
    [
        "/",
        "/?service=microbase",
        "/?exchange=1",
        "/sandbox/customers",
        "/sandbox/exchanges",
        "/sandbox/exchanges/1?values=show",
        "/sandbox/exchanges/2",
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_is_wider_than_its_screen() {
    let Some(browser) = Browser::start(true).await else {
        return;
    };
    let pages = pages(&browser).await;
    for width in [320, 360, 1100] {
        browser.resize(width, 800).await;
        for page in &pages {
            browser.open(page).await;
            let widths = "return [document.documentElement.scrollWidth, innerWidth]";
            let widths = browser.evaluate(widths).await;
            assert!(
                widths[0].as_u64() <= Some(width),
                "{page} at {width}: {widths}"
            );
            assert_eq!(widths[1], width);
            let broken = "const lines = it => it.getClientRects().length;
                const broken = [...document.querySelectorAll('th code')].filter(it => lines(it) > 1);
                const values = [...document.querySelectorAll('.effects td code')].filter(it => lines(it) > 1);
                const cards = [...document.querySelectorAll('.card')].filter(it => it.scrollWidth > it.clientWidth);
                const outcomes = [...document.querySelectorAll('.exchanges .outcome')]
                    .filter(it => it.getBoundingClientRect().right > innerWidth);
                return [broken, innerWidth < 1100 ? [] : values, cards, outcomes].map(all => all.map(it => it.textContent));";
            let broken = browser.evaluate(broken).await;
            assert_eq!(broken, json!([[], [], [], []]), "{page} at {width}");
        }
    }
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_small_and_soon_there() {
    let Some(browser) = Browser::start(true).await else {
        return;
    };
    for page in pages(&browser).await {
        browser.open(page).await;
        let measure = "const [page] = performance.getEntriesByType('navigation');
            const all = [page, ...performance.getEntriesByType('resource')];
            return [all.reduce((sum, it) => sum + it.encodedBodySize, 0), page.loadEventEnd, all.length]";
        let measured = browser.evaluate(measure).await;
        let [bytes, ms, requests] = [0, 1, 2].map(|nth| measured[nth].as_f64().unwrap());
        println!("{page}: {bytes} bytes in {requests} requests, loaded after {ms:.0} ms");
        assert!(bytes < 32.0 * 1024.0, "{page}: {measured}");
        assert!(ms < 10_000.0, "{page}: {measured}");
    }
    browser.end().await;
}

/// To be looked at: the files are in the directory `tmp` of the target.
#[tokio::test(flavor = "multi_thread")]
async fn light_and_dark_differ() {
    let Some(browser) = Browser::start(true).await else {
        return;
    };
    let pages = pages(&browser).await;
    let shots = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let mut grounds = Vec::new();
    for scheme in ["light", "dark"] {
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        browser.devtools("Emulation.setEmulatedMedia", media).await;
        for width in [1100, 360, 320] {
            for (nth, page) in pages.iter().enumerate() {
                browser.resize(width, 800).await;
                browser.open(page).await;
                if nth == 0 {
                    browser.write(WRONG).await;
                    browser.wait_for("#summary", "2 violations").await;
                    let shot = browser.client.screenshot().await.unwrap();
                    std::fs::write(shots.join(format!("{scheme}-{width}.png")), shot).unwrap();
                }
                let height = browser.evaluate("return document.documentElement.scrollHeight");
                browser.resize(width, height.await.as_u64().unwrap()).await;
                let shot = browser.client.screenshot().await.unwrap();
                std::fs::write(shots.join(format!("{scheme}-{width}-{nth}.png")), shot).unwrap();
            }
        }
        let ground = "return getComputedStyle(document.body).backgroundColor";
        grounds.push(browser.evaluate(ground).await);
    }
    assert_ne!(grounds[0], grounds[1]);
    browser.end().await;
}
