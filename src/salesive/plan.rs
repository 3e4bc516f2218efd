use alloc::vec::Vec;

use super::{Customer, CustomerUpdate, Rule};
use crate::plan::{Effect, Plan, effect};
use crate::report::Report;
use crate::service::Salesive;
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
