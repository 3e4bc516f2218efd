use alloc::string::String;
use alloc::vec::Vec;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::report::finding::JsonType;
use crate::salesive::{CustomerUpdate, Rule};
use crate::strategy::breaking::{DrawnBody, DrawnMember, Name, Part, fault, no_object, strays};
use crate::strategy::drawn::{drawn, to_json};
use crate::strategy::object::{flag, or_null};
use crate::strategy::{Broken, Drawn, junk, mailbox, text};

const MEMBERS: [&str; 5] = ["name", "email", "phone", "user", "active"];
const SHOP: &[&str] = &["shop", "shopId", "shop_id"];
const READ_ONLY: &[&str] = &[
    "_id",
    "id",
    "avatar",
    "online",
    "lastActive",
    "createdAt",
    "updatedAt",
];

/// Updates, made by the builder.
///
/// One to five members, each number as often as the others; of those drawn, `phone` and `user` are
/// `null` in one case of four. Names and phone numbers are any text, addresses any mailbox, half
/// of them plain ones. Shrinks to one member with a short plain value.
pub fn update() -> impl Strategy<Value = Drawn<CustomerUpdate<'static>>> + Clone {
    let nullable = |texts: BoxedStrategy<String>| proptest::option::weighted(0.75, texts);
    let values = (
        text::name(),
        mailbox::valid(),
        nullable(text::phone()),
        nullable(text::object_id()),
        any::<bool>(),
    );
    let updates = (subsequence(&MEMBERS[..], 1..=MEMBERS.len()), values).prop_map(
        |(members, (name, email, phone, user, active))| {
            let mut update = CustomerUpdate::builder();
            for member in members {
                update = match (member, &phone, &user) {
                    ("name", ..) => update.name(name.clone()),
                    ("email", ..) => update.email(email.clone()),
                    ("phone", Some(phone), _) => update.phone(phone.clone()),
                    ("phone", None, _) => update.clear_phone(),
                    ("user", _, Some(user)) => update.user(user.clone()),
                    ("user", _, None) => update.unlink_user(),
                    _ => update.active(active),
                };
            }
            update.build().expect("each member satisfies its rules")
        },
    );
    drawn(updates, to_json)
}

/// Valid request bodies over the whole accepted set.
///
/// Each member is there in about half of the draws, in any order; `phone` and `user` are `null` in
/// one case of four. Texts are as in [`update`], spelt with needless escapes in one draw of ten.
/// One body in three has unlisted or read-only members with any JSON value, one in two white
/// space. Shrinks to `{"name":"Ada Obi"}`, member by member.
pub fn update_json() -> impl Strategy<Value = String> + Clone {
    let bodies = plan(&[])
        .bodies()
        .expect("there are bodies that break nothing");
    bodies.prop_map(|body| body.json)
}

/// Bodies that break exactly `rules`, each at least once, with the place of every violation; with
/// no rules, valid bodies as [`update_json`] draws them.
///
/// What breaks a rule is one of many mistakes: any other JSON type, an address with one defect, an
/// id with a digit too few. Members that break nothing are as in [`update_json`]. Every step of
/// shrinking breaks the same rules, and the label is right at each.
///
/// `None` for rules that cannot be broken together: one that is no violation, `BodyType` with any
/// other, `BodyEmpty` with any other but `ShopForbidden`; and without `MemberDuplicate`, two of the
/// same member (`EmailType` and `EmailFormat`, `UserType` and `UserObjectId`).
pub fn breaking(rules: &[Rule]) -> Option<impl Strategy<Value = Broken<Rule>> + Clone + use<>> {
    match rules {
        [Rule::BodyType, others @ ..] if others.iter().all(|rule| *rule == Rule::BodyType) => {
            Some(no_object(Rule::BodyType))
        }
        _ => plan(rules).bodies(),
    }
}

fn plan(rules: &[Rule]) -> DrawnBody<Rule> {
    let empty = rules.contains(&Rule::BodyEmpty);
    DrawnBody {
        rules: rules.iter().copied().collect(),
        members: if empty { Vec::new() } else { members() },
        absence: empty.then_some(Rule::BodyEmpty),
        repetition: Rule::MemberDuplicate,
        others: others(rules.contains(&Rule::ShopForbidden)),
        broken_by_others: Vec::from([Rule::ShopForbidden]),
    }
}

fn members() -> Vec<DrawnMember<Rule>> {
    use JsonType::{Boolean, Null, String};
    let member = |name, valid, faults| DrawnMember {
        name,
        required: false,
        valid,
        faults,
    };
    let other_than = |rule, types: &[JsonType]| fault(rule, junk::other_than(types));
    let no_email = prop_oneof![7 => mailbox::broken(), 1 => text::one_of(&[""])];
    Vec::from([
        member(
            "name",
            text::json(text::name()),
            Vec::from([other_than(Rule::NameType, &[String])]),
        ),
        member(
            "email",
            text::json(mailbox::valid()),
            Vec::from([
                other_than(Rule::EmailType, &[String]),
                fault(Rule::EmailFormat, text::json(no_email)),
            ]),
        ),
        member(
            "phone",
            or_null(text::json(text::phone())),
            Vec::from([other_than(Rule::PhoneType, &[String, Null])]),
        ),
        member(
            "user",
            or_null(text::json(text::object_id())),
            Vec::from([
                other_than(Rule::UserType, &[String, Null]),
                fault(Rule::UserObjectId, text::json(text::no_object_id())),
            ]),
        ),
        member(
            "active",
            flag(),
            Vec::from([other_than(Rule::ActiveType, &[Boolean])]),
        ),
    ])
}

/// Members that are no fields to change, with one to three shop ids or none.
fn others(with_shop: bool) -> BoxedStrategy<Vec<Part<Rule>>> {
    let quoted = |name: &str| alloc::format!("{name:?}");
    let read_only = prop_oneof![
        5 => Just(Vec::new()),
        1 => vec((select(READ_ONLY).prop_map(quoted), junk::value()), 1..4),
    ];
    let shop = (select(SHOP), junk::value()).prop_map(move |(name, value)| Part {
        name: Name::Other(quoted(name)),
        value,
        broken: Vec::from([(alloc::format!("/{name}"), Rule::ShopForbidden)]),
    });
    let shops = if with_shop { 1..=3 } else { 0..=0 };
    (
        strays(junk::strays(&MEMBERS)),
        strays(read_only.boxed()),
        vec(shop, shops),
    )
        .prop_map(|(strays, read_only, shops)| [strays, read_only, shops].concat())
        .boxed()
}
