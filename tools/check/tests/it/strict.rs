use serde_json::Value;

use crate::support::{KINDS, check, check_input, fixtures_of};

#[test]
fn it_rejects_what_raises_an_advisory_and_leaves_the_lists_as_they_are() {
    let file = "salesive-request/suggestions.ndjson";
    let args = ["salesive", "request", "--format", "json", file];
    let lenient = check(&args).objects();
    let strict = check(&[&args, ["--strict"].as_slice()].concat()).objects();
    let mut changed = 0;
    for (mut lenient, strict) in lenient.into_iter().zip(strict) {
        if lenient["verdict"] == "accepted" && lenient["advisories"] != Value::Array(vec![]) {
            lenient["verdict"] = "rejected".into();
            changed += 1;
        }
        assert_eq!(lenient, strict);
    }
    assert_eq!(changed, 2);
}

#[test]
fn it_changes_the_exit_status_wherever_it_stands() {
    for args in [
        ["salesive", "request", "--strict"],
        ["salesive", "--strict", "request"],
        ["--strict", "salesive", "request"],
    ] {
        assert_eq!(check_input(&args, br#"{"name": ""}"#).status, 1);
        assert_eq!(check_input(&args, br#"{"name": "Ada"}"#).status, 0);
    }
}

#[test]
fn it_has_no_effect_on_replies() {
    for kind in KINDS.into_iter().filter(|kind| kind[1] == "reply") {
        for file in fixtures_of(kind) {
            let args = [kind[0], kind[1], &file];
            let lenient = check(&args);
            let strict = check(&[&args, ["--strict"].as_slice()].concat());
            assert_eq!(strict.stdout, lenient.stdout);
            assert_eq!(strict.status, lenient.status);
        }
    }
}
