//! The address rule against the library below it, and against addresses made from the grammar.

use std::cell::Cell;
use std::env;

use email_address::{EmailAddress, Options};
use proptest::collection::{SizeRange, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestRunner};

use super::accepts;

fn library_accepts(text: &str) -> bool {
    let options = Options::default()
        .with_no_minimum_sub_domains()
        .with_domain_literal()
        .without_display_text();
    EmailAddress::parse_with_options(text, options).is_ok()
}

fn dot_string() -> impl Strategy<Value = String> {
    vec("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,8}", 1..5).prop_map(|atoms| atoms.join("."))
}

/// What stands between quotes, each element one character or one escaped character.
fn quoted_content() -> impl Strategy<Value = Vec<String>> {
    let element = prop_oneof![
        4 => "[ !#-\\[\\]-~]",
        4 => r"\\[ -~]",
        1 => select(&[" ", "<", "@", "\\ ", "\\\"", "\\\\"][..]).prop_map(String::from),
    ];
    vec(element, 0..=31)
}

fn quoted_string() -> impl Strategy<Value = String> {
    quoted_content().prop_map(|content| format!("\"{}\"", content.concat()))
}

fn domain() -> impl Strategy<Value = String> {
    vec("[A-Za-z0-9]([A-Za-z0-9-]{0,10}[A-Za-z0-9])?", 1..6).prop_map(|labels| labels.join("."))
}

fn ipv4() -> impl Strategy<Value = String> {
    vec((0..=255_u8, 1..=3_usize), 4).prop_map(|octets| {
        let octets = octets
            .iter()
            .map(|(octet, width)| format!("{octet:0width$}"));
        octets.collect::<Vec<_>>().join(".")
    })
}

fn groups(count: impl Into<SizeRange>) -> impl Strategy<Value = Vec<String>> {
    vec("[0-9A-Fa-f]{1,4}", count)
}

/// `::` in place of a run of groups, behind the first `at` of those that are spelt.
fn with_gap(groups: &[String], at: usize) -> String {
    let (left, right) = groups.split_at(at);
    format!("{}::{}", left.join(":"), right.join(":"))
}

/// An IPv6 address that spells 8 groups, or up to 6 around `::`; its end may be IPv4.
fn ipv6() -> impl Strategy<Value = String> {
    let full = groups(8).prop_map(|groups| groups.join(":"));
    let full_v4 =
        (groups(6), ipv4()).prop_map(|(groups, ipv4)| format!("{}:{ipv4}", groups.join(":")));
    let gap = (groups(0..=6), any::<Index>())
        .prop_map(|(groups, at)| with_gap(&groups, at.index(groups.len() + 1)));
    let gap_v4 = (groups(0..=4), any::<Index>(), ipv4()).prop_map(|(mut groups, at, ipv4)| {
        let at = at.index(groups.len() + 1);
        groups.push(ipv4);
        with_gap(&groups, at)
    });
    prop_oneof![full, full_v4, gap, gap_v4]
}

fn address_literal() -> impl Strategy<Value = String> {
    let tag = select(&["IPv6:", "ipv6:", "IPV6:"][..]);
    prop_oneof![
        ipv4().prop_map(|address| format!("[{address}]")),
        (tag, ipv6()).prop_map(|(tag, address)| format!("[{tag}{address}]")),
    ]
}

fn mailbox() -> impl Strategy<Value = String> {
    let local = prop_oneof![dot_string(), quoted_string()];
    let domain = prop_oneof![domain(), address_literal()];
    (local, domain).prop_map(|(local, domain)| format!("{local}@{domain}"))
}

/// The text with one more character, anywhere.
fn with_one_of(
    text: impl Strategy<Value = String>,
    characters: &'static str,
) -> impl Strategy<Value = String> {
    let character = select(characters.chars().collect::<Vec<_>>());
    (text, any::<Index>(), character).prop_map(|(mut text, at, character)| {
        text.insert(at.index(text.len() + 1), character);
        text
    })
}

fn local_part_with_a_defect() -> impl Strategy<Value = String> {
    let stranger = select(
        &[
            "\"", "\t", "\n", "\0", "\u{7f}", "é", "\u{c290}", "\\\t", "\\é",
        ][..],
    );
    prop_oneof![
        Just(String::new()),
        dot_string().prop_map(|local| format!(".{local}")),
        dot_string().prop_map(|local| format!("{local}.")),
        (dot_string(), dot_string()).prop_map(|(left, right)| format!("{left}..{right}")),
        with_one_of(dot_string(), " \t\r\n\0\u{7f}()<>[],:;@\\\"é\u{a0}\u{3000}"),
        quoted_string().prop_map(|local| local + "x"),
        quoted_string().prop_map(|local| local + ".x"),
        quoted_string().prop_map(|local| format!("x{local}")),
        quoted_content().prop_map(|content| format!("\"{}", content.concat())),
        quoted_content().prop_map(|content| format!("\"{}\\\"", content.concat())),
        (quoted_content(), any::<Index>(), stranger).prop_map(|(mut content, at, stranger)| {
            content.insert(at.index(content.len() + 1), stranger.into());
            format!("\"{}\"", content.concat())
        }),
    ]
}

fn domain_with_a_defect() -> impl Strategy<Value = String> {
    let joined = |(left, right): (String, String), by: &str| format!("{left}{by}{right}");
    let pair = || (domain(), domain());
    prop_oneof![
        Just(String::new()),
        select(&["-", ".", ". "][..]).prop_map(String::from),
        pair().prop_map(move |pair| joined(pair, "..")),
        pair().prop_map(move |pair| joined(pair, "-.")),
        pair().prop_map(move |pair| joined(pair, ".-")),
        pair().prop_map(move |pair| joined(pair, "@")),
        domain().prop_map(|domain| format!("-{domain}")),
        domain().prop_map(|domain| format!(".{domain}")),
        domain().prop_map(|domain| format!("{domain}-")),
        domain().prop_map(|domain| format!("{domain}.")),
        with_one_of(
            domain(),
            " \t\r\n\0\u{7f}_!#$%&'*+/=?^`{|}~()<>[],:;\\\"éß中"
        ),
    ]
}

fn literal_with_a_defect() -> impl Strategy<Value = String> {
    let address = prop_oneof![
        ipv4().prop_map(|address| format!("{address}.1")),
        ipv4().prop_map(|address| format!("{address}.")),
        (256..2000_u32, ipv4()).prop_map(|(octet, address)| format!(
            "{octet}{}",
            address.trim_start_matches(|c| c != '.')
        )),
        ipv4().prop_map(|address| format!("IPv6:{address}")),
        ipv6(),
        ipv6().prop_map(|address| format!("IPv4:{address}")),
        ipv6().prop_map(|address| format!("IPv6:{address}:")),
        ipv6().prop_map(|address| format!("IPv6:{address}::")),
        groups(7).prop_map(|groups| format!("IPv6:{}", groups.join(":"))),
        groups(9).prop_map(|groups| format!("IPv6:{}", groups.join(":"))),
        (groups(7), 0..=7_usize).prop_map(|(groups, at)| format!("IPv6:{}", with_gap(&groups, at))),
        (groups(5), ipv4()).prop_map(|(groups, ipv4)| format!("IPv6:{}::{ipv4}", groups.join(":"))),
        (groups(5), ipv4())
            .prop_map(|(groups, ipv4)| format!("IPv6:{ipv4}:{}:1", groups.join(":"))),
        with_one_of(ipv6(), " gG-@[]%é").prop_map(|address| format!("IPv6:{address}")),
    ];
    prop_oneof![
        6 => address.prop_map(|address| format!("[{address}]")),
        1 => address_literal().prop_map(|literal| format!("{literal}.example")),
        1 => address_literal().prop_map(|literal| literal.replace('[', "")),
        1 => address_literal().prop_map(|literal| literal.replace(']', "")),
    ]
}

fn spoilt_mailbox() -> impl Strategy<Value = String> {
    let at = |(local, domain): (String, String)| format!("{local}@{domain}");
    let local = || prop_oneof![dot_string(), quoted_string()];
    let around = |(text, (before, after)): (String, (&str, &str))| format!("{before}{text}{after}");
    let surroundings = select(
        &[
            ("", " "),
            (" ", ""),
            ("", "\n"),
            ("<", ">"),
            ("Jane <", ">"),
            ("(work)", ""),
            ("", "(work)"),
            ("mailto:", ""),
        ][..],
    );
    prop_oneof![
        3 => (local_part_with_a_defect(), prop_oneof![domain(), address_literal()]).prop_map(at),
        3 => (local(), domain_with_a_defect()).prop_map(at),
        3 => (local(), literal_with_a_defect()).prop_map(at),
        1 => (mailbox(), surroundings).prop_map(around),
        1 => domain(),
    ]
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    #[test]
    fn what_the_grammar_makes_is_accepted(text in mailbox()) {
        prop_assert!(accepts(&text));
    }

    #[test]
    fn one_defect_is_enough_to_be_refused(text in spoilt_mailbox()) {
        prop_assert!(!accepts(&text));
    }

    /// Three things that RFC 5321 has and the library has not; everything else it takes too.
    #[test]
    fn the_library_takes_what_we_take(
        content in quoted_content(),
        plain in dot_string(),
        host in prop_oneof![domain(), address_literal()],
    ) {
        let text = content.concat();
        let plain = format!("{plain}@{host}");
        let quoted = format!("\"{text}\"@{host}");
        let escaped_space = content.iter().any(|element| element == "\\ ");
        let gap = text.is_empty() || escaped_space || text.contains(" <");
        prop_assert!(accepts(&quoted));
        prop_assert_eq!(library_accepts(&quoted), !gap);
        prop_assert!(library_accepts(&plain));
    }
}

#[test]
fn on_plain_addresses_we_are_the_library_with_host_names() {
    let near = "[a-zA-Z0-9!#$%*_{|~é ,.-]{0,3}[a-z0-9.]{1,4}\
                @[a-z0-9.-]{1,4}[a-zA-Z0-9é_.!-]{0,2}[a-z0-9]{0,3}";
    let accepted = Cell::new(0);
    let mut config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    if env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 4096;
    }
    let cases = config.cases;
    let outcome = TestRunner::new(config).run(&near, |text| {
        let ours = accepts(&text);
        accepted.set(accepted.get() + u32::from(ours));
        let host = text.rsplit('@').next().unwrap_or_default();
        let ldh = host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte));
        prop_assert_eq!(ours, library_accepts(&text) && text.is_ascii() && ldh);
        Ok(())
    });
    assert_eq!(outcome, Ok(()));
    let share = accepted.get() * 100 / cases;
    assert!(
        cases < 1000 || (20..=80).contains(&share),
        "{share} % accepted"
    );
}
