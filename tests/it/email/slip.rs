use salesive_schema::{Options, Service};
use serde_json::json;

use crate::both::for_both_services;

const SLIPS: &[(&str, &[&str])] = &[
    (
        "leave out the white space around the address",
        &[" a@b.co", "a@b.co\n", "\u{a0}a@b.co\t"],
    ),
    ("leave out `mailto:`", &["mailto:a@b.co", " MailTo:a@b.co"]),
    (
        "keep only what stands between `<` and `>`",
        &["Ann <a@b.co>", "<a@b.co>", "\"B, Ann\" < a@b.co > "],
    ),
    (
        "give one address",
        &[
            "a@b.co,c@d.co",
            "a@b.co; c@d.co;",
            "a@b.co c@d.co",
            "Ann <a@b.co>, Bea <c@d.co>",
        ],
    ),
    (
        "leave out what stands before or after the address",
        &["a@b.co,", "; a@b.co", "a@b.co;"],
    ),
    (
        "leave out the characters that cannot be seen",
        &[
            "\u{200b}a@b.co",
            "a@b\u{200b}b.co",
            "a@b.co\u{202e}",
            "a\u{ad}b@b.co",
        ],
    ),
    ("spell what stands before `@` in ASCII", &["jos\u{e9}@b.co"]),
    (
        "spell the domain in ASCII, in its form with `xn--`",
        &["a@ex\u{e4}mple.co"],
    ),
    (
        "spell what stands before `@` in ASCII, and the domain in its form with `xn--`",
        &["jos\u{e9}@ex\u{e4}mple.co"],
    ),
];

fn a_slip_that_can_be_seen_in_an_address_is_named<S: Service>() {
    for (advice, texts) in SLIPS {
        for text in *texts {
            assert_eq!(suggestion::<S>(text), Some(*advice), "{text}");
        }
    }
    for text in [
        "", "a", "a@", "a b@c d", "\u{e9}", "mailto:a", "Ann <a>", "a@b..co",
    ] {
        assert_eq!(suggestion::<S>(text), None, "{text}");
    }
}

fn suggestion<S: Service>(email: &str) -> Option<&'static str> {
    let body = json!({"id": "x", "email": email}).to_string();
    let checked = S::check(body.as_bytes(), &Options::new()).unwrap();
    let mut findings = checked.report().findings().iter();
    let at_email = findings.find(|finding| finding.pointer().to_string() == "/email");
    at_email.unwrap().suggestion()
}

for_both_services!(a_slip_that_can_be_seen_in_an_address_is_named);
