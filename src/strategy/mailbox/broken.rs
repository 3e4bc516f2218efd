use alloc::format;
use alloc::string::String;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{
    ALPHANUMERIC, ATEXT, domain, dot_string, groups, host, ipv4, ipv6, literal, local_part,
    quoted_content, quoted_string, valid, with_gap,
};
use crate::strategy::text::{of, one_of};

/// A text, never empty, that is no mailbox for one reason: the local part, the domain, the
/// literal, what stands around it, or a length. Shrinks to a text without `@`.
pub(crate) fn broken() -> BoxedStrategy<String> {
    let at = |(local, host): (String, String)| format!("{local}@{host}");
    prop_oneof![
        2 => one_of(&["nobody", " ", "ada.example.com", "@", "Ada Obi"]),
        2 => (local(), host()).prop_map(at),
        2 => (local_part(), domain_with_a_defect()).prop_map(at),
        2 => (local_part(), literal_with_a_defect()).prop_map(at),
        2 => surrounded(),
        1 => too_long(),
    ]
    .boxed()
}

/// The text with one more character, anywhere.
fn with_one_of(
    text: impl Strategy<Value = String> + Clone,
    strays: &str,
) -> impl Strategy<Value = String> + Clone {
    let strays: alloc::vec::Vec<char> = strays.chars().collect();
    (text, any::<Index>(), select(strays)).prop_map(|(mut text, at, stray)| {
        text.insert(at.index(text.len() + 1), stray);
        text
    })
}

fn local() -> impl Strategy<Value = String> + Clone {
    let stranger = select(
        &[
            "\"", "\t", "\n", "\0", "\u{7f}", "\u{e9}", "\\\t", "\\\u{e9}",
        ][..],
    );
    let quoted =
        (quoted_content(), any::<Index>(), stranger).prop_map(|(mut content, at, stranger)| {
            content.insert(at.index(content.len() + 1), stranger.into());
            format!("\"{}\"", content.concat())
        });
    let dots = prop_oneof![
        dot_string().prop_map(|local| format!(".{local}")),
        dot_string().prop_map(|local| format!("{local}.")),
        (dot_string(), dot_string()).prop_map(|(left, right)| format!("{left}..{right}")),
    ];
    prop_oneof![
        Just(String::new()),
        dots,
        with_one_of(
            dot_string(),
            " \t\r\n\0\u{7f}()<>[],:;@\\\"\u{e9}\u{a0}\u{3000}"
        ),
        quoted,
        quoted_string().prop_map(|local| local + "x"),
        quoted_string().prop_map(|local| format!("x{local}")),
        quoted_content().prop_map(|content| format!("\"{}", content.concat())),
        quoted_content().prop_map(|content| format!("\"{}\\\"", content.concat())),
    ]
}

fn domain_with_a_defect() -> impl Strategy<Value = String> + Clone {
    let around = prop_oneof![
        domain().prop_map(|domain| format!("-{domain}")),
        domain().prop_map(|domain| format!(".{domain}")),
        domain().prop_map(|domain| format!("{domain}-")),
        domain().prop_map(|domain| format!("{domain}.")),
    ];
    let between = (domain(), select(&["..", "-.", ".-", "@"][..]), domain());
    prop_oneof![
        one_of(&["", "-", ".", ". "]),
        around,
        between.prop_map(|(left, by, right)| format!("{left}{by}{right}")),
        with_one_of(
            domain(),
            " \t\r\n\0\u{7f}_!#$%&'*+/=?^`{|}~()<>[],:;\\\"\u{e9}\u{df}\u{4e2d}"
        ),
    ]
}

fn literal_with_a_defect() -> impl Strategy<Value = String> + Clone {
    let v4 = prop_oneof![
        ipv4().prop_map(|address| format!("{address}.1")),
        ipv4().prop_map(|address| format!("{address}.")),
        ipv4().prop_map(|address| format!("IPv6:{address}")),
        (256..2000_u32, ipv4()).prop_map(|(octet, address)| {
            format!("{octet}{}", address.trim_start_matches(|c| c != '.'))
        }),
    ];
    let v6 = prop_oneof![
        ipv6(),
        ipv6().prop_map(|address| format!("IPv4:{address}")),
        ipv6().prop_map(|address| format!("IPv6:{address}:")),
        ipv6().prop_map(|address| format!("IPv6:{address}::")),
        with_one_of(ipv6(), " gG-@[]%\u{e9}").prop_map(|address| format!("IPv6:{address}")),
    ];
    let count = prop_oneof![
        groups(7).prop_map(|groups| groups.join(":")),
        groups(9).prop_map(|groups| groups.join(":")),
        (groups(7), any::<Index>()).prop_map(|(groups, at)| with_gap(&groups, at)),
        (groups(5), ipv4()).prop_map(|(groups, ipv4)| format!("{}::{ipv4}", groups.join(":"))),
        (groups(5), ipv4()).prop_map(|(groups, ipv4)| format!("{ipv4}:{}:1", groups.join(":"))),
    ];
    let count = count.prop_map(|address| format!("IPv6:{address}"));
    prop_oneof![
        4 => prop_oneof![v4, v6, count].prop_map(|address| format!("[{address}]")),
        1 => literal().prop_map(|literal| format!("{literal}.example")),
        1 => literal().prop_map(|literal| literal.replace('[', "")),
        1 => literal().prop_map(|literal| literal.replace(']', "")),
    ]
}

fn surrounded() -> impl Strategy<Value = String> {
    let around = select(
        &[
            ("", " "),
            (" ", ""),
            ("", "\n"),
            ("<", ">"),
            ("Jane <", ">"),
            ("(work)", ""),
            ("", "(work)"),
            ("mailto:", ""),
            ("", ", jane@example.com"),
        ][..],
    );
    (valid(), around).prop_map(|(text, (before, after))| format!("{before}{text}{after}"))
}

/// A local part of 65 bytes, a label of 64, or a whole of 255 whose parts are short enough.
fn too_long() -> impl Strategy<Value = String> + Clone {
    let label = of(ALPHANUMERIC, 63..=63);
    let whole = (
        of(ATEXT, 64..=64),
        label.clone(),
        label,
        of(ALPHANUMERIC, 62..=63),
    );
    prop_oneof![
        (of(ATEXT, 65..=80), domain()).prop_map(|(local, domain)| format!("{local}@{domain}")),
        of(ALPHANUMERIC, 64..=80).prop_map(|label| format!("ada@{label}.example")),
        whole.prop_map(|(local, a, b, c)| format!("{local}@{a}.{b}.{c}")),
    ]
}
