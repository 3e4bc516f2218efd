use alloc::borrow::{Cow, ToOwned};
use alloc::vec::Vec;

use super::{Customer, CustomerUpdate, Rule, UserProfile};
use crate::report::Report;
use crate::service::Salesive;
use crate::service::confirmation::{Match, Matches, Normalisation};
use crate::service::plan::{Effect, Plan, effect};
use crate::value::member::Member;

/// What `update` does to `customer`, field by field, and the smallest update that does the same.
///
/// A field that the customer record lacks counts as different. Every update moves `updatedAt`.
///
/// ```
/// use salesive_schema::plan::Effect;
/// use salesive_schema::salesive::{Customer, CustomerUpdate, plan};
///
/// let mut customer = Customer::default();
/// customer.name = Some("Ada Obi".into());
/// customer.active = Some(true);
/// let update = CustomerUpdate::from_json(br#"{"name": "Ada Obi", "active": false}"#)?;
///
/// let plan = plan(&customer, &update);
/// assert_eq!(plan.effects(), [("name", Effect::NoChange), ("active", Effect::Set)]);
/// assert_eq!(plan.smallest().unwrap().to_json(), r#"{"active":false}"#);
/// assert_eq!(
///     serde_json::to_string(&plan)?,
///     r#"{"effects":{"name":"no_change","active":"set"},"smallest":{"active":false}}"#
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn plan<'a>(customer: &Customer<'_>, update: &CustomerUpdate<'a>) -> Plan<'a, Salesive> {
    let mut effects = Vec::new();
    let mut smallest = update.clone();
    if let Some(name) = update.name() {
        effects.push(("name", effect(customer.name.as_deref(), name)));
    }
    if let Some(email) = update.email() {
        effects.push(("email", effect(customer.email.as_deref(), email)));
    }
    let phone = customer.phone.as_ref().map(|phone| &**phone);
    nullable("phone", phone, update.phone(), &mut effects);
    nullable("user", user_id(customer), update.user(), &mut effects);
    if let Some(active) = update.active() {
        effects.push(("active", effect(customer.active, active)));
    }
    for (name, effect) in &effects {
        match (*name, effect) {
            ("name", Effect::NoChange) => smallest.name = None,
            ("email", Effect::NoChange) => smallest.email = None,
            ("phone", Effect::NoChange) => smallest.phone = Member::Absent,
            ("user", Effect::NoChange) => smallest.user = Member::Absent,
            ("active", Effect::NoChange) => smallest.active = None,
            _ => {}
        }
    }
    let changes = effects
        .iter()
        .any(|(_, effect)| *effect != Effect::NoChange);
    Plan::new(effects, changes.then_some(smallest))
}

/// The customer after `update` was made, as far as the update decides: `updatedAt` moves too, and of
/// a user who was not linked before, only the id is known.
///
/// ```
/// use salesive_schema::salesive::{Customer, CustomerUpdate, apply};
///
/// let customer = Customer::from_json(br#"{"name": "Ada", "phone": "0803", "active": true}"#)?;
/// let update = CustomerUpdate::builder().name("Ada Obi").clear_phone().build()?;
/// let after = apply(&customer, &update);
/// assert_eq!(after.name.as_deref(), Some("Ada Obi"));
/// assert!(after.phone.is_null() && after.active == Some(true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn apply(customer: &Customer<'_>, update: &CustomerUpdate<'_>) -> Customer<'static> {
    let owned = |text: &str| Cow::Owned(text.to_owned());
    let mut after = customer.clone().into_owned();
    after.name = update.name().map(owned).or(after.name);
    let email = update.email().map(owned);
    after.email = email.or(after.email);
    after.active = update.active().or(after.active);
    if !update.phone().is_absent() {
        after.phone = update.phone().map(owned);
    }
    let linked = update.user();
    if !linked.is_absent() && linked != user_id(customer) {
        after.user = linked.map(|id| UserProfile {
            id: Some(owned(id)),
            ..UserProfile::default()
        });
    }
    after
}

pub(super) fn matches(customer: &Customer<'_>, update: &CustomerUpdate<'_>) -> Matches<Salesive> {
    let name = update
        .name()
        .map(|name| Match::of_text(name, customer.name.as_deref(), Normalisation::Trimmed));
    let email = update.email().map(|email| {
        let held = customer.email.as_deref();
        Match::of_text(email, held, Normalisation::LowerCase)
    });
    let phone = customer.phone.as_ref().map(|phone| &**phone);
    let phone = Match::of_nullable(update.phone(), phone, Normalisation::Trimmed);
    let linked = update.user();
    let user = match (&customer.user, linked) {
        // There is one, who has no id.
        (Member::Value(UserProfile { id: None, .. }), Member::Null) => Some(Match::Differs),
        _ => Match::of_nullable(linked, user_id(customer), Normalisation::LowerCase),
    };
    let active = update
        .active()
        .map(|active| Match::of(active, customer.active));
    let members = [
        ("name", name),
        ("email", email),
        ("phone", phone),
        ("user", user),
        ("active", active),
    ];
    let asked = members.into_iter();
    asked
        .filter_map(|(member, found)| Some((member, found?)))
        .collect()
}

fn nullable<'n, T: PartialEq>(
    name: &'n str,
    before: Member<T>,
    after: Member<T>,
    effects: &mut Vec<(&'n str, Effect<Rule>)>,
) {
    match after {
        Member::Absent => {}
        Member::Null if before.is_null() => effects.push((name, Effect::NoChange)),
        Member::Null => effects.push((name, Effect::Clear)),
        Member::Value(value) => effects.push((name, effect(before.value(), value))),
    }
}

impl<'a> CustomerUpdate<'a> {
    /// The smallest update that turns `before` into `after`, as far as an update can; `None` if
    /// there is nothing to change. What `after` lacks stays as it is.
    ///
    /// # Errors
    ///
    /// The report, if a value of `after` breaks a rule: the email address `nobody`.
    pub fn between(
        before: &Customer<'_>,
        after: &'a Customer<'_>,
    ) -> Result<Option<Self>, Report<Rule>> {
        let unchanged = Self::builder();
        let mut update = unchanged.clone();
        if let Some(name) = after.name.as_deref()
            && before.name.as_deref() != Some(name)
        {
            update = update.name(name);
        }
        if let Some(email) = after.email.as_deref()
            && before.email.as_deref() != Some(email)
        {
            update = update.email(email);
        }
        update = match &after.phone {
            phone if *phone == before.phone => update,
            Member::Absent => update,
            Member::Null => update.clear_phone(),
            Member::Value(phone) => update.phone(&**phone),
        };
        update = match (user_id(after), user_id(before)) {
            (after, before) if after == before => update,
            (Member::Absent, _) => update,
            (Member::Null, _) => update.unlink_user(),
            (Member::Value(id), _) => update.user(id),
        };
        if let Some(active) = after.active
            && before.active != Some(active)
        {
            update = update.active(active);
        }
        if update == unchanged {
            Ok(None)
        } else {
            update.build().map(Some)
        }
    }
}

/// The id of the linked user; absent also if the profile has none.
fn user_id<'c>(customer: &'c Customer<'_>) -> Member<&'c str> {
    match &customer.user {
        Member::Value(user) => user.id.as_deref().map_or(Member::Absent, Member::Value),
        Member::Null => Member::Null,
        Member::Absent => Member::Absent,
    }
}
