use alloc::borrow::Cow;

use super::id::ObjectId;
use crate::json::Value;
use crate::json::expect;
use crate::json::record::RecordRules;
use crate::report::ReportBuilder;
use crate::report::catalogue::catalogue;
use crate::report::finding::{Finding, JsonType};
use crate::report::pointer::Path;
use crate::value::email::Email;
use crate::value::member::Member;

catalogue! {
    Violation Shape BodyType "salesive.update.body.type"
        "The request body must be a JSON object."
        "CustomerUpdate: `type: object`"
    Violation Shape BodyEmpty "salesive.update.body.empty"
        "At least one of name, email, phone, user and active must be supplied."
        "CustomerUpdate: \"At least one field must be supplied\", `minProperties: 1`"
    Violation Shape NameType "salesive.update.name.type"
        "The name must be a string; leave the member out to keep the name."
        "CustomerUpdate.name: `type: string`"
    Violation Shape EmailType "salesive.update.email.type"
        "The email address must be a string; leave the member out to keep the address."
        "CustomerUpdate.email: `type: string`"
    Violation Shape EmailFormat "salesive.update.email.format"
        "The email address must be one RFC 5321 mailbox such as `local@example.com`, with nothing around it."
        "CustomerUpdate.email: `format: email`, \"Must be a valid email\""
    Violation Shape PhoneType "salesive.update.phone.type"
        "The phone number must be a string, or null to clear it."
        "CustomerUpdate.phone: `type: [string, null]`"
    Violation Shape UserType "salesive.update.user.type"
        "The linked user must be the user's id as a string, or null to unlink it."
        "CustomerUpdate.user: `type: [string, null]`"
    Violation Shape UserObjectId "salesive.update.user.object_id"
        "The linked user's id must be an ObjectId: exactly 24 hexadecimal digits."
        "CustomerUpdate.user: \"ObjectId of a linked platform user\""
    Violation Shape ActiveType "salesive.update.active.type"
        "The active flag must be true or false, not a string or a number."
        "CustomerUpdate.active: `type: boolean`"
    Violation Shape ShopForbidden "salesive.update.shop.forbidden"
        "The store is bound to the token; a shop id must never be sent."
        "Update a customer: \"never send a shop id\""
    Violation Text MemberDuplicate "salesive.update.member.duplicate"
        "The member appears more than once, and parsers disagree on which one counts; send it once."
        "CustomerUpdate: each property once; RFC 8259, section 4: names should be unique"

    Advisory Value MemberUnknown "salesive.update.member.unknown"
        "The document does not list this member, so it may be refused or silently dropped."
        "CustomerUpdate lists name, email, phone, user and active; other operations of the service drop unlisted members or refuse them"
    Advisory Value MemberReadOnly "salesive.update.member.read_only"
        "The service owns this member; it cannot be updated. Send only the fields to change."
        "Customer lists the member, CustomerUpdate does not"
    Advisory Value NameBlank "salesive.update.name.blank"
        "The name is empty or only white space; the service's own validator probably refuses it."
        "The service's validator refuses empty strings unless told otherwise"
    Advisory Value PhoneEmpty "salesive.update.phone.empty"
        "The phone number is empty; the documented way to clear it is null."
        "CustomerUpdate.phone: \"May be null\"; other operations say \"may be null or empty\""
    Advisory Value EmailPortable "salesive.update.email.portable"
        "The mailbox is legal, but common validators refuse its form: no dot in the domain, a top-level label that no public host has, a quoted local part, or an address literal."
        "Measured on common email validators"

    Discrepancy Shape ReplyStatusType "salesive.reply.status.type"
        "The envelope's status is missing or not an integer."
        "EnvelopeBase.status: required, `type: integer`"
    Discrepancy Shape ReplyMessageType "salesive.reply.message.type"
        "The envelope's message is missing or not a string."
        "EnvelopeBase.message: required, `type: string`"
    Discrepancy Shape ReplyDataType "salesive.reply.data.type"
        "The data is not the customer of a success, or not the object, array or null of a refusal."
        "Update a customer, response 200; Envelope.data: \"object, array, or null\""
    Discrepancy Shape ReplyDataMissing "salesive.reply.data.missing"
        "A success came without the customer."
        "Update a customer, response 200: \"The updated customer\""
    Discrepancy Exchange ReplyStatusEcho "salesive.reply.status.echo"
        "The status in the body is not the HTTP status; the HTTP status decides."
        "EnvelopeBase.status: \"HTTP status code, echoed in the body\""
    Discrepancy Exchange ReplySuccessContradiction "salesive.reply.success.contradiction"
        "The success flag says one thing and the HTTP status another; the reply counts as refused."
        "EnvelopeBase.success: \"Whether the request succeeded\""
    Discrepancy Exchange ReplyHttpStatusUnexpected "salesive.reply.http_status.unexpected"
        "The document knows success only with HTTP status 200."
        "Update a customer, responses: 200, 401, 403, 404"
    Discrepancy Shape ReplyCustomerType "salesive.reply.customer.type"
        "A documented member of the customer or its user has an undocumented JSON type."
        "Customer and UserProfile: the `type` of each property"
    Discrepancy Shape ReplyCustomerTimestamp "salesive.reply.customer.timestamp"
        "The timestamp is not an RFC 3339 date and time."
        "Customer.lastActive, createdAt, updatedAt: `format: date-time`"
    Discrepancy Value ReplyCustomerAlias "salesive.reply.customer.alias"
        "The customer's id is not the same as its _id."
        "Customer.id: \"Virtual alias of `_id`\""
    Discrepancy Text ReplyMemberDuplicate "salesive.reply.member.duplicate"
        "A documented member appears more than once; the last one was read."
        "RFC 8259, section 4: names should be unique"
    Discrepancy Text ReplyBodyMark "salesive.reply.body.byte_order_mark"
        "The body begins with a byte order mark; it was read without it."
        "RFC 8259, section 8.1: a byte order mark must not be added, and may be ignored"
}

impl RecordRules for Rule {
    const TYPE: Self = Self::ReplyCustomerType;
    const DUPLICATE: Self = Self::ReplyMemberDuplicate;
}

#[inline(always)]
pub(super) fn name<'a>(
    value: Value<'a>,
    at: Path<'_>,
    findings: &mut ReportBuilder<Rule>,
) -> Option<Cow<'a, str>> {
    let name = value.string().or_report(Rule::NameType, at, findings)?;
    if name.chars().all(char::is_whitespace) {
        findings.report(Rule::NameBlank, at);
    }
    Some(name)
}

#[inline(always)]
pub(super) fn email<'a>(
    value: Value<'a>,
    at: Path<'_>,
    findings: &mut ReportBuilder<Rule>,
) -> Option<Email<'a>> {
    let text = value.string().or_report(Rule::EmailType, at, findings)?;
    expect::mailbox(text, Rule::EmailFormat, Rule::EmailPortable, at, findings)
}

#[inline(always)]
pub(super) fn phone<'a>(
    value: Value<'a>,
    at: Path<'_>,
    findings: &mut ReportBuilder<Rule>,
) -> Member<Cow<'a, str>> {
    if let Value::Null = value {
        return Member::Null;
    }
    let Some(phone) = value.string().or_report(Rule::PhoneType, at, findings) else {
        return Member::Absent;
    };
    if phone.is_empty() {
        findings.add(Rule::PhoneEmpty, |rule| {
            Finding::new(rule, at).suggest(Some("null clears the phone number"))
        });
    }
    Member::Value(phone)
}

#[inline(always)]
pub(super) fn user(
    value: Value<'_>,
    at: Path<'_>,
    findings: &mut ReportBuilder<Rule>,
) -> Member<ObjectId> {
    let text = match value {
        Value::Null => return Member::Null,
        Value::String(text) => text,
        other => {
            let found = other.json_type();
            let hint = (found == JsonType::Object).then_some("send the `_id` of the user object");
            findings.add(Rule::UserType, |rule| {
                Finding::new(rule, at).found(found).suggest(hint)
            });
            return Member::Absent;
        }
    };
    let Ok(user) = ObjectId::new(&text) else {
        let hint = text.is_empty().then_some("null unlinks the user");
        findings.add(Rule::UserObjectId, |rule| {
            Finding::new(rule, at).found(JsonType::String).suggest(hint)
        });
        return Member::Absent;
    };
    Member::Value(user)
}

#[inline(always)]
pub(super) fn active(
    value: Value<'_>,
    at: Path<'_>,
    findings: &mut ReportBuilder<Rule>,
) -> Option<bool> {
    value.boolean().or_report(Rule::ActiveType, at, findings)
}
