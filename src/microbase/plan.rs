use alloc::borrow::{Cow, ToOwned};
use alloc::vec::Vec;

use super::{Customer, CustomerUpdate, Rule, StatusText};
use crate::report::Report;
use crate::service::MicroBase;
use crate::service::confirmation::{Match, Matches};
use crate::service::plan::{Effect, Plan, effect};

/// What `update` does to `customer`, field by field, and the smallest update that does the same.
///
/// A field that the customer lacks counts as different.
///
/// ```
/// use salesive_schema::plan::Effect;
/// use salesive_schema::microbase::{Customer, CustomerUpdate, Rule, plan};
///
/// let mut customer = Customer::default();
/// customer.tags = Some(vec!["VIP".into()]);
/// let update = CustomerUpdate::from_json(br#"{"id": "HkhhuXESl", "email": "", "tags": []}"#)?;
///
/// let plan = plan(&customer, &update);
/// let ignored = Effect::IgnoredByService(Rule::MemberIgnored);
/// assert_eq!(plan.effects(), [("email", ignored), ("tags", Effect::Clear)]);
/// assert_eq!(plan.smallest().unwrap().to_json(), r#"{"id":"HkhhuXESl","tags":[]}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn plan<'a>(customer: &Customer<'_>, update: &CustomerUpdate<'a>) -> Plan<'a, MicroBase> {
    let mut effects = Vec::new();
    if let Some(email) = update.email() {
        effects.push(("email", text(customer.email.as_deref(), email)));
    }
    if let Some(first_name) = update.first_name() {
        effects.push((
            "firstName",
            text(customer.first_name.as_deref(), first_name),
        ));
    }
    if let Some(last_name) = update.last_name() {
        effects.push(("lastName", text(customer.last_name.as_deref(), last_name)));
    }
    if let Some(status) = update.status() {
        let before = customer.status.as_ref().and_then(|status| status.status());
        effects.push(("status", effect(before, status)));
    }
    if let Some(tags) = update.tags() {
        let before = customer.tags.as_deref();
        effects.push((
            "tags",
            match effect(before, tags) {
                Effect::Set if tags.is_empty() => Effect::Clear,
                other => other,
            },
        ));
    }
    let mut smallest = update.clone();
    let mut changes = false;
    for (name, effect) in &effects {
        match (*name, effect) {
            (_, Effect::Set | Effect::Clear) => changes = true,
            ("email", _) => smallest.email = None,
            ("firstName", _) => smallest.first_name = None,
            ("lastName", _) => smallest.last_name = None,
            ("status", _) => smallest.status = None,
            _ => smallest.tags = None,
        }
    }
    Plan::new(effects, changes.then_some(smallest))
}

/// The customer after `update` was made; the update's id is not looked at.
///
/// ```
/// use salesive_schema::microbase::{Customer, CustomerUpdate, apply};
///
/// let customer = Customer::from_json(br#"{"id": "HkhhuXESl", "firstName": "Jane", "tags": ["VIP"]}"#)?;
/// // The service ignores what is empty, but not an empty list.
/// let update = CustomerUpdate::builder("HkhhuXESl").first_name("").tags(["a"; 0]).build()?;
/// let after = apply(&customer, &update);
/// assert_eq!(after.first_name.as_deref(), Some("Jane"));
/// assert_eq!(after.tags, Some(vec![]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn apply(customer: &Customer<'_>, update: &CustomerUpdate<'_>) -> Customer<'static> {
    let owned = |text: &str| Cow::Owned(text.to_owned());
    let set = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(owned);
    let mut after = customer.clone().into_owned();
    after.email = set(update.email()).or(after.email);
    after.first_name = set(update.first_name()).or(after.first_name);
    after.last_name = set(update.last_name()).or(after.last_name);
    let status = update.status().map(|status| StatusText::new(status.name()));
    after.status = status.or(after.status);
    let tags = update.tags();
    let tags = tags.map(|tags| tags.iter().map(|tag| owned(tag)).collect());
    after.tags = tags.or(after.tags);
    after
}

/// The id is asked for too: whoever else came back confirms nothing.
pub(super) fn matches(customer: &Customer<'_>, update: &CustomerUpdate<'_>) -> Matches<MicroBase> {
    let text = |asked: &str, held: &Option<Cow<'_, str>>| match asked {
        "" => Match::IgnoredByService(Rule::MemberIgnored),
        asked => Match::of(asked, held.as_deref()),
    };
    let email = update.email();
    let first_name = update.first_name();
    let last_name = update.last_name();
    let status = update.status().map(|status| {
        let held = customer.status.as_ref();
        Match::of(Some(status), held.map(StatusText::status))
    });
    let tags = update.tags();
    let members = [
        ("id", Some(text(update.id(), &customer.id))),
        ("email", email.map(|email| text(email, &customer.email))),
        (
            "firstName",
            first_name.map(|name| text(name, &customer.first_name)),
        ),
        (
            "lastName",
            last_name.map(|name| text(name, &customer.last_name)),
        ),
        ("status", status),
        (
            "tags",
            tags.map(|tags| Match::of(tags, customer.tags.as_deref())),
        ),
    ];
    let asked = members.into_iter();
    asked
        .filter_map(|(member, found)| Some((member, found?)))
        .collect()
}

fn text(before: Option<&str>, after: &str) -> Effect<Rule> {
    if after.is_empty() {
        Effect::IgnoredByService(Rule::MemberIgnored)
    } else {
        effect(before, after)
    }
}

impl<'a> CustomerUpdate<'a> {
    /// The smallest update that turns `before` into `after`, as far as an update can; `None` if
    /// there is nothing to change, or `after` has no id. What `after` lacks stays as it is, and so
    /// do an email address and names that are empty there: the service cannot clear them.
    ///
    /// # Errors
    ///
    /// The report, if the email address of `after` differs from the one before and is no mailbox:
    /// `nobody`. A status that is none of the documented ones stays as it is.
    pub fn between(
        before: &Customer<'_>,
        after: &'a Customer<'_>,
    ) -> Result<Option<Self>, Report<Rule>> {
        let Some(id) = after.id.as_deref() else {
            return Ok(None);
        };
        let unchanged = Self::builder(id);
        let mut update = unchanged.clone();
        if let Some(email) = changed(&before.email, &after.email) {
            update = update.email(email);
        }
        if let Some(first_name) = changed(&before.first_name, &after.first_name) {
            update = update.first_name(first_name);
        }
        if let Some(last_name) = changed(&before.last_name, &after.last_name) {
            update = update.last_name(last_name);
        }
        if before.status != after.status
            && let Some(status) = after.status.as_ref().and_then(|status| status.status())
        {
            update = update.status(status);
        }
        if let Some(tags) = &after.tags
            && before.tags.as_ref() != Some(tags)
        {
            update = update.tags(tags.iter().map(|tag| &**tag));
        }
        if update == unchanged {
            Ok(None)
        } else {
            update.build().map(Some)
        }
    }
}

fn changed<'c>(before: &Option<Cow<'_, str>>, after: &'c Option<Cow<'_, str>>) -> Option<&'c str> {
    after
        .as_deref()
        .filter(|after| !after.is_empty() && before.as_deref() != Some(after))
}
