use maud::{DOCTYPE, Markup, html};
use salesive_terminal::printable;

/// The places of the navigation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Try,
    Customers,
    Exchanges,
}

const PLACES: [(Place, &str, &str); 3] = [
    (Place::Try, "/", "Try an update"),
    (Place::Customers, "/sandbox/customers", "Customers"),
    (Place::Exchanges, "/sandbox/exchanges", "Exchanges"),
];

/// A whole page, whose heading is its title.
pub(crate) fn page(title: &str, here: Option<Place>, content: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – Salesive sandbox" }
                link rel="icon" type="image/svg+xml" href="/sandbox/icon.svg";
                link rel="stylesheet" href="/sandbox/style.css";
                script src="/sandbox/live.js" defer {}
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                header {
                    p.brand { "Salesive sandbox" }
                    nav aria-label="Pages" {
                        ul {
                            @for (place, path, name) in PLACES {
                                li {
                                    a href=(path) aria-current=[(Some(place) == here).then_some("page")] { (name) }
                                }
                            }
                        }
                    }
                }
                main id="main" tabindex="-1" {
                    h1 { (title) }
                    (content)
                }
                footer {
                    p {
                        "A local sandbox over an executable model of both services. Nothing leaves this machine, "
                        "and its state is gone when it ends."
                    }
                }
            }
        }
    }
}

/// Text from elsewhere, in one line, that cannot turn round what stands beside it.
pub(crate) fn foreign(text: &str) -> Markup {
    html! { bdi { (printable(text)) } }
}

/// A value as JSON, or that there is none.
pub(crate) fn json_value(value: Option<&str>) -> Markup {
    html! {
        @match value {
            Some(json) => code { (foreign(json)) },
            None => span.absent { "absent" },
        }
    }
}
