//! What a failing test shows of a draw: all of it, whichever strategy it is from.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use salesive_schema::http::BaseUrl;
use salesive_schema::report::CatalogueRule;
use salesive_schema::strategy::{Body, Drawn, ReplyCase, Strategies};
use salesive_schema::{Email, Member, MicroBase, Salesive, Service, microbase as m, salesive as s};
use serde_json::Value;

use super::shrink::{draw, runner};

/// The strategies whose draws are shown, by their names in the source.
#[derive(Default)]
struct Shown(BTreeSet<String>);

impl Shown {
    /// Each of some draws holds its `values`.
    fn each<T: Debug>(
        &mut self,
        name: &str,
        draws: impl Strategy<Value = T>,
        holds: impl Fn(&str, T) -> bool,
    ) {
        let mut runner = runner();
        for _ in 0..300 {
            let drawn = draw(&draws, &mut runner).current();
            let debug = format!("{drawn:?}");
            assert!(!debug.contains("redacted"), "{name}: {debug}");
            assert!(holds(&debug, drawn), "{name}: {debug}");
        }
        self.0.insert(name.to_owned());
    }

    /// What is drawn for `any`, as JSON that is `value`.
    fn any<T>(&mut self, name: &str, value: impl Fn(&T) -> Value)
    where
        Drawn<T>: Arbitrary,
    {
        let name = format!("Drawn<{name}>");
        self.each(&name, any::<Drawn<T>>(), |debug, drawn| {
            debug.is_ascii() && serde_json::from_str::<Value>(debug).unwrap() == value(&drawn)
        });
    }

    fn bodies<S: Strategies>(&mut self) {
        let json = |update: &S::CustomerUpdate<'_>| serde_json::to_value(update).unwrap();
        self.each("update", S::update(), |debug, drawn| {
            serde_json::from_str::<Value>(debug).unwrap() == json(&drawn)
        });
        self.each("update_json", S::update_json(), |debug, drawn| {
            debug == format!("{drawn:?}")
        });
        self.each("near", S::near(), |debug, drawn| holds(debug, &drawn));
        self.each("near_reply", S::near_reply(), |debug, (status, body)| {
            debug.contains(&status.to_string()) && holds(debug, &body)
        });
        for rule in S::Rule::ALL {
            let Some(broken) = S::breaking(&[*rule]) else {
                continue;
            };
            self.each("breaking", broken, |debug, broken| {
                let violations = broken.violations.iter();
                let mut rules = violations.map(|(_, rule)| format!("{rule:?}"));
                debug.contains(&format!("{:?}", broken.json)) && rules.all(|it| debug.contains(&it))
            });
        }
        for (name, replies) in [
            ("reply", S::reply()),
            ("refusal", S::refusal()),
            ("broken_reply", S::broken_reply()),
        ] {
            self.each(name, replies, |debug, reply: ReplyCase<S>| {
                debug.contains(reply.case) && holds(debug, &reply.body)
            });
        }
    }

    fn reordered(&mut self, bodies: impl Strategy<Value = (Body, Body)>) {
        self.each("reordered", bodies, |debug, (one, other)| {
            holds(debug, &one) && holds(debug, &other)
        });
    }
}

fn holds(debug: &str, body: &Body) -> bool {
    debug.contains(&body.0.escape_ascii().to_string())
}

/// The public strategies that the source of a service, or what both share, declares.
fn declared(folder: &str) -> BTreeSet<String> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/src/");
    let file = fs::read_to_string(format!("{root}{folder}.rs")).unwrap();
    let files = fs::read_dir(format!("{root}{folder}")).unwrap();
    let files = files.filter_map(|file| fs::read_to_string(file.unwrap().path()).ok());
    let source: Vec<_> = [file].into_iter().chain(files).collect();
    let lines = source.iter().flat_map(|text| text.lines());
    let name = |line: &str| match line.split_once(" Arbitrary for ") {
        Some((_, named)) => Some(named.trim_end_matches(" {").replace("<'static>", "")),
        None => Some(line.strip_prefix("pub fn ")?.split_once('(')?.0.to_owned()),
    };
    lines.filter_map(name).collect()
}

#[test]
fn every_draw_of_salesive_is_shown() {
    let mut shown = Shown::default();
    shown.bodies::<Salesive>();
    shown.reordered(s::strategy::reordered());
    shown.any::<s::CustomerUpdate<'static>>("CustomerUpdate", |it| {
        Salesive::to_json(it).parse().unwrap()
    });
    shown.any::<s::CustomerId<'static>>("CustomerId", |it| it.as_str().into());
    shown.any::<s::ObjectId>("ObjectId", |it| it.as_str().into());
    shown.any::<s::AppToken>("AppToken", |it| it.expose().into());
    assert_eq!(shown.0, declared("salesive/strategy"));
}

#[test]
fn every_draw_of_microbase_is_shown() {
    let mut shown = Shown::default();
    shown.bodies::<MicroBase>();
    shown.reordered(m::strategy::reordered());
    shown.any::<m::CustomerUpdate<'static>>("CustomerUpdate", |it| {
        MicroBase::to_json(it).parse().unwrap()
    });
    shown.any::<m::CustomerId<'static>>("CustomerId", |it| it.as_str().into());
    shown.any::<m::BearerToken>("BearerToken", |it| it.expose().into());
    shown.any::<m::Version<'static>>("Version", |it| it.as_str().into());
    shown.each("Status", any::<m::Status>(), |debug, status| {
        debug.to_uppercase() == status.name()
    });
    assert_eq!(shown.0, declared("microbase/strategy"));
}

#[test]
fn every_draw_of_what_both_share_is_shown() {
    let mut shown = Shown::default();
    shown.any::<Email<'static>>("Email", |it| it.as_str().into());
    shown.any::<BaseUrl>("BaseUrl", |it| it.as_str().into());
    let members = any::<Member<Drawn<s::ObjectId>>>();
    shown.each("Member<T>", members, |debug, member| match member {
        Member::Value(id) => debug.contains(id.as_str()),
        state => debug == format!("{state:?}"),
    });
    assert_eq!(shown.0, declared("strategy"));
}

#[test]
fn the_value_alone_stays_hidden() {
    let mut runner = runner();
    let drawn = draw(&s::strategy::update(), &mut runner).current();
    let debug = format!("{:?}", (*drawn).clone());
    assert!(debug.contains("redacted") && format!("{drawn:?}") != debug);
}
