//! Which traits the types of values have: the table on the page of `value` says it all.

use std::borrow::Borrow;
use std::fmt::Display;
use std::hash::Hash;
use std::str::FromStr;

use salesive_schema::http::BaseUrl;
use salesive_schema::json::JsonText;
use salesive_schema::{Email, Salesive, Timestamp, Unchecked, microbase, salesive};
use serde::{Deserialize, Serialize};

/// Whether a type without parameters has a trait: the inherent constant goes before that of a trait
/// which everything has.
macro_rules! has {
    ($type:ty, $($bound:tt)+) => {{
        struct Probe<T: ?Sized>(std::marker::PhantomData<T>);
        #[allow(dead_code, reason = "no type may lack the trait")]
        trait Lacks {
            const HAS: bool = false;
        }
        impl<T: ?Sized> Lacks for Probe<T> {}
        impl<T: ?Sized + $($bound)+> Probe<T> {
            #[allow(dead_code, reason = "it is not there for all types")]
            const HAS: bool = true;
        }
        <Probe<$type>>::HAS
    }};
}

macro_rules! rows {
    ($($name:literal $type:ty,)+) => {
        vec![$((
            $name,
            [
                has!($type, FromStr),
                has!($type, TryFrom<&'static str>),
                has!($type, TryFrom<String>),
                has!($type, AsRef<str>),
                has!($type, Borrow<str>),
                has!($type, Display),
                has!($type, Eq),
                has!($type, Ord),
                has!($type, Hash),
                has!($type, Serialize),
                has!($type, for<'de> Deserialize<'de>),
            ],
        )),+]
    };
}

#[test]
fn the_table_says_which_traits_the_types_have() {
    let rows = rows! {
        "value::Email" Email<'static>,
        "value::Timestamp" Timestamp<'static>,
        "salesive::CustomerId" salesive::CustomerId<'static>,
        "salesive::ObjectId" salesive::ObjectId,
        "salesive::AppToken" salesive::AppToken,
        "microbase::CustomerId" microbase::CustomerId<'static>,
        "microbase::BearerToken" microbase::BearerToken,
        "microbase::Version" microbase::Version<'static>,
        "microbase::Status" microbase::Status,
        "microbase::StatusText" microbase::StatusText<'static>,
        "microbase::Phone" microbase::Phone<'static>,
        "json::JsonText" JsonText<'static>,
        "http::BaseUrl" BaseUrl,
        "salesive::CustomerUpdate" salesive::CustomerUpdate<'static>,
        "salesive::Customer" salesive::Customer<'static>,
        "microbase::CustomerUpdate" microbase::CustomerUpdate<'static>,
        "microbase::Customer" microbase::Customer<'static>,
        "Unchecked" Unchecked<Salesive>,
    };
    let mut table = String::new();
    for (name, traits) in rows {
        let cells = traits.map(|has| if has { " yes |" } else { " |" });
        table.push_str(&format!(
            "//! | [`{name}`](crate::{name}) |{}\n",
            cells.concat()
        ));
    }
    assert!(
        include_str!("../../src/value.rs").contains(&table),
        "it should be\n{table}"
    );
}

/// A text is read in one way, whichever trait reads it.
#[test]
fn every_way_to_read_a_text_gives_the_same() {
    fn same<T>(texts: &[&'static str])
    where
        T: FromStr + TryFrom<&'static str> + TryFrom<String> + AsRef<str>,
    {
        for &text in texts {
            let read = [
                text.parse().ok(),
                T::try_from(text).ok(),
                T::try_from(text.to_owned()).ok(),
            ];
            let read = read.map(|read: Option<T>| read.map(|read| read.as_ref().to_owned()));
            assert!(read.iter().all(|one| *one == read[0]), "{text:?}: {read:?}");
            assert!(read[0].as_deref().is_none_or(|read| read == text));
        }
    }
    let ids = ["665a1f2c9b1e4a0012ab34cd", "", "..", "a/b"];
    same::<salesive::CustomerId<'_>>(&ids);
    same::<salesive::ObjectId>(&ids);
    same::<microbase::CustomerId<'_>>(&ids);
    same::<microbase::Version<'_>>(&["v1", "", "v 1"]);
    same::<microbase::StatusText<'_>>(&["ACTIVE", ""]);
    same::<Email<'_>>(&["ada@example.com", "ada"]);
    same::<Timestamp<'_>>(&["2026-11-26T00:00:00Z", ""]);
    same::<BaseUrl>(&["https://example.com/a", "example.com"]);
    for token in ["app_1", "Bearer app_1", "", "sk_1"] {
        assert_eq!(
            token.parse::<salesive::AppToken>().is_ok(),
            token == "app_1"
        );
        let bearer = microbase::BearerToken::try_from(token);
        assert_eq!(bearer.is_ok(), ["app_1", "sk_1"].contains(&token));
    }
}

/// A map by a value is asked with a text.
#[test]
fn maps_take_texts() {
    use std::collections::{BTreeMap, HashMap};
    let id = salesive::CustomerId::new("665a1f2c9b1e4a0012ab34cd").unwrap();
    let email = Email::new("ada@example.com").unwrap();
    assert_eq!(
        HashMap::from([(id, 1)]).get("665a1f2c9b1e4a0012ab34cd"),
        Some(&1)
    );
    assert_eq!(
        BTreeMap::from([(email, 2)]).get("ada@example.com"),
        Some(&2)
    );
}
