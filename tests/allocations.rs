//! How often reading asks for memory: exactly, for the documented inputs. Strings without escapes
//! are borrowed and a finding is made only when something is wrong, so that what is left is what
//! the caller keeps. And how much memory it takes at most: a fixed number of bytes for each of the
//! text, whatever stands in it.

#[path = "../benches/inputs/corpus.rs"]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a generator that panics has failed its test"
)]
mod corpus;

use allocation_counter::measure;
use corpus::{Body, Kind};
use salesive_schema::{MicroBase, Options, Reply, Salesive, Service};

const TWO: &str = r#"{"phone":"+2348099998888","active":false}"#;
const FIVE: &str = r#"{"name":"Ada Obi","email":"ada@example.com","phone":"+2348099998888","user":"6650aa11bb22cc33dd44ee55","active":false}"#;

fn allocations(judge: impl FnOnce()) -> u64 {
    measure(judge).count_total
}

fn checking<S: Service>(body: &str) -> u64 {
    allocations(|| drop(S::check(body.as_bytes(), &Options::new())))
}

fn decoding<S: Service>(http_status: u16, body: &[u8]) -> u64 {
    allocations(|| drop(Reply::<S>::decode(http_status, body)))
}

#[test]
fn a_valid_salesive_body_without_escapes_needs_none() {
    assert_eq!(checking::<Salesive>(TWO), 0);
    assert_eq!(checking::<Salesive>(FIVE), 0);
    assert_eq!(checking::<Salesive>(&FIVE.replace("Ada", "Ądą")), 0);
    assert_eq!(checking::<Salesive>(r#"{"phone":null,"user":null}"#), 0);
}

#[test]
fn a_string_with_escapes_needs_one() {
    assert_eq!(
        checking::<Salesive>(&FIVE.replace("Ada Obi", r"Ada\tObi")),
        1
    );
}

#[test]
fn advisories_that_are_dropped_need_none() {
    let unlisted = FIVE.replace(
        "{",
        r#"{"note":"call back","meta":{"row":1},"_id":"1","emial":"x","#,
    );
    let reading = |body: &str| allocations(|| drop(Salesive::from_json(body.as_bytes())));
    assert_eq!(reading(&unlisted), 0);
    assert_eq!(reading(&unlisted.replace("Ada Obi", "")), 0);
    // serde_json keeps a stack of what it passes over.
    assert_eq!(reading(&unlisted.replace("1}", r#"{"sheet":1}}"#)), 1);
    let documented = include_str!("fixtures/microbase/request/accept/documented-example.json");
    assert_eq!(
        allocations(|| drop(MicroBase::from_json(documented.as_bytes()))),
        0
    );
}

#[test]
fn a_report_needs_one_for_its_list() {
    assert_eq!(checking::<Salesive>(&FIVE.replace("ada@", "ada.")), 1);
    let unlisted = FIVE.replace('{', r#"{"note":"call back","#);
    assert_eq!(checking::<Salesive>(&unlisted), 1);
    assert_eq!(
        checking::<Salesive>(r#"{"name":1,"email":2,"phone":3,"active":4}"#),
        1
    );
}

#[test]
fn a_valid_microbase_body_with_four_tags_needs_none() {
    let checking = |tags: &str| {
        let body = r#"{"id":"HkhhuXESl","email":"john.doe@example.com","status":"ACTIVE","tags":["#;
        checking::<MicroBase>(&format!("{body}{tags}]}}"))
    };
    assert_eq!(checking(""), 0);
    assert_eq!(checking(r#""VIP","new","Łódź","2026""#), 0);
    assert_eq!(checking(r#""VIP","new","Łódź","2026","fifth""#), 2);
    assert_eq!(checking(r#""VIP","n\tw""#), 1);
    // The advisory that the service ignores the empty address.
    let documented = include_str!("fixtures/microbase/request/accept/documented-example.json");
    assert_eq!(self::checking::<MicroBase>(documented), 1);
}

#[test]
fn a_documented_reply_needs_only_its_tags() {
    let updated = include_bytes!("../benches/inputs/salesive-reply.json");
    assert_eq!(decoding::<Salesive>(200, updated), 0);
    let refused = br#"{"status":404,"success":false,"message":"Customer not found","data":null}"#;
    assert_eq!(decoding::<Salesive>(404, refused), 0);
    let data_first =
        br#"{"data" : null , "status":404,"success":false,"message":"Customer not found"}"#;
    assert_eq!(decoding::<Salesive>(404, data_first), 0);
    // The tags.
    let updated = include_bytes!("../benches/inputs/microbase-reply.json");
    assert_eq!(decoding::<MicroBase>(200, updated), 1);
    let refused = br#"{"ok":false,"error":"customer_not_found","data":{"id":"x"}}"#;
    assert_eq!(decoding::<MicroBase>(200, refused), 0);
}

/// What is left are reports and strings with escapes.
#[test]
fn mixed_traffic_needs_few() {
    assert_mean::<Salesive>(&corpus::salesive(10_000), 0.3);
    assert_mean::<MicroBase>(&corpus::microbase(10_000), 0.3);
}

fn assert_mean<S: Service>(bodies: &[Body], most: f64) {
    let mut total = 0;
    let mut kinds: Vec<(Kind, u64, u64)> = Vec::new();
    for body in bodies {
        let mut accepted = false;
        let taken = allocations(|| accepted = S::from_json(&body.text).is_ok());
        assert_eq!(accepted, body.kind.is_accepted());
        total += taken;
        match kinds.iter_mut().find(|(kind, ..)| *kind == body.kind) {
            Some((_, bodies, allocations)) => {
                *bodies += 1;
                *allocations += taken;
            }
            None => kinds.push((body.kind, 1, taken)),
        }
    }
    let mean = total as f64 / bodies.len() as f64;
    assert!(
        mean <= most,
        "{mean} a body of {}; bodies and allocations of each kind: {kinds:?}",
        S::NAME
    );
}

/// Texts with a place that an endless row of elements can fill.
const ENDLESS: &[(&str, &str)] = &[
    ("{", "}"),
    (r#"{"id":"x","tags":["#, "]}"),
    (r#"{"ok":true,"#, "}"),
    (r#"{"ok":true,"customer":{"#, "}}"),
    (r#"{"ok":true,"customer":{"tags":["#, "]}}"),
    (r#"{"ok":true,"customer":{"addresses":["#, "]}}"),
    (r#"{"ok":true,"customer":{"addresses":[{"#, "}]}}"),
    (r#"{"ok":false,"error":"validation_error","data":["#, "]}"),
    (r#"{"ok":false,"error":"validation_error","data":{"#, "}}"),
    (r#"{"status":200,"success":true,"message":"","#, "}"),
    (
        r#"{"status":200,"success":true,"message":"","data":{"#,
        "}}",
    ),
    (
        r#"{"status":200,"success":true,"message":"","data":{"user":{"#,
        "}}}",
    ),
    (
        r#"{"status":400,"success":false,"message":"","data":["#,
        "]}",
    ),
    (
        r#"{"status":400,"success":false,"message":"","data":{"#,
        "}}",
    ),
];

const ELEMENTS: &[&str] = &[
    "1",
    "{}",
    "[]",
    r#""""#,
    r#""\n""#,
    r#"{"":1}"#,
    r#"{"":[]}"#,
    r#"{"":1,"":1}"#,
    r#"{"phone":5}"#,
    r#"{"tags":[""]}"#,
];

const MEMBERS: &[&str] = &[
    r#""":1"#,
    r#""\n":1"#,
    r#""":[]"#,
    r#""":{"":1}"#,
    r#""id":"""#,
    r#""name":"""#,
    r#""tags":[""]"#,
    r#""addresses":[{}]"#,
    r#""customer":{"":1}"#,
    r#""data":{"user":{"":1}}"#,
];

/// How many elements: in the middle of two lengths at which a list that doubles grows, and just
/// after one, where it has the most room to spare.
const LENGTHS: &[usize] = &[24_576, 32_769];

#[test]
fn no_text_takes_more_than_16_bytes_for_each_of_its_own() {
    for (before, after) in ENDLESS {
        let elements = if before.ends_with('[') {
            ELEMENTS
        } else {
            MEMBERS
        };
        for element in elements {
            for length in LENGTHS {
                let row = vec![*element; *length].join(",");
                let text = format!("{before}{row}{after}");
                let taken =
                    most::<Salesive>(text.as_bytes()).max(most::<MicroBase>(text.as_bytes()));
                assert!(
                    taken <= 16 * text.len() as u64,
                    "{taken} bytes for {} of {before}{element},..{after}",
                    text.len()
                );
            }
        }
    }
}

#[test]
fn a_list_of_all_findings_takes_up_to_300_bytes_for_each_of_the_text() {
    let all = Options::new().max_findings(usize::MAX);
    let taken = |length: usize| {
        let text = format!(r#"{{"id":"x","tags":[{}]}}"#, vec!["1"; length].join(","));
        let memory = measure(|| drop(MicroBase::check(text.as_bytes(), &all)));
        memory.bytes_max as usize / text.len()
    };
    let worst = LENGTHS.iter().map(|length| taken(*length)).max();
    assert!(
        worst.is_some_and(|worst| (250..=300).contains(&worst)),
        "{worst:?}"
    );
}

/// The most bytes that a text takes at a time, as a request or as a reply with what it says to do.
fn most<S: Service>(text: &[u8]) -> u64 {
    let request = measure(|| {
        let checked = S::check(text, &Options::new());
        drop(checked.map(|checked| checked.report().locate(text).count()));
    });
    let reply = measure(|| {
        let reply = Reply::<S>::decode(200, text);
        let _ = reply.written();
    });
    request.bytes_max.max(reply.bytes_max)
}
