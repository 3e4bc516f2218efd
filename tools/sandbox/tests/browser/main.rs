//! The page in a real browser: Chromium, driven through chromedriver. Where there is none, each test says so
//! and is skipped, unless `SALESIVE_BROWSER=required`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]
#![allow(clippy::print_stdout, reason = "what was measured is for people")]

mod browser;
mod driver;
mod keyboard;
mod looks;
mod preflight_page;
mod scriptless;
#[path = "../it/server.rs"]
#[allow(dead_code, reason = "the other tests need the rest of it")]
mod server;
#[path = "../it/transport.rs"]
#[allow(dead_code, reason = "the server's client, which is not needed here")]
mod transport;
mod try_update;
