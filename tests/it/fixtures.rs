//! Cases as files: the verdict is in the path, what is found in the sibling `….expected.json`.

use std::fs;
use std::path::{Path, PathBuf};

use salesive_schema::model::Expected;
use salesive_schema::report::{CatalogueRule, Kind};
use salesive_schema::{Checked, Options, Service};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::both::{for_both_services, pairs};

const EXPECTED: &str = ".expected.json";

/// A request body, named by its path without the extension.
pub(crate) struct Request {
    pub(crate) name: String,
    pub(crate) body: Vec<u8>,
    pub(crate) findings: Vec<(String, String)>,
}

impl Request {
    pub(crate) fn is_accepted(&self) -> bool {
        self.name.contains("/request/accept/")
    }

    pub(crate) fn check<S: Service>(&self) -> Checked<S::CustomerUpdate<'_>, S::Rule> {
        S::check(&self.body, &Options::new()).expect(&self.name)
    }
}

/// A reply, as the command-line tool reads one, named by its path without the extension.
pub(crate) struct Reply {
    pub(crate) name: String,
    pub(crate) http_status: u16,
    pub(crate) body: String,
    pub(crate) expected: Expectation,
}

impl Reply {
    pub(crate) fn decode<S: Service>(&self) -> salesive_schema::Reply<'_, S> {
        salesive_schema::Reply::decode(self.http_status, self.body.as_bytes())
    }
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Expectation {
    pub(crate) outcome: String,
    pub(crate) kind: Option<String>,
    pub(crate) discrepancies: Vec<(String, String)>,
}

pub(crate) fn requests<S: Service>() -> Vec<Request> {
    let request = |(name, path): (String, PathBuf)| Request {
        body: fs::read(&path).unwrap(),
        findings: parse(&sibling(&path, EXPECTED)),
        name,
    };
    cases(&format!("{}/request", S::NAME))
        .into_iter()
        .map(request)
        .collect()
}

pub(crate) fn replies<S: Service>() -> Vec<Reply> {
    #[derive(Deserialize)]
    struct Document {
        http_status: u16,
        body: String,
    }
    let reply = |(name, path): (String, PathBuf)| {
        let Document { http_status, body } = parse(&path);
        Reply {
            name,
            http_status,
            body,
            expected: parse(&sibling(&path, EXPECTED)),
        }
    };
    cases(&format!("{}/reply", S::NAME))
        .into_iter()
        .map(reply)
        .collect()
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

pub(crate) fn parse<T: DeserializeOwned>(path: &Path) -> T {
    let text = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn sibling(path: &Path, extension: &str) -> PathBuf {
    let path = path.to_str().unwrap();
    PathBuf::from(format!(
        "{}{extension}",
        path.strip_suffix(".json").unwrap()
    ))
}

/// The cases below a folder of the fixtures, as (name, path), sorted.
pub(crate) fn cases(folder: &str) -> Vec<(String, PathBuf)> {
    let mut cases = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let text = path
                .strip_prefix(root())
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            if path.is_dir() {
                folders.push(path);
            } else if let Some(name) = text.strip_suffix(".json")
                && !text.ends_with(EXPECTED)
            {
                cases.push((name.to_owned(), path));
            }
        }
    }
    cases.sort();
    assert!(!cases.is_empty(), "{folder}");
    cases
}

for_both_services! {
    every_expectation_belongs_to_a_case
    a_request_yields_exactly_what_stands_beside_it
    a_reply_yields_exactly_what_stands_beside_it
    every_rule_of_requests_fires_in_the_case_named_after_it_and_not_in_the_one_near_it
    every_rule_of_replies_fires_in_a_case
}

fn every_expectation_belongs_to_a_case<S: Service>() {
    let mut folders = vec![root().join(S::NAME)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let text = path.to_str().unwrap();
            if path.is_dir() {
                folders.push(path);
            } else if let Some(case) = text.strip_suffix(EXPECTED) {
                assert!(Path::new(&format!("{case}.json")).is_file(), "{text}");
            }
        }
    }
}

fn a_request_yields_exactly_what_stands_beside_it<S: Service>() {
    let mut differing = Vec::new();
    for case in requests::<S>() {
        let checked = case.check::<S>();
        let found = pairs(checked.report());
        let strict = S::check(&case.body, &Options::new().strict(true)).unwrap();
        assert_eq!(checked.is_accepted(), case.is_accepted(), "{}", case.name);
        assert_eq!(
            checked.report().has_violations(),
            !case.is_accepted(),
            "{}",
            case.name
        );
        assert_eq!(strict.is_accepted(), found.is_empty(), "{}", case.name);
        assert_eq!(strict.report(), checked.report(), "{}", case.name);
        if found != case.findings {
            differing.push((case.name.clone(), found, case.findings.clone()));
        }
    }
    assert!(differing.is_empty(), "found, expected: {differing:#?}");
}

fn a_reply_yields_exactly_what_stands_beside_it<S: Service>() {
    let mut differing = Vec::new();
    for case in replies::<S>() {
        let reply = case.decode::<S>();
        let kept = (case.http_status, case.body.as_bytes());
        let found = (reply.http_status(), reply.body());
        assert_eq!(found, kept, "{}", case.name);
        if let salesive_schema::Outcome::Refused(refusal) = reply.outcome() {
            assert_eq!(refusal.http_status(), case.http_status, "{}", case.name);
        }
        let outcome = Expected::from(reply.outcome());
        let found = Expectation {
            outcome: outcome.name().into(),
            kind: outcome.kind().map(|kind| kind.to_string()),
            discrepancies: pairs(reply.discrepancies()),
        };
        let folder = format!("{}/reply/{}/", S::NAME, outcome.name());
        if found != case.expected || !case.name.starts_with(&folder) {
            differing.push((case.name.clone(), found, case.expected.clone()));
        }
    }
    assert!(differing.is_empty(), "found, expected: {differing:#?}");
}

fn every_rule_of_requests_fires_in_the_case_named_after_it_and_not_in_the_one_near_it<
    S: Service,
>() {
    let requests = requests::<S>();
    let fires = |name: &str, id: &str| {
        let case = requests.iter().find(|case| case.name == name);
        let case = case.unwrap_or_else(|| panic!("no case {name}"));
        case.findings.iter().any(|(_, rule)| rule == id)
    };
    for rule in S::Rule::ALL {
        let verdict = match rule.kind() {
            Kind::Violation => "reject",
            Kind::Advisory => "accept",
            _ => continue,
        };
        let short = rule
            .id()
            .strip_prefix(&format!("{}.update.", S::NAME))
            .unwrap();
        let named = format!("{}/request/{verdict}/{short}", S::NAME);
        assert!(fires(&named, rule.id()), "{named}");
        let near = format!("{}/request/accept/near/{short}", S::NAME);
        assert!(!fires(&near, rule.id()), "{near}");
    }
}

fn every_rule_of_replies_fires_in_a_case<S: Service>() {
    let replies = replies::<S>();
    for rule in S::Rule::ALL
        .iter()
        .filter(|rule| rule.kind() == Kind::Discrepancy)
    {
        let fires = |case: &Reply| {
            case.expected
                .discrepancies
                .iter()
                .any(|(_, id)| id == rule.id())
        };
        assert!(replies.iter().any(fires), "{rule}");
    }
}
