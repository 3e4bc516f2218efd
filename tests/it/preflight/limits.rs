//! Limits of size, and what is beyond them.

use salesive_schema::preflight::{
    Cause, FileOptions, Index, InvalidKnown, Judge, Line, Lines, Record, Rule, Session, Tally,
    Verdict,
};
use salesive_schema::{MicroBase, Salesive, microbase, salesive};

use super::{check, options};

const MIB: usize = 1 << 20;

fn record_of(length: usize) -> String {
    let record = |name: &str| format!(r#"{{"id":"1","name":"{name}"}}"#);
    record(&"x".repeat(length - record("").len()))
}

#[test]
fn a_record_of_a_mebibyte_is_judged_and_one_byte_more_is_not() {
    let file = format!(
        "{}\r\n{}\n{}\r\n{}\n{}",
        record_of(MIB),
        record_of(MIB + 1),
        "x".repeat(3 * MIB),
        record_of(100),
        record_of(MIB + 1),
    );
    let (rows, summary) = check::<Salesive>([file.as_bytes()], None, &options());
    let verdicts: Vec<_> = rows.iter().map(|row| row.verdict).collect();
    assert_eq!(
        verdicts,
        [
            "accepted",
            "too_large",
            "too_large",
            "accepted",
            "too_large"
        ]
    );
    assert_eq!(rows.last().unwrap().range.end, file.len() as u64);
    assert_eq!((summary.records(), summary.of(Verdict::TooLarge)), (5, 3));
    let (cause, tally) = summary.causes().next().unwrap();
    assert_eq!(cause.id(), "too_large");
    assert!(cause.sentence().contains("longer than the limit"));
    assert_eq!(
        (cause, &tally.first_lines[..]),
        (Cause::TooLarge, &[2, 3, 5][..])
    );
}

#[test]
fn the_bytes_of_a_line_that_is_too_long_are_not_held() {
    let mut lines = Lines::new(1000);
    for chunk in std::iter::repeat_n([b'x'; 900], 10_000) {
        lines.feed(&chunk, |_| panic!("the line has no end yet"));
        assert!(lines.allocated() <= 2000);
    }
    let mut found = Vec::new();
    lines.feed(b"\n{}\n", |line| {
        found.push((line.number(), line.text().map(<[u8]>::len)))
    });
    assert_eq!(found, [(1, None), (2, Some(2))]);
}

#[test]
fn the_limit_of_a_record_can_be_the_largest_number() {
    let file = [&br#"{"id":"1","#[..], br#""active":true}"#];
    for max_record in [usize::MAX, usize::MAX - 1, usize::MAX - 2] {
        let options = options().max_record(max_record);
        let (rows, _) = check::<Salesive>(file, None, &options);
        assert_eq!(rows[0].verdict, "accepted", "{max_record}");
    }
}

/// 200 MB, which pass through.
#[test]
fn a_record_of_any_length_is_refused_in_the_memory_of_one_of_the_limit() {
    let accepted = br#"{"id":"1","active":true}"#;
    let mut session = Session::<Salesive>::new(&options());
    let mut found = Vec::new();
    let mut note = |record: Record<'_, Salesive>| {
        found.push((record.line.number(), record.judged.verdict()));
    };
    let chunk = vec![b'x'; 100_000];
    let memory = allocation_counter::measure(|| {
        session.feed(accepted, &mut note);
        session.feed(b"\n{\"id\":\"2\",\"name\":\"", &mut note);
        for _ in 0..2_000 {
            session.feed(&chunk, &mut note);
        }
        session.feed(b"\"}\n", &mut note);
        session.feed(accepted, &mut note);
        session.finish(&mut note);
    });
    let verdicts = [Verdict::Accepted, Verdict::TooLarge, Verdict::Accepted];
    assert_eq!(
        found,
        [1, 2, 3].into_iter().zip(verdicts).collect::<Vec<_>>()
    );
    // While the held part grows, the old one is there as well.
    assert!(memory.bytes_max < 3 * MIB as u64, "{}", memory.bytes_max);
}

#[test]
fn a_body_that_microbase_does_not_read_is_rejected() {
    let body = |length: usize| {
        let body = |tag: &str| format!(r#"{{"id":"1","tags":["{tag}"]}}"#);
        body(&"x".repeat(length - body("").len()))
    };
    let limit = microbase::model::BODY_LIMIT;
    let file = format!("{}\r\n{}\n", body(limit), body(limit + 1));
    let (rows, _) = check::<MicroBase>([file.as_bytes()], None, &options());
    assert_eq!((rows[0].verdict, rows[1].verdict), ("accepted", "rejected"));
    assert_eq!(rows[1].findings[0], " preflight.body.too_large");
}

#[test]
fn the_index_takes_what_the_documentation_says_and_grows_with_customers_only() {
    let mut index = Index::new(&options());
    let judge = Judge::<Salesive>::new(&options());
    for customer in 0..200_000_u32 {
        let record = format!(r#"{{"id":"{customer}","email":"c{customer}@example.com"}}"#);
        let line = Line::new(1, 0..1, Some(record.as_bytes()));
        for _ in 0..2 {
            index.admit(1, &mut judge.judge(&line).unwrap());
        }
        assert_eq!(index.customers(), customer as usize + 1);
        if customer > 1000 {
            assert!(index.allocated() <= 136 * index.customers(), "{customer}");
        }
    }
}

#[test]
fn known_customers_take_105_bytes_more() {
    let mut index = Index::<Salesive>::of_known(&options());
    for customer in 0..20_000 {
        let known = format!(
            r#"{{"_id":"{customer}","email":"c{customer}@example.com","user":{{"_id":"u{customer}"}}}}"#
        );
        know(&mut index, &known).unwrap();
        if customer > 1000 {
            assert!(index.allocated() <= 241 * index.customers(), "{customer}");
        }
    }
}

/// Makes the customer known that a text holds.
pub(super) fn know(index: &mut Index<Salesive>, customer: &str) -> Result<(), InvalidKnown> {
    let customer = salesive::Customer::from_json(customer.as_bytes()).unwrap();
    index.know(1, &customer)
}

/// One address in as many cases as there are numbers.
pub(super) fn in_any_case(number: u32) -> String {
    let letter = |bit: u32| match number >> bit & 1 {
        0 => char::from(b'a' + bit as u8),
        _ => char::from(b'A' + bit as u8),
    };
    let name: String = (0..20).map(letter).collect();
    format!("{name}@example.com")
}

/// Just so many that every table has doubled.
const MANY: u32 = (1 << 12) + 1;

/// So often that removed entries fill a table, which then doubles once more.
const CHANGES: u32 = 24;

/// The bytes a customer takes once all have changed so often, each alone, and once they share what
/// they have.
pub(super) fn taken(
    mut index: Index<Salesive>,
    mut change: impl FnMut(&mut Index<Salesive>, u32, Option<u32>),
) -> [usize; 2] {
    let mut alone = 0;
    let memory = allocation_counter::measure(|| {
        for nth in (0..CHANGES).map(Some).chain([None]) {
            if nth.is_none() {
                alone = index.allocated();
            }
            (0..MANY).for_each(|customer| change(&mut index, customer, nth));
        }
    });
    let shared = index.allocated();
    let held = memory.bytes_current as usize;
    assert!(alone < held && held <= shared, "{alone} {held} {shared}");
    assert_eq!(index.customers(), MANY as usize);
    [alone, shared].map(|bytes| bytes.div_ceil(MANY as usize))
}

#[test]
fn addresses_that_change_and_come_to_differ_in_case_only_stay_within_what_is_documented() {
    let judge = Judge::<Salesive>::new(&options());
    let [alone, shared] = taken(Index::new(&options()), |index, customer, nth| {
        let email = match nth {
            Some(nth) => format!("c{customer}.{nth}@example.com"),
            None => in_any_case(customer),
        };
        let record = format!(r#"{{"id":"{customer}","email":"{email}"}}"#);
        let line = Line::new(1, 0..1, Some(record.as_bytes()));
        let mut judged = judge.judge(&line).unwrap();
        index.admit(1, &mut judged);
        assert_eq!(judged.verdict(), Verdict::Accepted);
    });
    assert!((155..=160).contains(&alone), "{alone}");
    assert!((240..=246).contains(&shared), "{shared}");
}

#[test]
fn known_customers_that_change_and_come_to_share_all_stay_within_what_is_documented() {
    let index = Index::of_known(&options());
    let [alone, shared] = taken(index, |index, customer, nth| {
        let of = nth.map_or("all".to_owned(), |nth| format!("{customer}.{nth}"));
        let known = format!(
            r#"{{"_id":"{customer}","email":"c{of}@example.com","user":{{"_id":"u{of}"}}}}"#
        );
        know(index, &known).unwrap();
    });
    assert!((286..=291).contains(&alone), "{alone}");
    assert!((416..=421).contains(&shared), "{shared}");
}

#[test]
fn with_a_full_index_nothing_more_is_judged_across_records_and_the_summary_says_so() {
    let file = br#"{"id":"1","email":"ada@example.com"}
{"id":"2","email":"ada@example.com"}
{"id":"2","email":"ben@example.com"}
{"id":"1","email":"ben@example.com"}
{"id":"3","email":"eve@example.com"}
{"id":"4","email":"ben@example.com"}
{"id":"1","email":"ben@example.com"}
{"id":"1","email":"nobody"}
"#;
    let check = |customers| {
        let options = options().max_customers(customers);
        let (rows, summary) = check::<Salesive>([&file[..]], None, &options);
        let verdicts: Vec<_> = rows.iter().map(|row| row.verdict == "accepted").collect();
        (verdicts, summary.unjudged_from())
    };
    let (full, unjudged_from) = check(2);
    assert_eq!(full, [true, false, true, false, true, true, true, false]);
    assert_eq!(unjudged_from, Some(5));
    let (enough, unjudged_from) = check(3);
    assert_eq!(
        enough,
        [true, false, true, false, true, false, false, false]
    );
    assert_eq!(unjudged_from, None);
}

#[test]
fn a_file_that_was_not_judged_to_its_end_is_not_clean() {
    let clean = |customers| {
        let options = options().max_customers(customers);
        let file = b"{\"id\":\"1\",\"active\":true}\n{\"id\":\"2\",\"active\":true}\n";
        check::<Salesive>([&file[..]], None, &options).1.is_clean()
    };
    assert!(!clean(1));
    assert!(clean(2));
}

#[test]
fn customers_that_cannot_be_made_known_are_refused() {
    let options = FileOptions::new([7; 16]).max_customers(1);
    let mut index = Index::<Salesive>::of_known(&options);
    for without in ["{}", r#"{"id":"1"}"#] {
        assert_eq!(
            know(&mut index, without),
            Err(InvalidKnown::NoId),
            "{without}"
        );
    }
    let one = r#"{"_id":"1","phone":null}"#;
    assert_eq!(know(&mut index, one), Ok(()));
    assert_eq!(know(&mut index, one), Ok(()), "the same one again");
    let another = r#"{"_id":"2"}"#;
    assert_eq!(know(&mut index, another), Err(InvalidKnown::TooMany));

    for (refused, reason) in [
        (InvalidKnown::NoId, "has no id"),
        (
            InvalidKnown::TooMany,
            "more customers than the index may hold",
        ),
        (InvalidKnown::TooLate, "before the first record"),
    ] {
        assert!(refused.to_string().contains(reason), "{refused}");
    }
    let shown = "Index { customers: 1, known: Some(1), unjudged_from: None, .. }";
    assert_eq!(format!("{index:?}"), shown);

    let mut index = Index::new(&options);
    let line = Line::new(1, 0..1, Some(br#"{"id":"1","active":true}"#));
    let judge = Judge::<Salesive>::new(&options);
    index.admit(1, &mut judge.judge(&line).unwrap());
    assert_eq!(know(&mut index, one), Err(InvalidKnown::TooLate));
}

#[test]
fn counts_are_exact_however_many_findings_are_listed() {
    let members = r#""name":5,"email":5,"phone":5,"user":5,"active":5,"shop":1,"a":1,"b":2"#;
    let file = format!("{{{members},\"id\":\"1\"}}\n").repeat(25);
    let of = |max_findings| {
        let options = options().max_findings(max_findings);
        check::<Salesive>([file.as_bytes()], None, &options)
    };
    let (rows, all) = of(100);
    assert_eq!(rows[0].findings.len(), 8);
    for max_findings in 0..10 {
        let (rows, summary) = of(max_findings);
        assert_eq!(rows[0].findings.len(), max_findings.min(8));
        assert_eq!(summary, all);
    }
    let unknown = Cause::Update(salesive::Rule::MemberUnknown);
    assert_eq!(unknown.id(), salesive::Rule::MemberUnknown.id());
    assert_eq!(unknown.sentence(), salesive::Rule::MemberUnknown.sentence());
    let (_, tally) = all.causes().find(|(cause, _)| *cause == unknown).unwrap();
    assert_eq!((tally.records, tally.findings), (25, 50));
    assert_eq!(tally.first_lines, Vec::from_iter(1..=Tally::SAMPLES as u64));
    let read_only = Cause::Update(salesive::Rule::MemberReadOnly);
    assert!(
        all.causes().all(|(cause, _)| cause != read_only),
        "the id is no part of the body"
    );
}

#[test]
fn strict_rejects_what_has_any_finding_but_not_the_id() {
    let file = br#"{"id":"1","name":"Ada"}
{"id":"2","name":""}
{"id":"1","name":"Obi"}
"#;
    let verdicts = |strict| {
        let options = options().strict(strict);
        let (rows, _) = check::<Salesive>([&file[..]], None, &options);
        rows.iter().map(|row| row.verdict).collect::<Vec<_>>()
    };
    assert_eq!(verdicts(false), ["accepted", "accepted", "accepted"]);
    assert_eq!(verdicts(true), ["accepted", "rejected", "rejected"]);
    assert_eq!(
        Rule::CustomerRepeated.kind(),
        salesive_schema::report::Kind::Advisory
    );
}
