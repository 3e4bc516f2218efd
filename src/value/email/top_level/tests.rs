use idna::punycode;
use proptest::prelude::*;

use super::{decode_punycode, is_public};

#[test]
fn digits_reserved_labels_and_what_is_no_a_label_are_not_public() {
    for label in [
        "4",
        "123",
        "localhost",
        "Test",
        "INVALID",
        "example",
        "local",
        "onion",
        "alt",
        "xn--",
        "xn--a",
        "xn--zzzzzz",
        "XN--99999999",
    ] {
        assert!(!is_public(label), "{label}");
    }
    for label in [
        "com",
        "COM",
        "museum",
        "c0m",
        "4u",
        "xn--p1ai",
        "XN--P1AI",
        "xn--vermgensberatung-pwb",
        "tests",
    ] {
        assert!(is_public(label), "{label}");
    }
}

proptest! {
    #[test]
    fn punycode_is_what_the_library_decodes(encoded in "[a-z0-9-]{0,4}|[a-zA-Z0-9-]{1,12}") {
        let decoded = punycode::decode(&encoded);
        let is_beyond_ascii = decoded.is_some_and(|decoded| {
            !decoded.iter().all(char::is_ascii) && !decoded.iter().any(|c| c.is_control())
        });
        prop_assert_eq!(decode_punycode(&encoded).is_some(), is_beyond_ascii);
    }

    #[test]
    fn what_the_library_encodes_is_decoded(text in "[a-z]{0,3}[à-ÿа-я一-十]{1,4}[a-z]{0,3}") {
        let encoded = punycode::encode_str(&text).unwrap_or_default();
        prop_assert!(decode_punycode(&encoded).is_some());
    }
}
