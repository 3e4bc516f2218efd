use alloc::borrow::Cow;

use super::{CustomerId, Status};
use crate::json::list::List;
use crate::json::record::RecordRules;
use crate::json::{Typed, Value, expect};
use crate::report::ReportBuilder;
use crate::report::catalogue::catalogue;
use crate::report::finding::{Finding, JsonType};
use crate::report::pointer::Path;
use crate::value::email::Email;

catalogue! {
    Violation Shape BodyType "microbase.update.body.type"
        "The request body must be a JSON object."
        "customer.update: the table of arguments"
    Violation Shape IdRequired "microbase.update.id.required"
        "The id of the customer must be supplied."
        "customer.update, argument id: required"
    Violation Shape IdType "microbase.update.id.type"
        "The id must be a string."
        "customer.update, argument id: String"
    Violation Shape EmailType "microbase.update.email.type"
        "The email address must be a string; leave the member out to keep the address."
        "customer.update, argument email: String"
    Violation Shape EmailFormat "microbase.update.email.format"
        "The email address must be one RFC 5321 mailbox such as `local@example.com`, with nothing around it."
        "customer.update, error customer_invalid_email: \"Email has an invalid format\""
    Violation Shape FirstNameType "microbase.update.first_name.type"
        "The first name must be a string; leave the member out to keep the name."
        "customer.update, argument firstName: String"
    Violation Shape LastNameType "microbase.update.last_name.type"
        "The last name must be a string; leave the member out to keep the name."
        "customer.update, argument lastName: String"
    Violation Shape StatusType "microbase.update.status.type"
        "The status must be a string; leave the member out to keep the status."
        "customer.update, argument status: String"
    Violation Shape StatusValue "microbase.update.status.value"
        "The status must be exactly ACTIVE or INACTIVE."
        "customer.update, argument status: \"ACTIVE or INACTIVE\""
    Violation Shape TagsType "microbase.update.tags.type"
        "The tags must be an array; an empty one removes them all."
        "customer.update, argument tags: Array"
    Violation Shape TagsItemType "microbase.update.tags.item_type"
        "Each tag must be a string."
        "customer.update, argument tags: example `[VIP]`"
    Violation Text MemberDuplicate "microbase.update.member.duplicate"
        "The member appears more than once, and parsers disagree on which one counts; send it once."
        "customer.update: each argument once; RFC 8259, section 4: names should be unique"

    Advisory Value MemberUnknown "microbase.update.member.unknown"
        "The document does not list this member; the service accepts and drops it."
        "The table of arguments does not list it; observed: unlisted members are dropped"
    Advisory Value EmailPortable "microbase.update.email.portable"
        "The mailbox is legal, but common validators refuse its form: no dot in the domain, a top-level label that no public host has, a quoted local part, or an address literal."
        "Measured on common email validators"
    Advisory Value MemberIgnored "microbase.update.member.ignored"
        "The service ignores an empty string: it keeps the old value and answers success. There is no way to clear this member."
        "Observed; the document's own example sends `\"email\": \"\"`"
    Advisory Value MemberNotUpdatable "microbase.update.member.not_updatable"
        "This method does not update the member; the service drops it and answers success."
        "The table of arguments does not list it; observed: it is dropped"
    Advisory Value IdEmpty "microbase.update.id.empty"
        "The id is empty, so it names no customer."
        "customer.update, argument id: \"Customer identifier\""
    Advisory Value BodyNoEffect "microbase.update.body.no_effect"
        "Nothing in the body can change anything; the service answers success all the same."
        "Observed: absent members and empty strings change nothing"

    Discrepancy Shape ReplyCustomerMissing "microbase.reply.customer.missing"
        "A success came without the customer."
        "customer.update: \"Returns a customer object\""
    Discrepancy Shape ReplyCustomerType "microbase.reply.customer.type"
        "The customer is not an object, or a documented member of it has an undocumented JSON type."
        "customer.update: the customer object; tags and addresses are arrays, phone a number or a string"
    Discrepancy Shape ReplyStatusValue "microbase.reply.status.value"
        "The customer's status is neither ACTIVE nor INACTIVE."
        "customer.update, argument status: \"ACTIVE or INACTIVE\""
    Discrepancy Shape ReplyErrorMissing "microbase.reply.error.missing"
        "A refusal came without an error code."
        "customer.update: the table of errors"
    Discrepancy Shape ReplyErrorType "microbase.reply.error.type"
        "The error code is not a string."
        "customer.update: the table of errors"
    Discrepancy Shape ReplyOkContradiction "microbase.reply.ok.contradiction"
        "The ok flag says success while the error or the HTTP status says failure; the reply counts as refused."
        "Calling conventions: ok true with the result, or ok false with an error"
    Discrepancy Text ReplyMemberDuplicate "microbase.reply.member.duplicate"
        "A documented member appears more than once; the last one was read."
        "RFC 8259, section 4: names should be unique"
    Discrepancy Text ReplyBodyMark "microbase.reply.body.byte_order_mark"
        "The body begins with a byte order mark; it was read without it."
        "RFC 8259, section 8.1: a byte order mark must not be added, and may be ignored"
}

impl RecordRules for Rule {
    const TYPE: Self = Self::ReplyCustomerType;
    const DUPLICATE: Self = Self::ReplyMemberDuplicate;
}

#[inline(always)]
pub(super) fn id<'a>(
    value: Value<'a>,
    at: Path<'_>,
    findings: &mut ReportBuilder<Rule>,
) -> Option<CustomerId<'a>> {
    let id = value.string().or_report(Rule::IdType, at, findings)?;
    if id.is_empty() {
        findings.report(Rule::IdEmpty, at);
    }
    Some(CustomerId::new(id))
}

/// `Some(None)` for the empty string, which the service ignores.
#[inline(always)]
pub(super) fn email<'a>(
    value: Value<'a>,
    at: Path<'_>,
    findings: &mut ReportBuilder<Rule>,
) -> Option<Option<Email<'a>>> {
    let text = value.string().or_report(Rule::EmailType, at, findings)?;
    if text.is_empty() {
        findings.report(Rule::MemberIgnored, at);
        return Some(None);
    }
    expect::mailbox(text, Rule::EmailFormat, Rule::EmailPortable, at, findings).map(Some)
}

/// `rule` is the one for the member's type.
#[inline(always)]
pub(super) fn name<'a>(
    value: Value<'a>,
    rule: Rule,
    at: Path<'_>,
    findings: &mut ReportBuilder<Rule>,
) -> Option<Cow<'a, str>> {
    let name = value.string().or_report(rule, at, findings)?;
    if name.is_empty() {
        findings.report(Rule::MemberIgnored, at);
    }
    Some(name)
}

#[inline(always)]
pub(super) fn status(
    value: Value<'_>,
    at: Path<'_>,
    findings: &mut ReportBuilder<Rule>,
) -> Option<Status> {
    let text = value.string().or_report(Rule::StatusType, at, findings)?;
    let status = Status::from_name(&text);
    if status.is_none() {
        let near = Status::ALL
            .iter()
            .find(|status| status.name().eq_ignore_ascii_case(text.trim()));
        findings.add(Rule::StatusValue, |rule| {
            Finding::new(rule, at)
                .found(JsonType::String)
                .suggest(near.map(|near| near.name()))
        });
    }
    status
}

/// Most customers have few.
pub(super) type TagList<'a> = List<Cow<'a, str>, 4>;

#[inline(always)]
pub(super) fn tags<'a>(
    tags: Typed<TagList<'a>>,
    at: Path<'_>,
    findings: &mut ReportBuilder<Rule>,
) -> Option<TagList<'a>> {
    tags.or_report(Rule::TagsType, at, findings)
}
