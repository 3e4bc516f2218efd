use alloc::borrow::Cow;

use super::scan_error::{Result, ScanError, values};
use super::string::{plain_length, unescape};
use super::{Array, Object, Surrogates, Typed, Value, json_type_by, number};
use crate::report::finding::JsonType;
use crate::report::malformed::Malformed;
use crate::value::named::MemberName;

/// Reads a JSON text into `object` where it is plain: strings without escapes, integers, `true`,
/// `false`, `null`, and what stands between them. Other strings and numbers, and arrays and objects
/// that are passed over, are read by serde_json from where they begin.
pub(super) fn read<'a>(
    text: &'a str,
    surrogates: Surrogates,
    object: &mut impl Object<'a>,
) -> Result<JsonType, Malformed> {
    let mut scanner = Scanner {
        text,
        at: 0,
        surrogates,
    };
    Unread(&mut scanner)
        .object(object)
        .and_then(|found| scanner.end().map(|()| found))
        .or_else(|error| error.explain(text))
}

/// The name of a member.
enum Name<'a, S> {
    Listed(S),
    Unlisted(Cow<'a, str>),
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    surrogates: Surrogates,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// The byte that comes after white space.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// Takes the byte that comes after white space.
    #[inline]
    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn end(&mut self) -> Result<()> {
        self.peek().map_or(Ok(()), |_| Err(ScanError::Syntax))
    }

    /// What stands from a quote to the next one, if it has no escapes.
    #[inline]
    fn plain_string(&mut self) -> Option<&'a str> {
        let start = self.at + 1;
        let rest = self.text.as_bytes().get(start..)?;
        let end = start + plain_length(rest);
        if self.text.as_bytes().get(end) != Some(&b'"') {
            return None;
        }
        self.at = end + 1;
        self.text.get(start..end)
    }

    #[inline]
    fn string(&mut self) -> Result<Cow<'a, str>> {
        match self.plain_string() {
            Some(string) => Ok(Cow::Borrowed(string)),
            None => self.escaped_string(),
        }
    }

    #[cold]
    fn escaped_string(&mut self) -> Result<Cow<'a, str>> {
        let rest = self.text.get(self.at + 1..).unwrap_or_default();
        let unescaped = unescape(rest, self.surrogates);
        let (string, length) = unescaped.ok_or(ScanError::String(self.at))?;
        self.at += 1 + length;
        Ok(Cow::Owned(string))
    }

    /// A name and what follows it, up to the value.
    #[inline(always)]
    fn name<O: Object<'a>>(&mut self) -> Result<Name<'a, O::Slot>> {
        if self.peek() != Some(b'"') {
            return Err(ScanError::Syntax);
        }
        if let Some((slot, length)) = O::Slot::at_start(self.rest()) {
            self.at += length;
            return Ok(Name::Listed(slot));
        }
        self.other_name::<O>()
    }

    fn other_name<O: Object<'a>>(&mut self) -> Result<Name<'a, O::Slot>> {
        let name = self.string()?;
        let name = O::Slot::from_name(&name).map_or(Name::Unlisted(name), Name::Listed);
        match self.next() {
            Some(b':') => Ok(name),
            _ => Err(ScanError::Syntax),
        }
    }

    /// Passes over the value that is next and begins with `first`.
    fn skip(&mut self, first: Option<u8>) -> Result<()> {
        let rest = self.rest();
        let literal = |text: &str| rest.starts_with(text.as_bytes()).then_some(text.len());
        let length = match first {
            Some(b'"') => self.plain_string().map(|_| 0),
            Some(b'-' | b'0'..=b'9') => number::integer_length(rest),
            Some(b't') => literal("true"),
            Some(b'f') => literal("false"),
            Some(b'n') => literal("null"),
            _ => None,
        };
        match length {
            Some(length) => self.at += length,
            None => self.skip_with_serde_json()?,
        }
        Ok(())
    }

    #[cold]
    fn skip_with_serde_json(&mut self) -> Result<()> {
        let mut values = values(self.text, self.at);
        let value = values.next().and_then(Result::ok);
        value.ok_or(ScanError::Syntax)?;
        self.at += values.byte_offset();
        Ok(())
    }
}

/// A JSON value that must be read exactly once, in one of these ways.
pub(crate) struct Unread<'s, 'a>(&'s mut Scanner<'a>);

impl<'a> Unread<'_, 'a> {
    /// The value, of an array or object only that it is one.
    #[inline(always)]
    pub(crate) fn scalar(self) -> Result<Value<'a>> {
        match self.0.peek() {
            Some(b'"') => self.0.string().map(Value::String),
            _ => self.other_scalar(),
        }
    }

    fn other_scalar(self) -> Result<Value<'a>> {
        let first = self.0.peek();
        let value = match first {
            Some(b't') => Value::Boolean(true),
            Some(b'f') => Value::Boolean(false),
            Some(b'n') => Value::Null,
            Some(b'[') => Value::Array,
            Some(b'{') => Value::Object,
            _ => Value::Number,
        };
        self.0.skip(first).map(|()| value)
    }

    /// The string, if the value is one.
    #[inline(always)]
    pub(crate) fn string(self) -> Result<Typed<Cow<'a, str>>> {
        match self.0.peek() {
            Some(b'"') => self.0.string().map(Typed::Value),
            _ => self.skip_other().map(Typed::Mismatch),
        }
    }

    /// How many bytes stand from here to the end of the text.
    pub(crate) const fn rest(&self) -> usize {
        self.0.text.len() - self.0.at
    }

    /// What `read` makes of the value, and its text.
    #[inline]
    pub(crate) fn with_text<T>(
        self,
        read: impl FnOnce(Unread<'_, 'a>) -> Result<T>,
    ) -> Result<(T, &'a str)> {
        let scanner = self.0;
        scanner.peek();
        let start = scanner.at;
        let value = read(Unread(scanner))?;
        let text = scanner.text.get(start..scanner.at);
        Ok((value, text.ok_or(ScanError::Syntax)?))
    }

    /// The text of the value.
    #[inline(always)]
    pub(crate) fn text(self) -> Result<&'a str> {
        let scanner = self.0;
        let first = scanner.peek();
        let start = scanner.at;
        scanner.skip(first)?;
        let text = scanner.text.get(start..scanner.at);
        text.ok_or(ScanError::Syntax)
    }

    /// Hands over the members if the value is an object, and tells what it is.
    pub(crate) fn object<O: Object<'a>>(self, object: &mut O) -> Result<JsonType> {
        self.each(b'{', b'}', |ordinal, scanner| {
            match scanner.name::<O>()? {
                Name::Listed(slot) => object.listed(slot, ordinal, Unread(scanner)),
                Name::Unlisted(name) => object.unlisted(name, ordinal, Unread(scanner)),
            }
        })
    }

    /// Hands over the elements if the value is an array, and tells what it is.
    pub(crate) fn array(self, array: &mut impl Array<'a>) -> Result<JsonType> {
        let read = |index, scanner: &mut _| array.element(index, Unread(scanner));
        self.each(b'[', b']', read)
    }

    #[inline(always)]
    fn each(
        self,
        opening: u8,
        closing: u8,
        mut read: impl FnMut(usize, &mut Scanner<'a>) -> Result<()>,
    ) -> Result<JsonType> {
        let scanner = self.0;
        if scanner.peek() != Some(opening) {
            return Unread(scanner).skip_other();
        }
        scanner.at += 1;
        if scanner.peek() == Some(closing) {
            scanner.at += 1;
            return Ok(json_type_by(opening));
        }
        let mut index = 0;
        loop {
            read(index, scanner)?;
            match scanner.next() {
                Some(b',') => index += 1,
                Some(byte) if byte == closing => return Ok(json_type_by(opening)),
                _ => return Err(ScanError::Syntax),
            }
        }
    }

    pub(crate) fn is_object(&mut self) -> bool {
        self.0.peek() == Some(b'{')
    }

    pub(crate) fn skip(self) -> Result<()> {
        let first = self.0.peek();
        self.0.skip(first)
    }

    /// Passes over the value, and tells what it is.
    pub(crate) fn skip_other(self) -> Result<JsonType> {
        let first = self.0.peek();
        self.0.skip(first)?;
        Ok(first.map_or(JsonType::Absent, json_type_by))
    }
}
