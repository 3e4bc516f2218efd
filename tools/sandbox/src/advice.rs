use salesive_schema::Reply;
use salesive_schema::http::{Action, Recovery, Source};
use salesive_schema::report::CatalogueRule;

use crate::exchange::Advice;
use crate::hosted::Hosted;

impl Advice {
    /// What helps after this reply to this body.
    pub(crate) fn of_reply<S: Hosted>(reply: &Reply<'_, S>, body: &[u8]) -> Option<Self> {
        // A body that is no update is refused, and what then helps is what helps after any.
        let update = S::from_json(body)
            .or_else(|_| S::from_json(S::EXAMPLE.as_bytes()))
            .ok()?;
        reply.recovery(&update).map(Self::of)
    }

    fn of<R: CatalogueRule>(recovery: Recovery<R>) -> Self {
        let fields = match &recovery.action {
            Action::FixFields(fields) => fields.as_slice(),
            _ => &[],
        };
        Self {
            action: recovery.action.name(),
            sentence: sentence(&recovery.action),
            fields: fields
                .iter()
                .map(|field| (field.pointer.to_string(), field.rule.map(R::id)))
                .collect(),
            source: match recovery.source {
                Source::Document(place) => format!("Document: {place}"),
                Source::Evidence(place) => format!("Evidence: {place}"),
                Source::Http(place) => format!("HTTP: {place}"),
                Source::Intermediary(place) => format!("A server in between: {place}"),
                _ => "Circumstances".to_owned(),
            },
            is_inferred: recovery.is_inferred,
        }
    }
}

fn sentence<R>(action: &Action<R>) -> String {
    match action {
        Action::Retry { .. } => "Send it again later: it was not made.",
        Action::RenewToken => "Get a new token.",
        Action::RequestScope(scope) => return format!("Have the scope {scope} granted."),
        Action::FixFields(_) => "Change what the update says.",
        Action::ChooseCustomer => "Take another id: there is no such customer.",
        Action::ChooseEmail => "Take another email address: another customer has this one.",
        Action::ShrinkBody => "Send less: the body is too large.",
        Action::CheckBaseUrl => "Look at the base URL: the service does not answer there.",
        Action::ReadAgain => "Read the customer before anything is sent again.",
        _ => "Tell those who run the service: neither time nor another update helps.",
    }
    .to_owned()
}
