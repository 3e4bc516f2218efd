//! Both rooms behind one trait, so that a law is written once. The trait is implemented by one
//! macro: where the two stopped mirroring each other, this file would not compile.

use std::fmt::Debug;
use std::hash::Hash;

use salesive_schema::{
    Catalogue, Checked, Malformed, Options, Recovery, Rejection, Report, RetryAfter, Unchecked,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) trait Room {
    const NAME: &'static str;
    type Rule: Catalogue;
    type Update<'a>: Clone + Debug + Eq + Hash + Serialize;
    type Unchecked: Clone + Debug + DeserializeOwned;
    type Reply<'a>: Clone + Debug + Eq;

    fn rules() -> &'static [Self::Rule];
    fn rule(id: &str) -> Option<Self::Rule>;

    fn check<'a>(json: &'a [u8], options: &Options) -> Verdict<'a, Self>;
    fn from_json(json: &[u8]) -> Result<Self::Update<'_>, Rejection<Self::Rule>>;
    fn to_json(update: &Self::Update<'_>) -> String;
    fn update_into_owned(update: Self::Update<'_>) -> Self::Update<'static>;
    fn same_update(one: &Self::Update<'_>, other: &Self::Update<'_>) -> bool;
    fn unchecked(unchecked: Self::Unchecked) -> Result<Self::Update<'static>, Report<Self::Rule>>;

    #[cfg(feature = "validator0_21")]
    fn validate(unchecked: &Self::Unchecked) -> Result<(), validator::ValidationErrors>;

    fn decode(http_status: u16, body: &[u8]) -> Self::Reply<'_>;
    fn outcome<'r>(reply: &'r Self::Reply<'_>) -> Outcome<'r>;
    fn discrepancies<'r>(reply: &'r Self::Reply<'_>) -> &'r Report<Self::Rule>;
    fn recovery(reply: &Self::Reply<'_>) -> Option<Recovery<Self::Rule>>;
    fn with_headers<'a>(
        reply: Self::Reply<'a>,
        content_type: &str,
        after: RetryAfter,
    ) -> Self::Reply<'a>;
    fn http_status_and_body<'r>(reply: &'r Self::Reply<'_>) -> (u16, &'r [u8]);
    fn reply_into_owned(reply: Self::Reply<'_>) -> Self::Reply<'static>;
    fn same_reply(one: &Self::Reply<'_>, other: &Self::Reply<'_>) -> bool;
}

pub(crate) type Verdict<'a, R> =
    Result<Checked<<R as Room>::Update<'a>, <R as Room>::Rule>, Malformed>;

/// An outcome as far as both rooms have it.
#[derive(Debug, PartialEq)]
pub(crate) struct Outcome<'r> {
    pub(crate) name: &'static str,
    /// Of a refusal.
    pub(crate) kind: Option<&'static str>,
    /// Of a refusal: HTTP status and `data`.
    pub(crate) refusal: Option<(u16, Option<&'r str>)>,
}

macro_rules! room {
    ($room:ident $name:ident) => {
        pub(crate) struct $name;

        impl Room for $name {
            const NAME: &'static str = stringify!($room);
            type Rule = salesive_schema::$room::Rule;
            type Update<'a> = salesive_schema::$room::CustomerUpdate<'a>;
            type Unchecked = Unchecked<Self::Update<'static>, Self::Rule>;
            type Reply<'a> = salesive_schema::$room::Reply<'a>;

            fn rules() -> &'static [Self::Rule] {
                salesive_schema::$room::Rule::ALL
            }

            fn rule(id: &str) -> Option<Self::Rule> {
                salesive_schema::$room::Rule::from_id(id)
            }

            fn check<'a>(json: &'a [u8], options: &Options) -> Verdict<'a, Self> {
                Self::Update::check(json, options)
            }

            fn from_json(json: &[u8]) -> Result<Self::Update<'_>, Rejection<Self::Rule>> {
                Self::Update::from_json(json)
            }

            fn to_json(update: &Self::Update<'_>) -> String {
                update.to_json()
            }

            fn update_into_owned(update: Self::Update<'_>) -> Self::Update<'static> {
                update.into_owned()
            }

            fn same_update(one: &Self::Update<'_>, other: &Self::Update<'_>) -> bool {
                one == other
            }

            fn unchecked(
                unchecked: Self::Unchecked,
            ) -> Result<Self::Update<'static>, Report<Self::Rule>> {
                unchecked.check()
            }

            #[cfg(feature = "validator0_21")]
            fn validate(unchecked: &Self::Unchecked) -> Result<(), validator::ValidationErrors> {
                validator::Validate::validate(unchecked)
            }

            fn decode(http_status: u16, body: &[u8]) -> Self::Reply<'_> {
                Self::Reply::decode(http_status, body)
            }

            fn outcome<'r>(reply: &'r Self::Reply<'_>) -> Outcome<'r> {
                use salesive_schema::$room::Outcome as Of;
                let named = |name| Outcome {
                    name,
                    kind: None,
                    refusal: None,
                };
                match reply.outcome() {
                    Of::Updated(_) => named("updated"),
                    Of::Accepted => named("accepted"),
                    Of::Refused(refusal) => Outcome {
                        name: "refused",
                        kind: Some(refusal.kind().name()),
                        refusal: Some((
                            refusal.http_status(),
                            refusal.data().map(salesive_schema::JsonText::expose),
                        )),
                    },
                    Of::Unreadable => named("unreadable"),
                }
            }

            fn discrepancies<'r>(reply: &'r Self::Reply<'_>) -> &'r Report<Self::Rule> {
                reply.discrepancies()
            }

            fn recovery(reply: &Self::Reply<'_>) -> Option<Recovery<Self::Rule>> {
                reply.recovery()
            }

            fn with_headers<'a>(
                reply: Self::Reply<'a>,
                content_type: &str,
                after: RetryAfter,
            ) -> Self::Reply<'a> {
                reply
                    .with_content_type(content_type)
                    .with_retry_after(after)
            }

            fn http_status_and_body<'r>(reply: &'r Self::Reply<'_>) -> (u16, &'r [u8]) {
                (reply.http_status(), reply.body())
            }

            fn reply_into_owned(reply: Self::Reply<'_>) -> Self::Reply<'static> {
                reply.into_owned()
            }

            fn same_reply(one: &Self::Reply<'_>, other: &Self::Reply<'_>) -> bool {
                one == other
            }
        }
    };
}

room!(salesive Salesive);
room!(microbase Microbase);

/// Makes a test of each room out of each law.
macro_rules! in_both_rooms {
    ($($(#[$attribute:meta])* $law:ident)*) => {
        $(
            $(#[$attribute])*
            mod $law {
                #[test]
                fn salesive() {
                    super::$law::<$crate::room::Salesive>();
                }

                #[test]
                fn microbase() {
                    super::$law::<$crate::room::Microbase>();
                }
            }
        )*
    };
}
pub(crate) use in_both_rooms;

/// What a report lists, as (pointer, rule id).
pub(crate) fn pairs<R: Catalogue>(report: &Report<R>) -> Vec<(String, String)> {
    let pair = |finding: &salesive_schema::Finding<R>| {
        (
            finding.pointer().to_string(),
            finding.rule().id().to_owned(),
        )
    };
    report.findings().iter().map(pair).collect()
}
