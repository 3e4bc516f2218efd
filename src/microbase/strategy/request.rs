use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use crate::microbase::{CustomerUpdate, Rule, Status};
use crate::report::finding::JsonType;
use crate::strategy::breaking::{DrawnBody, DrawnMember, Fault, fault, no_object, strays};
use crate::strategy::drawn::{drawn, to_json};
use crate::strategy::{Broken, Drawn, Json, junk, mailbox, text};

const MEMBERS: [&str; 6] = ["id", "email", "firstName", "lastName", "status", "tags"];
const NOT_UPDATABLE: &[&str] = &["addresses", "password"];

/// Updates, made by the builder.
///
/// An id, and each other member in one draw of two. Texts are any text, one in seven empty where
/// the service ignores that; addresses any mailbox, half of them plain ones; up to five tags, with
/// duplicates. Shrinks to an id alone.
pub fn update() -> impl Strategy<Value = Drawn<CustomerUpdate<'static>>> + Clone {
    let members = (
        of(email()),
        of(text::name()),
        of(text::name()),
        of(any::<Status>()),
        of(vec(tag(), 0..=5)),
    );
    let updates = (id(), members).prop_map(|(id, (email, first_name, last_name, status, tags))| {
        let mut update = CustomerUpdate::builder(id);
        if let Some(email) = email {
            update = update.email(email);
        }
        if let Some(first_name) = first_name {
            update = update.first_name(first_name);
        }
        if let Some(last_name) = last_name {
            update = update.last_name(last_name);
        }
        if let Some(status) = status {
            update = update.status(status);
        }
        if let Some(tags) = tags {
            update = update.tags(tags);
        }
        update.build().expect("each member satisfies its rules")
    });
    drawn(updates, to_json)
}

/// Valid request bodies over the whole accepted set.
///
/// An id, and each other member in about half of the draws, in any order. Texts are as in
/// [`update`], spelt with needless escapes in one draw of ten. One body in three has unlisted
/// members or ones that are not updatable, with any JSON value, one in two white space. Shrinks to
/// an id alone, member by member.
pub fn update_json() -> impl Strategy<Value = String> + Clone {
    let bodies = plan(&[])
        .bodies()
        .expect("there are bodies that break nothing");
    bodies.prop_map(|body| body.json)
}

/// Bodies that break exactly `rules`, each at least once, with the place of every violation; with
/// no rules, valid bodies as [`update_json`] draws them.
///
/// What breaks a rule is one of many mistakes: any other JSON type, an address with one defect, a
/// status in lower case, some of the tags no strings. Members that break nothing are as in
/// [`update_json`]. Every step of shrinking breaks the same rules, and the label is right at each.
///
/// `None` for rules that cannot be broken together: one that is no violation, `BodyType` with any
/// other, `IdRequired` with `IdType`; and without `MemberDuplicate`, two of the same member
/// (`EmailType` and `EmailFormat`, `StatusType` and `StatusValue`, `TagsType` and `TagsItemType`).
pub fn breaking(rules: &[Rule]) -> Option<impl Strategy<Value = Broken<Rule>> + Clone + use<>> {
    match rules {
        [Rule::BodyType, others @ ..] if others.iter().all(|rule| *rule == Rule::BodyType) => {
            Some(no_object(Rule::BodyType))
        }
        _ => plan(rules).bodies(),
    }
}

fn plan(rules: &[Rule]) -> DrawnBody<Rule> {
    let anonymous = rules.contains(&Rule::IdRequired);
    let mut members = members();
    members.retain(|member| !(anonymous && member.name == "id"));
    DrawnBody {
        rules: rules.iter().copied().collect(),
        members,
        absence: anonymous.then_some(Rule::IdRequired),
        repetition: Rule::MemberDuplicate,
        others: (strays(junk::strays(&MEMBERS)), strays(not_updatable()))
            .prop_map(|(strays, not_updatable)| [strays, not_updatable].concat())
            .boxed(),
        broken_by_others: Vec::new(),
    }
}

fn members() -> Vec<DrawnMember<Rule>> {
    let member = |name, valid, faults: Vec<Fault<Rule>>| DrawnMember {
        name,
        required: name == "id",
        valid,
        faults,
    };
    let no_string = |rule| fault(rule, junk::other_than(&[JsonType::String]));
    Vec::from([
        member("id", text::json(id()), Vec::from([no_string(Rule::IdType)])),
        member(
            "email",
            text::json(email()),
            Vec::from([
                no_string(Rule::EmailType),
                fault(Rule::EmailFormat, text::json(mailbox::broken())),
            ]),
        ),
        member(
            "firstName",
            text::json(text::name()),
            Vec::from([no_string(Rule::FirstNameType)]),
        ),
        member(
            "lastName",
            text::json(text::name()),
            Vec::from([no_string(Rule::LastNameType)]),
        ),
        member(
            "status",
            text::json(text::one_of(&["ACTIVE", "INACTIVE"])),
            Vec::from([
                no_string(Rule::StatusType),
                fault(Rule::StatusValue, text::json(no_status())),
            ]),
        ),
        member(
            "tags",
            vec(text::json(tag()), 0..=5).prop_map(Json::Array).boxed(),
            Vec::from([
                fault(Rule::TagsType, junk::other_than(&[JsonType::Array])),
                (Rule::TagsItemType, no_tags()),
            ]),
        ),
    ])
}

/// Ids as the service makes them, and one in three any text.
pub(super) fn id() -> BoxedStrategy<String> {
    prop_oneof![
        2 => text::of("HkhuXESlr12Q4x_-", 7..=14),
        1 => text::any_text(),
    ]
    .boxed()
}

fn email() -> BoxedStrategy<String> {
    prop_oneof![6 => mailbox::valid(), 1 => text::one_of(&[""])].boxed()
}

fn tag() -> BoxedStrategy<String> {
    prop_oneof![
        3 => text::one_of(&["VIP", "newsletter", ""]),
        1 => text::any_text(),
    ]
    .boxed()
}

fn no_status() -> BoxedStrategy<String> {
    let near = text::one_of(&[
        "", "active", "Inactive", " ACTIVE", "ACTIVE\n", "ACTIV", "BLOCKED",
    ]);
    let other = text::any_text().prop_map(|text| text + "?");
    prop_oneof![2 => near, 1 => other].boxed()
}

/// An array of which one to three elements are no strings, with the places of those.
fn no_tags() -> BoxedStrategy<(Json, Vec<String>)> {
    let tag = || text::json(tag()).prop_map(|tag| (tag, true));
    let other = junk::other_than(&[JsonType::String]).prop_map(|other| (other, false));
    (vec(other, 1..=3), vec(tag(), 0..=3))
        .prop_map(|(others, tags)| [others, tags].concat())
        .prop_shuffle()
        .prop_map(|elements| {
            let odd = elements
                .iter()
                .enumerate()
                .filter(|(_, (_, is_tag))| !is_tag);
            let places = odd.map(|(index, _)| format!("/{index}")).collect();
            let elements = elements.into_iter().map(|(element, _)| element);
            (Json::Array(elements.collect()), places)
        })
        .boxed()
}

fn not_updatable() -> BoxedStrategy<Vec<(String, Json)>> {
    let name = select(NOT_UPDATABLE).prop_map(|name| format!("{name:?}"));
    prop_oneof![
        5 => Just(Vec::new()),
        1 => vec((name, junk::value()), 1..3),
    ]
    .boxed()
}
