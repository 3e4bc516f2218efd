//! Addresses made from the grammar of RFC 5321, and addresses with one defect.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use proptest::collection::{SizeRange, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::text::{of, one_of};

mod broken;

pub(crate) use broken::broken;

const ATEXT: &str =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+/=?^_`{|}~-";
const ALPHANUMERIC: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const HEXADECIMAL: &str = "0123456789abcdefABCDEF";

/// A mailbox: half of the draws a plain one, the others over the whole grammar (quoted local
/// parts, literals, single labels) and at the limits of its lengths. Shrinks to a plain one.
pub(crate) fn valid() -> BoxedStrategy<String> {
    let plain = one_of(&[
        "ada@example.com",
        "first.last+tag@sub.example.org",
        "A@EXAMPLE.COM",
        "a@b",
    ]);
    prop_oneof![
        3 => plain,
        3 => (local_part(), host()).prop_map(|(local, host)| format!("{local}@{host}")),
        1 => longest(),
    ]
    .boxed()
}

fn local_part() -> impl Strategy<Value = String> + Clone {
    prop_oneof![2 => dot_string(), 1 => quoted_string()]
}

fn host() -> impl Strategy<Value = String> + Clone {
    prop_oneof![2 => domain(), 1 => literal()]
}

fn dot_string() -> impl Strategy<Value = String> + Clone {
    vec(of(ATEXT, 1..=12), 1..5).prop_map(|atoms| atoms.join("."))
}

/// What stands between quotes, each element one character or one escaped character.
fn quoted_content() -> impl Strategy<Value = Vec<String>> + Clone {
    let plain = (b' '..=b'~').prop_map(|byte| match byte {
        b'"' | b'\\' => format!("\\{}", char::from(byte)),
        _ => char::from(byte).into(),
    });
    let escaped = (b' '..=b'~').prop_map(|byte| format!("\\{}", char::from(byte)));
    let telling = select(&[" ", "<", "@", ".", "\\ ", "\\\"", "\\\\"][..]).prop_map(String::from);
    vec(prop_oneof![4 => plain, 2 => escaped, 2 => telling], 0..=31)
}

fn quoted_string() -> impl Strategy<Value = String> + Clone {
    quoted_content().prop_map(|content| format!("\"{}\"", content.concat()))
}

fn label() -> impl Strategy<Value = String> + Clone {
    let inner = of("abcxyzABC019-", 0..=10);
    (of(ALPHANUMERIC, 1..=1), inner, of(ALPHANUMERIC, 0..=1)).prop_map(|(first, inner, last)| {
        // Without an end the inner hyphens would be outer ones.
        if last.is_empty() {
            first
        } else {
            first + &inner + &last
        }
    })
}

fn domain() -> impl Strategy<Value = String> + Clone {
    vec(label(), 1..6).prop_map(|labels| labels.join("."))
}

/// Four octets of one to three digits, leading zeros included.
fn ipv4() -> impl Strategy<Value = String> + Clone {
    vec((0..=255_u8, 1..=3_usize), 4).prop_map(|octets| {
        let octets = octets
            .iter()
            .map(|(octet, width)| format!("{octet:0width$}"));
        octets.collect::<Vec<_>>().join(".")
    })
}

fn groups(count: impl Into<SizeRange>) -> impl Strategy<Value = Vec<String>> + Clone {
    vec(of(HEXADECIMAL, 1..=4), count)
}

/// `::` in place of a run of groups, behind some of those that are spelt.
fn with_gap(groups: &[String], at: Index) -> String {
    let (left, right) = groups.split_at(at.index(groups.len() + 1));
    format!("{}::{}", left.join(":"), right.join(":"))
}

/// 8 groups, or up to 6 around `::`; the last two may be spelt as IPv4.
fn ipv6() -> impl Strategy<Value = String> + Clone {
    let full = groups(8).prop_map(|groups| groups.join(":"));
    let full_v4 =
        (groups(6), ipv4()).prop_map(|(groups, ipv4)| format!("{}:{ipv4}", groups.join(":")));
    let gap = (groups(0..=6), any::<Index>()).prop_map(|(groups, at)| with_gap(&groups, at));
    let gap_v4 = (groups(0..=4), any::<Index>(), ipv4()).prop_map(|(mut groups, at, ipv4)| {
        let right = groups.split_off(at.index(groups.len() + 1));
        let right: Vec<_> = right.into_iter().chain([ipv4]).collect();
        format!("{}::{}", groups.join(":"), right.join(":"))
    });
    prop_oneof![full, full_v4, gap, gap_v4]
}

fn literal() -> impl Strategy<Value = String> + Clone {
    let tag = select(&["IPv6:", "ipv6:", "IPV6:"][..]);
    prop_oneof![
        ipv4().prop_map(|address| format!("[{address}]")),
        (tag, ipv6()).prop_map(|(tag, address)| format!("[{tag}{address}]")),
    ]
}

/// A local part of 64 bytes, a label of 63, or a whole of 254.
fn longest() -> impl Strategy<Value = String> + Clone {
    let local = of(ATEXT, 64..=64);
    let label = of(ALPHANUMERIC, 63..=63);
    let whole = (
        of(ATEXT, 64..=64),
        label.clone(),
        label.clone(),
        of(ALPHANUMERIC, 61..=61),
    );
    prop_oneof![
        (local, domain()).prop_map(|(local, domain)| format!("{local}@{domain}")),
        (dot_string(), label).prop_map(|(local, label)| format!("{local}@{label}.example")),
        whole.prop_map(|(local, a, b, c)| format!("{local}@{a}.{b}.{c}")),
    ]
}
