//! The address rule, case by case.

mod grammar;
mod peers;
mod slip;

use salesive_schema::Email;
use salesive_schema::value::InvalidEmail;

fn accepts(text: &str) -> bool {
    Email::new(text).is_ok()
}

#[test]
fn a_local_part_is_a_dot_string_or_a_quoted_string() {
    for local in [
        "j",
        "jane.roe",
        "Jane+tag",
        "-",
        "!#$%&'*+-/=?^_`{|}~",
        "\"\"",
        "\" \"",
        "\"jane@roe\"",
        "\"jane..roe.\"",
        "\"jane <roe>\"",
        "\"(jane)\"",
        r#""\ ""#,
        r#""\\ ""#,
        r#""\\\ ""#,
        r#""\"""#,
        r#""jane\roe""#,
    ] {
        assert!(accepts(&format!("{local}@example.com")), "{local}");
    }
    for local in [
        "",
        ".",
        ".jane",
        "jane.",
        "jane..roe",
        "jane roe",
        " jane",
        "jane ",
        "jane\t",
        "jane\r\n",
        "jane@roe",
        "jane(roe)",
        "jane\\roe",
        "jane\\@roe",
        "josé",
        "\"",
        "\"jane",
        "jane\"",
        "\"jane\"roe",
        "\"jane\".roe",
        "jane.\"roe\"",
        "\"jane\" ",
        "\"ja\"ne\"",
        "\"ja\tne\"",
        "\"ja\\\tne\"",
        "\"ja\nne\"",
        "\"ja\r\n ne\"",
        "\"ja\0ne\"",
        "\"ja\u{7f}ne\"",
        "\"josé\"",
        "\"\u{c290}\"",
        r#""jane\""#,
        r#""jane\\\""#,
        "Jane <jane",
    ] {
        assert!(!accepts(&format!("{local}@example.com")), "{local}");
    }
}

#[test]
fn a_domain_is_labels_of_letters_digits_and_hyphens() {
    for domain in [
        "example.com",
        "localhost",
        "x",
        "1",
        "192.0.2.1",
        "a-b.c--d",
        "xn--0",
        "EXAMPLE.Com",
        "example.123",
    ] {
        assert!(accepts(&format!("jane@{domain}")), "{domain}");
    }
    for domain in [
        "",
        ".",
        "-",
        ".example.com",
        "example.com.",
        "example..com",
        "-example.com",
        "example-.com",
        "example.-com",
        "example.com-",
        "my_example.com",
        "example.com\n",
        " example.com",
        "example .com",
        "example.com(work)",
        "exämple.com",
        "例え.jp",
        "example.com>",
        "example@example.com",
        "\"example\".com",
    ] {
        assert!(!accepts(&format!("jane@{domain}")), "{domain}");
    }
    assert!(!accepts("") && !accepts("jane.example.com") && !accepts("@"));
}

#[test]
fn lengths_are_taken_to_the_byte() {
    let label = |length| "b".repeat(length);
    let domain = |last| {
        [&label(63), &label(63), &label(63), &label(last)]
            .map(String::as_str)
            .join(".")
    };
    for (at_most, beyond) in [
        (
            format!("{}@example.com", "a".repeat(64)),
            format!("{}@example.com", "a".repeat(65)),
        ),
        (
            format!("\"{}\"@example.com", "a".repeat(62)),
            format!("\"{}\"@example.com", "a".repeat(63)),
        ),
        (
            format!("\"\\{}\"@example.com", " ".repeat(61)),
            format!("\"\\{}\"@example.com", " ".repeat(62)),
        ),
        (format!("a@{}", label(63)), format!("a@{}", label(64))),
        (
            format!("a@{}.com", label(63)),
            format!("a@{}.com", label(64)),
        ),
        (
            format!("a@example.{}", label(63)),
            format!("a@example.{}", label(64)),
        ),
        (
            format!("a@{}-{}.com", label(31), label(31)),
            format!("a@{}-{}.com", label(32), label(31)),
        ),
        (format!("a@{}", domain(60)), format!("a@{}", domain(61))),
    ] {
        assert!(accepts(&at_most), "{at_most}");
        assert!(!accepts(&beyond), "{beyond}");
    }
    assert_eq!(format!("a@{}", domain(60)).len(), 254);
}

#[test]
fn a_literal_holds_an_address() {
    for literal in [
        "0.0.0.0",
        "255.255.255.255",
        "001.02.3.004",
        "IPv6:1:2:3:4:5:6:7:8",
        "ipV6:ABCD:ef01:0000:0:1:2:3:4",
        "IPv6:::",
        "IPv6:::1",
        "IPv6:1::",
        "IPv6:1:2:3:4:5:6::",
        "IPv6:::3:4:5:6:7:8",
        "IPv6:1:2:3::6:7:8",
        "IPv6:1:2:3:4:5:6:192.0.2.1",
        "IPv6:::192.0.2.1",
        "IPv6:1:2::5:6:192.0.2.001",
    ] {
        assert!(accepts(&format!("a@[{literal}]")), "{literal}");
    }
    for literal in [
        "",
        "256.0.0.1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.",
        "1..3.4",
        "0001.2.3.4",
        "+1.2.3.4",
        "1.2.3.4 ",
        "1.2.3.a",
        "x:tag",
        "::1",
        "IPv6",
        "IPv6:",
        "IPv6::",
        "IPv6 ::1",
        "IPv6:1.2.3.4",
        "IPv6:1:2:3:4:5:6:7",
        "IPv6:1:2:3:4:5:6:7:8:9",
        "IPv6:1:2:3:4:5:6:7::",
        "IPv6:::2:3:4:5:6:7:8",
        "IPv6:1:2:3::5:6:7:8",
        "IPv6:1:2:3:4:5:6:7:8::",
        "IPv6:1:2:3:4:5::192.0.2.1",
        "IPv6:1::2::3",
        "IPv6::::",
        "IPv6::1",
        "IPv6:1:",
        "IPv6:12345::",
        "IPv6:g::",
        "IPv6:192.0.2.1::",
        "IPv6:192.0.2.1:1:2:3:4:5:6",
        "IPv6:1:2:3:4:5:6:7:192.0.2.1",
        "IPv6:::192.0.2.256",
        "IPv6:fe80::1%eth0",
        "é:::1",
    ] {
        assert!(!accepts(&format!("a@[{literal}]")), "{literal}");
    }
    for domain in [
        "[1.2.3.4",
        "1.2.3.4]",
        "[[1.2.3.4]]",
        "[1.2.3.4].",
        "[1.2.3.4].example",
        "x[1.2.3.4]",
    ] {
        assert!(!accepts(&format!("a@{domain}")), "{domain}");
    }
}

#[test]
fn only_addresses_that_common_validators_take_are_portable() {
    for (text, portable) in [
        ("jane@example.com", true),
        ("jane.roe+tag@mail.example.co", true),
        ("jane@192.0.2.1", false),
        ("jane@example.123", false),
        ("jane@example.co4", true),
        ("jane@host.test", false),
        ("jane@test.host", true),
        ("jane@HOST.Invalid", false),
        ("jane@example.xn--p1ai", true),
        ("jane@example.xn--a", false),
        ("jane@localhost", false),
        ("jane.roe@localhost", false),
        ("\"jane roe\"@example.com", false),
        ("\"jane@roe\"@example.com", false),
        ("jane@[192.0.2.1]", false),
        ("jane@[IPv6:2001:db8::192.0.2.1]", false),
    ] {
        assert_eq!(
            Email::new(text).map(|email| email.is_portable()),
            Ok(portable),
            "{text}"
        );
    }
}

#[test]
fn the_text_is_kept_borrowed_or_owned() {
    let text = String::from("Jane.Roe@Example.COM");
    let borrowed = Email::new(text.as_str()).expect("an address");
    let owned: Email<'static> = borrowed.clone().into_owned();
    assert_eq!(borrowed.as_str().as_ptr(), text.as_ptr());
    assert_eq!(owned.as_str(), text);
    assert_eq!(
        serde_json::to_string(&borrowed).ok(),
        Some(format!("\"{text}\""))
    );
    assert_eq!(Email::new(text.clone()), Ok(owned.clone()));
    assert!(owned == borrowed && Email::new("jane.roe@example.com") != Ok(owned));
}

#[test]
fn neither_debug_nor_the_error_holds_the_text() {
    let email = Email::new("jane.roe@example.com").expect("an address");
    assert_eq!(format!("{email:?}"), "Email(<redacted>)");
    let error: InvalidEmail = Email::new("jane roe@example.com").expect_err("white space");
    assert_eq!(
        format!("{error:?}: {error}"),
        "InvalidEmail: not an RFC 5321 mailbox"
    );
    assert_eq!(size_of_val(&error), 0);
}
