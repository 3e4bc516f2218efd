//! One browser after another, each with a profile of its own.

use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::sync::{Mutex, MutexGuard};
use url::{ParseError, Url};

use crate::driver::{Driver, skipped};
use crate::server::Server;

pub(crate) struct Browser {
    pub(crate) client: Client,
    /// The address that all paths begin with.
    base: String,
    driver: Driver,
    _turn: MutexGuard<'static, ()>,
}

/// Two cores take one browser at a time.
static TURN: Mutex<()> = Mutex::const_new(());

impl Browser {
    /// One with or without scripts for a sandbox of its own, if one is installed.
    pub(crate) async fn start(scripts: bool) -> Option<Self> {
        Self::at(Server::start().await.base, scripts).await
    }

    /// One for what is at this address.
    pub(crate) async fn at(base: String, scripts: bool) -> Option<Self> {
        let turn = TURN.lock().await;
        let driver = Driver::start()?;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities(&driver, scripts))
            .connect(&driver.url())
            .await;
        let client = match client {
            Ok(client) => client,
            Err(error) => return skipped(&format!("the browser does not start: {error}")),
        };
        Some(Self {
            client,
            base,
            driver,
            _turn: turn,
        })
    }

    pub(crate) async fn resize(&self, width: u64, height: u64) {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size)
            .await;
    }

    pub(crate) async fn open(&self, path: &str) {
        let url = format!("{}{path}", self.base);
        self.client.goto(&url).await.unwrap();
    }

    pub(crate) async fn find(&self, css: &str) -> Element {
        let found = self.client.find(Locator::Css(css)).await;
        found.unwrap_or_else(|error| panic!("{css}: {error}"))
    }

    pub(crate) async fn text(&self, css: &str) -> String {
        self.find(css).await.text().await.unwrap()
    }

    /// The texts of the cells of a table, row by row.
    pub(crate) async fn rows(&self) -> Vec<String> {
        let rows = self.client.find_all(Locator::Css("tbody tr")).await;
        let mut texts = Vec::new();
        for row in rows.unwrap() {
            texts.push(row.text().await.unwrap());
        }
        texts
    }

    /// Waits until the text of an element holds this.
    pub(crate) async fn wait_for(&self, css: &str, text: &str) {
        let mut last = String::new();
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(20) {
            if let Ok(found) = self.client.find(Locator::Css(css)).await
                && let Ok(shown) = found.text().await
            {
                if shown.contains(text) {
                    return;
                }
                last = shown;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("{css} does not come to say {text:?}: {last}");
    }

    /// Replaces what the field holds, key by key.
    pub(crate) async fn write(&self, text: &str) {
        let body = self.find("#body").await;
        body.clear().await.unwrap();
        body.send_keys(text).await.unwrap();
    }

    pub(crate) async fn choose(&self, css: &str, value: &str) {
        self.find(css).await.select_by_value(value).await.unwrap();
    }

    pub(crate) async fn click(&self, css: &str) {
        self.find(css).await.click().await.unwrap();
    }

    pub(crate) async fn evaluate(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// A command of the browser's own protocol.
    pub(crate) async fn devtools(&self, cmd: &str, params: Value) -> Value {
        let body = json!({ "cmd": cmd, "params": params });
        let sent = self.client.issue_cmd(Post("goog/cdp/execute", body));
        sent.await.unwrap()
    }

    /// Ends it, after it has been seen that it complained of nothing and asked no other host.
    pub(crate) async fn end(self) {
        let read = |kind: &str| Post("se/log", json!({ "type": kind }));
        let complaints = self.client.issue_cmd(read("browser")).await.unwrap();
        assert_eq!(complaints, json!([]), "the browser complains");
        let events = self.client.issue_cmd(read("performance")).await.unwrap();
        let mut asked = 0;
        for event in events.as_array().unwrap() {
            let event: Value = serde_json::from_str(event["message"].as_str().unwrap()).unwrap();
            if event["message"]["method"] == "Network.requestWillBeSent" {
                let url = event["message"]["params"]["request"]["url"]
                    .as_str()
                    .unwrap();
                // The browser's own first page is none of ours; a slow start lets it load what it frames.
                let own = ["chrome:", "chrome-untrusted:", "data:"];
                let is_browsers = own.iter().any(|scheme| url.starts_with(scheme));
                assert!(url.starts_with(&self.base) || is_browsers, "{url}");
                asked += usize::from(!is_browsers);
            }
        }
        assert!(asked > 0, "its requests are seen");
        self.client.close().await.unwrap();
        drop(self.driver);
    }
}

fn capabilities(driver: &Driver, scripts: bool) -> serde_json::Map<String, Value> {
    let profile = format!("--user-data-dir={}", driver.profile().display());
    // Two is to block.
    let allowed = if scripts { 1 } else { 2 };
    let capabilities = json!({
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        "goog:chromeOptions": {
            "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--hide-scrollbars", "--window-size=1100,800", profile,
            ],
            "prefs": { "profile.managed_default_content_settings.javascript": allowed },
        },
    });
    capabilities.as_object().unwrap().clone()
}

/// A command that is sent to the session at this path.
#[derive(Debug)]
struct Post(&'static str, Value);

impl WebDriverCompatibleCommand for Post {
    fn endpoint(&self, base_url: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base_url.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.0
        ))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.1.to_string()))
    }
}
