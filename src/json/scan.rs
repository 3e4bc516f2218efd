use alloc::borrow::Cow;
use core::cell::Cell;

use serde::de::{Deserialize, Error, IgnoredAny};

use super::string::Unescaped;
use super::{Array, Name, Object, Source, Surrogates, Value, json_type, string};
use crate::report::finding::JsonType;
use crate::report::malformed::Malformed;

/// Reads a JSON text into `object` where it is plain: strings without escapes, integers, `true`,
/// `false`, `null`, and what stands between them. Other strings and numbers, and arrays and objects
/// that are passed over, are read by serde_json from where they begin.
pub(super) fn read<'a>(
    text: &'a str,
    surrogates: Surrogates,
    object: &mut impl Object<'a>,
) -> Result<Option<JsonType>, Malformed> {
    let scanner = Scanner {
        text,
        at: Cell::new(0),
        surrogates,
    };
    scanner
        .object(object)
        .and_then(|found| scanner.end().map(|()| found))
        .map_err(|fault| fault.explain(text))
}

/// Why a text cannot be read.
pub(crate) enum Fault {
    Syntax,
    /// In the string that begins at this byte.
    HalfSurrogatePair(usize),
}

impl Fault {
    /// Has serde_json say what is wrong, and where.
    #[cold]
    fn explain(self, text: &str) -> Malformed {
        if text.starts_with('\u{feff}') {
            return Malformed::byte_order_mark(text);
        }
        match (serde_json::from_str::<IgnoredAny>(text), self) {
            (Err(error), _) => Malformed::syntax(text, &error),
            (Ok(_), Self::HalfSurrogatePair(at)) => Malformed::half_surrogate_pair(text, at),
            // A law of the tests: it does not come to this.
            (Ok(_), Self::Syntax) => Malformed::syntax(text, &Error::custom("unexpected text")),
        }
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: Cell<usize>,
    surrogates: Surrogates,
}

impl<'a> Scanner<'a> {
    fn advance(&self, bytes: usize) {
        self.at.set(self.at.get() + bytes);
    }

    /// The byte that comes after white space.
    #[inline]
    fn peek(&self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at.get())?;
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return Some(byte);
            }
            self.advance(1);
        }
    }

    /// Takes the byte that comes after white space.
    #[inline]
    fn next(&self) -> Option<u8> {
        let byte = self.peek()?;
        self.advance(1);
        Some(byte)
    }

    fn end(&self) -> Result<(), Fault> {
        self.peek().map_or(Ok(()), |_| Err(Fault::Syntax))
    }

    /// Takes the byte that comes after white space, if it is this one.
    fn takes(&self, wanted: u8) -> bool {
        let is_there = self.peek() == Some(wanted);
        self.advance(usize::from(is_there));
        is_there
    }

    /// What stands from a quote to the next one, if it has no escapes.
    #[inline]
    fn plain_string(&self) -> Option<&'a str> {
        let start = self.at.get() + 1;
        let rest = self.text.as_bytes().get(start..)?;
        let end = start + plain_length(rest);
        if self.text.as_bytes().get(end) != Some(&b'"') {
            return None;
        }
        self.at.set(end + 1);
        self.text.get(start..end)
    }

    #[inline]
    fn string(&self) -> Result<Cow<'a, str>, Fault> {
        match self.plain_string() {
            Some(string) => Ok(Cow::Borrowed(string)),
            None => self.escaped_string(),
        }
    }

    #[cold]
    fn escaped_string(&self) -> Result<Cow<'a, str>, Fault> {
        let start = self.at.get();
        if let Some((Unescaped(string), _)) = self.read_with_serde_json() {
            return Ok(string);
        }
        if self.surrogates == Surrogates::Refuse {
            return Err(Fault::HalfSurrogatePair(start));
        }
        let text = self.skip_with_serde_json()?;
        string(text, Surrogates::Replace).map_err(|_| Fault::HalfSurrogatePair(start))
    }

    /// A name and what follows it, up to the value.
    fn name<O: Object<'a>>(&self) -> Result<Name<'a, O::Slot>, Fault> {
        if self.peek() != Some(b'"') {
            return Err(Fault::Syntax);
        }
        let name = Name::new::<O>(self.string()?);
        match self.next() {
            Some(b':') => Ok(name),
            _ => Err(Fault::Syntax),
        }
    }

    fn literal(&self, literal: &str, value: Value<'a>) -> Result<Value<'a>, Fault> {
        let rest = self.text.as_bytes().get(self.at.get()..);
        if rest.is_some_and(|rest| rest.starts_with(literal.as_bytes())) {
            self.advance(literal.len());
            Ok(value)
        } else {
            Err(Fault::Syntax)
        }
    }

    /// Passes over a number without fraction and exponent.
    fn skip_integer(&self) -> bool {
        let rest = self.text.as_bytes().get(self.at.get()..);
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

    /// Passes over a value, and tells what it was.
    fn skip_other(&self) -> Result<JsonType, Fault> {
        self.skip_with_serde_json().map(json_type)
    }

    /// The text of the value that is passed over.
    fn skip_with_serde_json(&self) -> Result<&'a str, Fault> {
        let read = self.read_with_serde_json::<IgnoredAny>();
        read.map(|(_, text)| text).ok_or(Fault::Syntax)
    }

    /// The value that begins here, and its text.
    fn read_with_serde_json<T: Deserialize<'a>>(&self) -> Option<(T, &'a str)> {
        let rest = self.text.get(self.at.get()..)?;
        let mut values = serde_json::Deserializer::from_str(rest).into_iter();
        let value = values.next()?.ok()?;
        let length = values.byte_offset();
        self.advance(length);
        Some((value, rest.get(..length)?))
    }
}

impl<'a> Source<'a> for &Scanner<'a> {
    type Error = Fault;

    #[inline]
    fn scalar(self) -> Result<Value<'a>, Fault> {
        let value = match self.peek() {
            Some(b'"') => return self.string().map(Value::String),
            Some(b't') => return self.literal("true", Value::Boolean(true)),
            Some(b'f') => return self.literal("false", Value::Boolean(false)),
            Some(b'n') => return self.literal("null", Value::Null),
            Some(b'[') => Value::Array,
            Some(b'{') => Value::Object,
            _ => Value::Number,
        };
        self.skip()?;
        Ok(value)
    }

    fn text_and<T>(
        self,
        read: impl FnOnce(Self) -> Result<T, Fault>,
    ) -> Result<(&'a str, T), Fault> {
        self.peek();
        let start = self.at.get();
        let value = read(self)?;
        let text = self.text.get(start..self.at.get()).ok_or(Fault::Syntax)?;
        Ok((text, value))
    }

    fn object<O: Object<'a>>(self, object: &mut O) -> Result<Option<JsonType>, Fault> {
        if self.peek() != Some(b'{') {
            return self.skip_other().map(Some);
        }
        self.advance(1);
        if self.takes(b'}') {
            return Ok(None);
        }
        let mut ordinal = 0;
        loop {
            match self.name::<O>()? {
                Name::Listed(slot) => object.listed(slot, ordinal, self)?,
                Name::Unlisted(name) => object.unlisted(name, ordinal, self)?,
            }
            match self.next() {
                Some(b',') => ordinal += 1,
                Some(b'}') => return Ok(None),
                _ => return Err(Fault::Syntax),
            }
        }
    }

    fn array(self, array: &mut impl Array<'a>) -> Result<Option<JsonType>, Fault> {
        if self.peek() != Some(b'[') {
            return self.skip_other().map(Some);
        }
        self.advance(1);
        if self.takes(b']') {
            return Ok(None);
        }
        let mut index = 0;
        loop {
            array.element(index, self)?;
            match self.next() {
                Some(b',') => index += 1,
                Some(b']') => return Ok(None),
                _ => return Err(Fault::Syntax),
            }
        }
    }

    fn skip(self) -> Result<(), Fault> {
        let is_skipped = match self.peek() {
            Some(b'"') => self.plain_string().is_some(),
            Some(b'-' | b'0'..=b'9') => self.skip_integer(),
            _ => false,
        };
        if !is_skipped {
            self.skip_with_serde_json()?;
        }
        Ok(())
    }
}

/// How many bytes stand before the first quote, backslash or control character: eight are looked
/// at in one go, the way serde_json does it.
fn plain_length(text: &[u8]) -> usize {
    const EACH: u64 = u64::MAX / 0xFF;
    let (words, rest) = text.as_chunks::<8>();
    for (nth, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let below = |word: u64, limit: u8| word.wrapping_sub(EACH * u64::from(limit)) & !word;
        let is = |byte: u8| below(word ^ (EACH * u64::from(byte)), 1);
        // The lowest hit is right; a borrow can spoil only those above it.
        let hits = (below(word, b' ') | is(b'"') | is(b'\\')) & EACH << 7;
        if hits != 0 {
            return nth * 8 + hits.trailing_zeros() as usize / 8;
        }
    }
    let is_plain = |byte: &&u8| !matches!(byte, b'"' | b'\\' | 0..b' ');
    words.len() * 8 + rest.iter().take_while(is_plain).count()
}
