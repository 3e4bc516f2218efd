//! Whether the page that draws a preflight can be opened anywhere and read by anyone.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::preflight_html::both;

const UPDATES: &str = "preflight/updates.ndjson";
const EVERY_VERDICT: &str = "preflight/every-verdict.ndjson";
const CUSTOMERS: &str = "preflight/customers.ndjson";

#[test]
fn the_page_loads_and_runs_nothing() {
    let (_, page) = both(&["salesive", "preflight", EVERY_VERDICT], b"");
    for element in page.all() {
        let name = element.name();
        let loads = [
            "script", "link", "img", "image", "iframe", "object", "embed", "base", "use",
        ];
        assert!(!loads.contains(&&*name), "{name}");
        for (attribute, value) in element.attributes() {
            assert!(!attribute.starts_with("on") && attribute != "style" && attribute != "src");
            assert!(attribute != "href" || value.starts_with('#'), "{value}");
        }
    }
    let mut metas = page.named("meta").into_iter();
    let policy = metas
        .find(|it| it.attribute("http-equiv").is_some())
        .unwrap();
    let style = page.named("style").pop().unwrap().text();
    assert!(!style.contains("url(") && !style.contains("@import"));
    let hash = STANDARD.encode(Sha256::digest(style));
    assert_eq!(
        policy.attribute("content").unwrap(),
        format!(
            "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{hash}'"
        ),
        "style.sha256 holds the hash of style.css"
    );
}

#[test]
fn the_page_can_be_read_with_any_device() {
    let args = [
        "salesive",
        "preflight",
        EVERY_VERDICT,
        UPDATES,
        "--known",
        CUSTOMERS,
    ];
    let (_, page) = both(&args, b"");
    assert_eq!(page.named("h1").len(), 1);
    assert_eq!(
        ["header", "main", "footer"].map(|name| page.named(name).len()),
        [1; 3]
    );
    assert_eq!(page.named("html")[0].attribute("lang").unwrap(), "en");
    for table in page.named("table") {
        assert!(
            table
                .first("caption")
                .is_some_and(|it| !it.text().is_empty())
        );
    }
    assert!(
        page.named("th")
            .iter()
            .all(|it| it.attribute("scope").is_some())
    );
    for svg in page.named("svg") {
        let is_hidden = svg.attribute("aria-hidden").is_some();
        assert!(is_hidden != svg.attribute("aria-label").is_some());
    }
    let ids: Vec<_> = page
        .all()
        .iter()
        .filter_map(|it| it.attribute("id"))
        .collect();
    for (nth, id) in ids.iter().enumerate() {
        assert!(!ids[..nth].contains(id), "{id} stands twice");
    }
    for element in page.all() {
        let link = element.attribute("href").map(|it| it[1..].to_owned());
        let label = element.attribute("aria-labelledby");
        for id in link.into_iter().chain(label) {
            assert!(ids.contains(&id), "{id}");
        }
    }
    // From one level of headings to the next.
    let levels = page.all().into_iter().map(|it| it.name());
    let levels: Vec<_> = levels
        .filter(|it| it.len() == 2 && it.starts_with('h') && it != "hr")
        .collect();
    assert!(
        levels
            .windows(2)
            .all(|two| two[1] <= two[0] || two[1].as_bytes()[1] == two[0].as_bytes()[1] + 1)
    );
}

#[test]
fn text_stands_out_from_what_is_behind_it_in_both_themes() {
    let (_, page) = both(&["salesive", "preflight", UPDATES], b"");
    let style = page.named("style").pop().unwrap().text();
    let light = style.find(":root").unwrap();
    let dark = style.find("@media (prefers-color-scheme: dark)").unwrap();
    for theme in [
        &style[light..dark],
        &style[dark..style.find("* {").unwrap()],
    ] {
        for text in ["ink", "soft", "error", "warning"] {
            for behind in ["page", "card"] {
                let contrast = contrast(color(theme, text), color(theme, behind));
                assert!(contrast >= 4.5, "{text} on {behind}: {contrast}");
            }
        }
        assert!(contrast(color(theme, "ink"), color(theme, "mark")) >= 4.5);
        for drawn in ["good", "error", "warning", "other", "soft"] {
            let contrast = contrast(color(theme, drawn), color(theme, "back"));
            assert!(contrast >= 3.0, "{drawn}: {contrast}");
        }
    }
}

fn color(theme: &str, name: &str) -> [u32; 3] {
    let name = format!("--{name}: #");
    let from = &theme[theme.find(&name).unwrap() + name.len()..];
    let digits = &from[..from.find(';').unwrap()];
    let digits = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        _ => digits.to_owned(),
    };
    [0, 2, 4].map(|at| u32::from_str_radix(&digits[at..at + 2], 16).unwrap())
}

/// As WCAG 2.2 defines it.
fn contrast(one: [u32; 3], other: [u32; 3]) -> f64 {
    let luminance = |color: [u32; 3]| {
        let linear = color.map(|part| match f64::from(part) / 255.0 {
            low if low <= 0.04045 => low / 12.92,
            high => ((high + 0.055) / 1.055).powf(2.4),
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    };
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}
