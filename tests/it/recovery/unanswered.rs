//! What to do where no whole reply came.

use salesive_schema::Service;
use salesive_schema::http::{Action, Recovery, Unanswered, Written};

use crate::both::for_both_services;

for_both_services! {
    only_what_was_not_sent_is_sent_again
}

fn only_what_was_not_sent_is_sent_again<S: Service>() {
    let told = |cause| {
        let recovery = Recovery::<S::Rule>::of_unanswered(cause);
        assert!(!recovery.is_inferred);
        (recovery.action, recovery.written)
    };
    let again = (Action::Retry { after: None }, Written::No);
    assert_eq!(told(Unanswered::NotSent), again);
    for sent in [
        Unanswered::TimedOut,
        Unanswered::ConnectionLost,
        Unanswered::CutOff,
    ] {
        assert_eq!(
            told(sent),
            (Action::ReadAgain, Written::Unknown),
            "{sent:?}"
        );
    }
}
