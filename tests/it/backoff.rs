//! When to send the same request again: bounds that hold for every input.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use proptest::prelude::*;
use salesive_schema::Salesive;
use salesive_schema::http::{Backoff, Recovery, RetryAfter, Unanswered};
use salesive_schema::salesive::{Reply, Rule};

use crate::agreement::draws::{Share, run};
use crate::both::Documented;

/// Told to wait for as long as the reply says.
fn busy(after: Option<RetryAfter>) -> Recovery<Rule> {
    let mut reply = Reply::decode(429, b"");
    if let Some(after) = after {
        reply = reply.with_retry_after(after);
    }
    reply.recovery(&Salesive::whole_update()).unwrap()
}

fn times() -> impl Strategy<Value = Duration> {
    let any = (any::<u64>(), 0..1_000_000_000_u32).prop_map(|(s, ns)| Duration::new(s, ns));
    let small = (0..100_000_u64).prop_map(Duration::from_millis);
    let ends = prop_oneof![
        Just(Duration::ZERO),
        Just(Duration::MAX),
        Just(Duration::from_nanos(1))
    ];
    prop_oneof![2 => any, 4 => small, 1 => ends]
}

fn numbers() -> impl Strategy<Value = u32> {
    prop_oneof![3 => 0..10_u32, 1 => any::<u32>(), 1 => Just(u32::MAX)]
}

fn retry_after() -> impl Strategy<Value = Option<RetryAfter>> {
    let seconds = prop_oneof![3 => 0..100_u64, 1 => any::<u64>(), 1 => Just(u64::MAX)];
    let date = (0..253_402_300_800_u64).prop_map(|s| UNIX_EPOCH + Duration::from_secs(s));
    let date = date.prop_map(|date| RetryAfter::new(&httpdate::fmt_http_date(date)));
    prop_oneof![
        2 => Just(None),
        3 => seconds.prop_map(|seconds| Some(RetryAfter::Seconds(seconds))),
        1 => date.prop_map(Some),
        1 => Just(Some(RetryAfter::Unreadable)),
    ]
}

/// How long the first wait is after so many doublings, in nanoseconds.
fn doubled(first: Duration, doublings: u32) -> u128 {
    let times = 1_u128.checked_shl(doublings).unwrap_or(u128::MAX);
    first.as_nanos().saturating_mul(times)
}

#[test]
fn a_wait_keeps_its_bounds_whatever_goes_in() {
    let draws = (
        (times(), times(), numbers()),
        (numbers(), times(), numbers(), retry_after()),
    );
    let shares = [Share(
        5,
        vec!["backs off", "asked for", "stops", "asked too much"],
    )];
    run(
        &draws,
        &shares,
        |((first, longest, requests), (sent, now, random, after)), draws| {
            let backoff = Backoff::new()
                .first_wait(first)
                .longest_wait(longest)
                .max_requests(requests);
            let asked = after.as_ref().and_then(|after| after.wait(now));
            let wait = backoff.wait(sent, &busy(after), now, random);
            let Some(wait) = wait else {
                let is_asked_too_much = asked.is_some_and(|asked| asked > longest);
                draws.count(if is_asked_too_much {
                    "asked too much"
                } else {
                    "stops"
                });
                prop_assert!(is_asked_too_much || sent.max(1) >= requests);
                return Ok(());
            };
            prop_assert!(sent.max(1) < requests);
            prop_assert!(wait <= longest);
            let asked = asked.unwrap_or_default();
            prop_assert!(wait >= asked, "sooner than the reply says");
            draws.count(if wait == asked {
                "asked for"
            } else {
                "backs off"
            });
            let most = doubled(first, sent.saturating_sub(1)).min(longest.as_nanos());
            let nanos = wait.as_nanos();
            prop_assert!(nanos >= most / 2);
            prop_assert!(nanos <= most.max(asked.as_nanos()));
            Ok(())
        },
    );
}

#[test]
fn no_wait_is_shorter_than_the_one_before_while_they_double() {
    let draws = (
        (1..1000_u64),
        proptest::collection::vec(any::<u32>(), 2..20),
    );
    run(&draws, &[], |(first, random), _| {
        let backoff = Backoff::new()
            .first_wait(Duration::from_millis(first))
            .longest_wait(Duration::MAX)
            .max_requests(u32::MAX);
        let waits = (1..).zip(&random).map(|(sent, random)| {
            backoff
                .wait(sent, &busy(None), Duration::ZERO, *random)
                .unwrap()
        });
        let waits: Vec<_> = waits.collect();
        prop_assert!(waits.is_sorted(), "{waits:?}");
        Ok(())
    });
}

#[test]
fn random_numbers_spread_over_half_of_the_wait() {
    let wait = |random| Backoff::new().wait(1, &busy(None), Duration::ZERO, random);
    let half = Duration::from_millis(250);
    assert_eq!(wait(0), Some(half));
    assert_eq!(wait(1 << 31), Some(half + half / 2));
    assert!(wait(u32::MAX).is_some_and(|wait| wait > Duration::from_micros(499_999)));
}

#[test]
fn only_what_is_to_be_sent_again_waits() {
    let after = |http_status, body: &str| {
        let reply = Reply::decode(http_status, body.as_bytes());
        let recovery = reply.recovery(&Salesive::whole_update()).unwrap();
        Backoff::new()
            .wait(1, &recovery, Duration::ZERO, 0)
            .is_some()
    };
    for (http_status, body, waits) in [
        (503, "<html>", true),
        (429, "", true),
        (408, "", true),
        (502, "<html>", false),
        (200, "", false),
        (401, "", false),
        (404, "", false),
        (
            503,
            r#"{"status":200,"success":true,"message":"","data":{}}"#,
            false,
        ),
    ] {
        assert_eq!(after(http_status, body), waits, "{http_status} {body}");
    }
    let unanswered = |cause| {
        let recovery = Recovery::<Rule>::of_unanswered(cause);
        Backoff::new()
            .wait(1, &recovery, Duration::ZERO, 0)
            .is_some()
    };
    assert!(unanswered(Unanswered::NotSent));
    assert!(!unanswered(Unanswered::TimedOut));
}

#[test]
fn a_date_is_as_far_as_the_clock_has_it() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(30));
    let wait = RetryAfter::new(&date).wait(now).unwrap();
    assert!((28..=30).contains(&wait.as_secs()), "{wait:?}");
    let past = RetryAfter::new("Sun, 06 Nov 1994 08:49:37 GMT");
    assert_eq!(past.wait(now), Some(Duration::ZERO));
    assert_eq!(
        past.wait(Duration::ZERO),
        Some(Duration::from_secs(784_111_777))
    );
    let epoch = RetryAfter::new("Thu, 01 Jan 1970 00:00:00 GMT");
    assert_eq!(epoch.wait(Duration::ZERO), Some(Duration::ZERO));
}
