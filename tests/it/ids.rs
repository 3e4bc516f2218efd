//! Ids, as they go into a path, a body or a member.

use std::hash::{BuildHasher, RandomState};

use salesive_schema::microbase;
use salesive_schema::salesive::{CustomerId, InvalidCustomerId, ObjectId};

#[test]
fn a_path_id_is_any_text_of_one_segment() {
    let longest = "x".repeat(1024);
    for id in [
        "665a1f2c9b1e4a0012ab34cd",
        "...",
        ".a",
        "a/b",
        "%2e%2e",
        "?#",
        " ",
        "é😀",
        &longest,
    ] {
        assert_eq!(CustomerId::new(id).unwrap().as_str(), id);
    }
}

#[test]
fn a_path_id_that_would_lead_elsewhere_is_none() {
    let too_long = "x".repeat(1025);
    let too_many_bytes = "é".repeat(513);
    for (id, why) in [
        ("", InvalidCustomerId::Empty),
        (".", InvalidCustomerId::DotSegment),
        ("..", InvalidCustomerId::DotSegment),
        (&too_long, InvalidCustomerId::TooLong),
        (&too_many_bytes, InvalidCustomerId::TooLong),
        ("a\nb", InvalidCustomerId::ControlCharacter),
        ("\0", InvalidCustomerId::ControlCharacter),
        ("a\u{7f}", InvalidCustomerId::ControlCharacter),
        ("\u{85}", InvalidCustomerId::ControlCharacter),
    ] {
        assert_eq!(CustomerId::new(id), Err(why), "{id:?}");
    }
}

#[test]
fn an_object_id_is_24_hexadecimal_digits_kept_as_they_are() {
    for id in [
        "6650aa11bb22cc33dd44ee55",
        "6650AA11bb22CC33dd44EE55",
        "000000000000000000000000",
    ] {
        assert_eq!(ObjectId::new(id).unwrap().as_str(), id);
    }
    for id in [
        "",
        "6650aa11bb22cc33dd44ee5",
        "6650aa11bb22cc33dd44ee555",
        "6650aa11bb22cc33dd44ee5g",
        " 650aa11bb22cc33dd44ee55",
        "+650aa11bb22cc33dd44ee55",
        "٦٦٥٠٦٦٥٠٦٦٥٠",
    ] {
        assert!(ObjectId::new(id).is_err(), "{id}");
    }
    assert_ne!(
        ObjectId::new("6650AA11bb22cc33dd44ee55"),
        ObjectId::new("6650aa11bb22cc33dd44ee55")
    );
}

#[test]
fn a_microbase_id_is_any_text() {
    for id in ["HkhhuXESl", "", "..", "\n", "é😀"] {
        assert_eq!(microbase::CustomerId::new(id).as_str(), id);
    }
}

#[test]
fn borrowed_and_owned_ids_are_equal_and_hash_equally() {
    let state = RandomState::new();
    let text = String::from("HkhhuXESl");
    let borrowed = CustomerId::new(&*text).unwrap();
    let owned: CustomerId<'static> = borrowed.clone().into_owned();
    assert_eq!(owned, borrowed);
    assert_eq!(state.hash_one(&owned), state.hash_one(&borrowed));
    let borrowed = microbase::CustomerId::new(&*text);
    let owned: microbase::CustomerId<'static> = borrowed.clone().into_owned();
    assert_eq!(owned, borrowed);
    assert_eq!(state.hash_one(&owned), state.hash_one(&borrowed));
    assert_eq!(serde_json::to_string(&owned).unwrap(), "\"HkhhuXESl\"");
}
