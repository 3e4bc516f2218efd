//! Unknown is not failed: what a client is told of the write agrees with what became of it.

use salesive_schema::http::{Action, Written};
use salesive_schema::{Reply, Salesive, salesive};

use crate::both::{Documented, for_both_services};
use crate::fixtures;

/// What became of an update.
#[derive(Clone, Copy)]
pub(crate) struct Fate {
    /// It was made.
    pub(crate) stands: bool,
    /// Another client's was made between reading and saving.
    pub(crate) is_overtaken: bool,
}

/// Holds what a reply says to do against what became of the update, and returns it in words.
pub(crate) fn assert_agrees<S: Documented>(
    reply: &Reply<'_, S>,
    update: Option<&S::CustomerUpdate<'_>>,
    fate: Fate,
) -> &'static str {
    let recovery = match update {
        Some(update) => reply.recovery(update),
        None => reply.recovery(&S::whole_update()),
    };
    let written = recovery.as_ref().map_or(Written::Yes, |it| it.written);
    assert_eq!(reply.written(), written, "with the update and without");
    if fate.stands {
        assert_ne!(written, Written::No, "made, and said not to be");
    }
    if fate.is_overtaken {
        assert_ne!(written, Written::No, "sent again, it undoes the other's");
    }
    if let Some(recovery) = recovery {
        assert_ne!(written, Written::Yes);
        match recovery.action {
            Action::Retry { .. } | Action::RenewToken => assert_eq!(written, Written::No),
            Action::ReadAgain => {}
            _ => assert_ne!(written, Written::Unknown, "{recovery:?}"),
        }
    }
    match (written, fate.stands) {
        (Written::Yes, true) => "made, told so",
        (Written::Yes, false) => "overtaken, told made",
        (Written::No, _) => "not made, told so",
        (Written::Unknown, true) => "made, told unknown",
        (Written::Unknown, false) => "not made, told unknown",
    }
}

for_both_services! {
    every_fixture_says_one_thing_of_the_write
}

fn every_fixture_says_one_thing_of_the_write<S: Documented>() {
    let mut told = [0; 3];
    for case in fixtures::replies::<S>() {
        let reply = case.decode::<S>();
        let written = reply.written();
        told[written as usize] += 1;
        let fate = Fate {
            stands: false,
            is_overtaken: false,
        };
        assert_agrees(&reply, None, fate);
        let succeeded = ["updated", "accepted"].contains(&&*case.expected.outcome);
        assert_eq!(written == Written::Yes, succeeded, "{}", case.name);
    }
    assert!(told.iter().all(|count| *count > 5), "{told:?}");
}

/// The status in the body is the service's own word, whatever a server in between made of it.
#[test]
fn a_server_error_in_the_body_leaves_the_write_unknown_under_every_status() {
    for http_status in 100..=599 {
        for body_status in [500, 502, 504, 520, 599] {
            let body = format!(r#"{{"status":{body_status},"success":false,"message":""}}"#);
            let reply = salesive::Reply::decode(http_status, body.as_bytes());
            let recovery = reply.recovery(&Salesive::whole_update()).unwrap();
            assert_eq!(recovery.action, Action::ReadAgain, "{http_status} {body}");
            assert_eq!(recovery.written, Written::Unknown, "{http_status} {body}");
        }
    }
}
