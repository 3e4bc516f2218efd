use alloc::borrow::Cow;
use core::cell::Cell;

use serde::de::{Error, IgnoredAny};

use super::{Array, Name, Object, Source, Surrogates, Value, json_type, string};
use crate::finding::JsonType;
use crate::malformed::Malformed;

/// Reads a JSON text into `object` where it is plain: names, strings without escapes, `true`,
/// `false`, `null`, and what stands between them. The rest, numbers, escapes, and what is of no
/// interest, is read by serde_json from where it begins.
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

    /// Whether the array or object that was begun ends here.
    fn ends(&self, with: u8) -> bool {
        let ends = self.peek() == Some(with);
        self.advance(usize::from(ends));
        ends
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
        let text = self.skip_with_serde_json()?;
        string(text, self.surrogates).map_err(|_| Fault::HalfSurrogatePair(start))
    }

    /// A name and what follows it, up to the value.
    fn name<O: Object<'a>>(&self) -> Result<Name<'a, O::Slot>, Fault> {
        if self.peek() != Some(b'"') {
            return Err(Fault::Syntax);
        }
        let name = match self.documented_name::<O>() {
            Some(slot) => Name::Listed(slot),
            None => Name::new::<O>(self.string()?),
        };
        match self.next() {
            Some(b':') => Ok(name),
            _ => Err(Fault::Syntax),
        }
    }

    /// No documented name has escapes, and most are short.
    fn documented_name<O: Object<'a>>(&self) -> Option<O::Slot> {
        let rest = self.text.get(self.at.get() + 1..)?;
        let length = rest.bytes().position(|byte| byte == b'"')?;
        let slot = O::slot(rest.get(..length)?)?;
        self.advance(length + 2);
        Some(slot)
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

    /// Passes over digits, if no fraction or exponent follows.
    fn skip_plain_integer(&self) -> bool {
        let rest = self.text.get(self.at.get()..).unwrap_or_default();
        let length = rest
            .bytes()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let is_plain = !matches!(rest.as_bytes().get(length), Some(b'.' | b'e' | b'E'));
        if is_plain {
            self.advance(length);
        }
        is_plain
    }

    /// What a value is that is of no interest.
    fn other(&self) -> Result<JsonType, Fault> {
        self.skip_with_serde_json().map(json_type)
    }

    /// The text of the value that is passed over.
    fn skip_with_serde_json(&self) -> Result<&'a str, Fault> {
        let rest = self.text.get(self.at.get()..).unwrap_or_default();
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<IgnoredAny>();
        let Some(Ok(_)) = values.next() else {
            return Err(Fault::Syntax);
        };
        let length = values.byte_offset();
        self.advance(length);
        rest.get(..length).ok_or(Fault::Syntax)
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
            return self.other().map(Some);
        }
        self.advance(1);
        if self.ends(b'}') {
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
            return self.other().map(Some);
        }
        self.advance(1);
        if self.ends(b']') {
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
            Some(b'1'..=b'9') => self.skip_plain_integer(),
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
