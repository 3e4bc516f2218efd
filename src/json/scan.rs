use alloc::borrow::Cow;

use super::scan_error::{Result, ScanError, values};
use super::string::{plain_length, unescape};
use super::{Array, Object, Surrogates, Typed, Value, json_type};
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
    fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// The byte that comes after white space.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return Some(byte);
            }
            self.advance(1);
        }
    }

    /// Takes the byte that comes after white space.
    #[inline]
    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.advance(1);
        Some(byte)
    }

    fn end(&mut self) -> Result<()> {
        self.peek().map_or(Ok(()), |_| Err(ScanError::Syntax))
    }

    /// Takes the byte that comes after white space, if it is this one.
    fn takes(&mut self, wanted: u8) -> bool {
        let is_there = self.peek() == Some(wanted);
        self.advance(usize::from(is_there));
        is_there
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
        match unescape(rest, self.surrogates) {
            Some((string, length)) => {
                self.advance(1 + length);
                Ok(Cow::Owned(string))
            }
            None => Err(ScanError::String(self.at)),
        }
    }

    /// A name and what follows it, up to the value.
    #[inline]
    fn name<O: Object<'a>>(&mut self) -> Result<Name<'a, O::Slot>> {
        if self.peek() != Some(b'"') {
            return Err(ScanError::Syntax);
        }
        let rest = self.text.as_bytes().get(self.at..);
        if let Some((slot, length)) = rest.and_then(O::Slot::at_start) {
            self.advance(length);
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

    fn skip_literal(&mut self, literal: &str) -> bool {
        let rest = self.text.as_bytes().get(self.at..);
        let is_there = rest.is_some_and(|rest| rest.starts_with(literal.as_bytes()));
        if is_there {
            self.advance(literal.len());
        }
        is_there
    }

    /// Passes over a number without fraction and exponent.
    fn skip_integer(&mut self) -> bool {
        let rest = self.text.as_bytes().get(self.at..);
        let rest = rest.unwrap_or_default();
        let digits = rest.strip_prefix(b"-").unwrap_or(rest);
        let length = match digits.first() {
            Some(b'0') => 1,
            _ => digits
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count(),
        };
        let is_integer = length > 0 && !matches!(digits.get(length), Some(b'.' | b'e' | b'E'));
        if is_integer {
            self.advance(rest.len() - digits.len() + length);
        }
        is_integer
    }

    fn skip_with_serde_json(&mut self) -> Result<()> {
        let mut values = values(self.text, self.at);
        if !matches!(values.next(), Some(Ok(_))) {
            return Err(ScanError::Syntax);
        }
        self.advance(values.byte_offset());
        Ok(())
    }

    fn skip(&mut self) -> Result<()> {
        let is_skipped = match self.peek() {
            Some(b'"') => self.plain_string().is_some(),
            Some(b'-' | b'0'..=b'9') => self.skip_integer(),
            Some(b't') => self.skip_literal("true"),
            Some(b'f') => self.skip_literal("false"),
            Some(b'n') => self.skip_literal("null"),
            _ => false,
        };
        if is_skipped {
            Ok(())
        } else {
            self.skip_with_serde_json()
        }
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
        let scanner = self.0;
        let value = match scanner.peek() {
            Some(b't') => Value::Boolean(true),
            Some(b'f') => Value::Boolean(false),
            Some(b'n') => Value::Null,
            Some(b'[') => Value::Array,
            Some(b'{') => Value::Object,
            _ => Value::Number,
        };
        scanner.skip()?;
        Ok(value)
    }

    /// The string, if the value is one.
    #[inline(always)]
    pub(crate) fn string(self) -> Result<Typed<Cow<'a, str>>> {
        match self.0.peek() {
            Some(b'"') => self.0.string().map(Typed::Value),
            _ => self
                .scalar()
                .map(|other| Typed::Mismatch(other.json_type())),
        }
    }

    /// How many bytes stand from here to the end of the text.
    pub(crate) const fn rest(&self) -> usize {
        self.0.text.len() - self.0.at
    }

    /// What `read` makes of the value, and its text.
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
    pub(crate) fn text(self) -> Result<&'a str> {
        self.with_text(|value| value.skip()).map(|((), text)| text)
    }

    /// Hands over the members if the value is an object, and tells what it is.
    pub(crate) fn object<O: Object<'a>>(mut self, object: &mut O) -> Result<JsonType> {
        if !self.is_object() {
            return self.skip_other();
        }
        let scanner = self.0;
        scanner.advance(1);
        if scanner.takes(b'}') {
            return Ok(JsonType::Object);
        }
        let mut ordinal = 0;
        loop {
            match scanner.name::<O>()? {
                Name::Listed(slot) => object.listed(slot, ordinal, Unread(scanner))?,
                Name::Unlisted(name) => object.unlisted(name, ordinal, Unread(scanner))?,
            }
            match scanner.next() {
                Some(b',') => ordinal += 1,
                Some(b'}') => return Ok(JsonType::Object),
                _ => return Err(ScanError::Syntax),
            }
        }
    }

    /// Hands over the elements if the value is an array, and tells what it is.
    pub(crate) fn array(self, array: &mut impl Array<'a>) -> Result<JsonType> {
        if self.0.peek() != Some(b'[') {
            return self.skip_other();
        }
        let scanner = self.0;
        scanner.advance(1);
        if scanner.takes(b']') {
            return Ok(JsonType::Array);
        }
        let mut index = 0;
        loop {
            array.element(index, Unread(scanner))?;
            match scanner.next() {
                Some(b',') => index += 1,
                Some(b']') => return Ok(JsonType::Array),
                _ => return Err(ScanError::Syntax),
            }
        }
    }

    pub(crate) fn is_object(&mut self) -> bool {
        self.0.peek() == Some(b'{')
    }

    pub(crate) fn skip(self) -> Result<()> {
        self.0.skip()
    }

    /// Passes over the value, and tells what it is.
    pub(crate) fn skip_other(self) -> Result<JsonType> {
        self.text().map(json_type)
    }
}
