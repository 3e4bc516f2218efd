use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::malformed::MalformedDocument;

/// What came back over HTTP.
pub(crate) struct ReplyDocument<'a> {
    pub(crate) http_status: u16,
    /// The body as text.
    pub(crate) body: Cow<'a, str>,
}

const FORM: &str = "A reply document is {\"http_status\": 100 to 999, \"body\": text or object}";

impl<'a> ReplyDocument<'a> {
    pub(crate) fn read(text: &'a [u8]) -> Result<Self, MalformedDocument> {
        let text = MalformedDocument::utf8(text)?;
        let raw = serde_json::from_str::<&RawValue>(text)
            .map_err(|error| MalformedDocument::syntax(text, &error))?
            .get();
        let wrong = |part: &str, what: &str| {
            let sentence = format!("{FORM}: {what}.");
            MalformedDocument::at(text.as_bytes(), offset(text, part), sentence)
        };
        if !raw.starts_with('{') {
            return Err(wrong(raw, "this is no object"));
        }
        let members = serde_json::Deserializer::from_str(text)
            .deserialize_map(MembersVisitor)
            .map_err(|error| MalformedDocument::syntax(text, &error))?;
        if let Some(name) = members.repeated {
            return Err(wrong(name, "the member is here a second time"));
        }
        let status = members
            .http_status
            .ok_or_else(|| wrong(raw, "http_status is missing"))?;
        let http_status = status
            .parse()
            .ok()
            .filter(|status| (100..=999).contains(status))
            .ok_or_else(|| wrong(status, "http_status is not written as one of 100 to 999"))?;
        let body = members.body.ok_or_else(|| wrong(raw, "body is missing"))?;
        let body = match body.bytes().next() {
            Some(b'{') => Cow::Borrowed(body),
            Some(b'"') => serde_json::from_str(body)
                .map(Cow::Owned)
                .map_err(|_| wrong(body, "body holds half of a surrogate pair"))?,
            _ => return Err(wrong(body, "body is neither a string nor an object")),
        };
        Ok(Self { http_status, body })
    }

    pub(crate) fn into_body_bytes(self) -> Cow<'a, [u8]> {
        match self.body {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        }
    }
}

/// Where `part`, which is a slice of `text`, begins.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr().addr() - text.as_ptr().addr()
}

/// The members of a reply document as they are written.
#[derive(Default)]
struct Members<'a> {
    http_status: Option<&'a str>,
    body: Option<&'a str>,
    /// The name of a member that came before.
    repeated: Option<&'a str>,
}

struct MembersVisitor;

impl<'a> Visitor<'a> for MembersVisitor {
    type Value = Members<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Members::default();
        while let Some(raw) = map.next_key::<&RawValue>()? {
            // A name that cannot be read as a string is none of ours.
            let name: String = serde_json::from_str(raw.get()).unwrap_or_default();
            let member = match name.as_str() {
                "http_status" => &mut members.http_status,
                "body" => &mut members.body,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            if member
                .replace(map.next_value::<&RawValue>()?.get())
                .is_some()
            {
                members.repeated = members.repeated.or(Some(raw.get()));
            }
        }
        Ok(members)
    }
}
