use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

use serde::Deserializer;
use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::report::finding::{Part, Place};

/// A place in a JSON text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Location {
    /// The bytes of the JSON value, or of the member name with its quotes.
    pub span: Range<usize>,
    /// The line of its first character, from 1; lines end at `\n`.
    pub line: usize,
    /// The column of its first character, from 1, in Unicode scalar values.
    pub column: usize,
}

/// Where each of `places`, which are in document order, stands in `json`.
pub(crate) fn locate(json: &[u8], places: &[&Place]) -> Vec<Option<Location>> {
    let mut spans = Vec::with_capacity(places.len());
    let text = core::str::from_utf8(json).unwrap_or_default();
    if !places.is_empty()
        // A reply is read without its byte order mark.
        && let unmarked = text.strip_prefix('\u{feff}').unwrap_or(text)
        && let Ok(root) = serde_json::from_str::<&RawValue>(unmarked)
    {
        Walk {
            text,
            spans: &mut spans,
        }
        .value(root.get(), 0, places);
    }
    spans.resize(places.len(), None);
    let mut lines = Lines::new(text);
    spans
        .into_iter()
        .map(|span| span.map(|span| lines.locate(span)))
        .collect()
}

struct Walk<'t, 's> {
    text: &'t str,
    spans: &'s mut Vec<Option<Range<usize>>>,
}

impl<'t> Walk<'t, '_> {
    /// `places` lie at `raw`, which is `depth` levels deep, or inside it.
    fn value(&mut self, raw: &'t str, depth: usize, places: &[&Place]) {
        let here = places
            .iter()
            .take_while(|place| place.ordinals.len() == depth)
            .count();
        let (here, mut inside) = places.split_at(here);
        let span = self.span(raw);
        self.spans.extend(here.iter().map(|_| Some(span.clone())));
        if inside.is_empty() {
            return;
        }
        let children = serde_json::Deserializer::from_str(raw)
            .deserialize_any(Pick {
                places: inside,
                depth,
            })
            .unwrap_or_default();
        for child in children {
            let ordinal = inside.first().and_then(|place| place.ordinals.get(depth));
            let group = inside
                .iter()
                .take_while(|place| place.ordinals.get(depth) == ordinal)
                .count();
            let (group, rest) = inside.split_at(group);
            inside = rest;
            self.child(&child, depth + 1, group);
        }
        self.spans.extend(inside.iter().map(|_| None));
    }

    fn child(&mut self, child: &Child<'t>, depth: usize, places: &[&Place]) {
        let named = places
            .iter()
            .take_while(|place| place.part == Part::Name && place.ordinals.len() == depth)
            .count();
        let (named, valued) = places.split_at(named);
        let name = child.name.map(|name| self.span(name));
        self.spans.extend(named.iter().map(|_| name.clone()));
        self.value(child.value, depth, valued);
    }

    /// `part` is a slice of the text, so the distance between the two is its offset.
    fn span(&self, part: &str) -> Range<usize> {
        let start = part.as_ptr().addr() - self.text.as_ptr().addr();
        start..start + part.len()
    }
}

/// A member of an object or an element of an array, as text.
struct Child<'t> {
    name: Option<&'t str>,
    value: &'t str,
}

/// Takes the children that `places` go through out of an object or array, in order.
struct Pick<'p> {
    places: &'p [&'p Place],
    depth: usize,
}

impl<'p> Pick<'p> {
    fn ordinals(&self) -> impl Iterator<Item = usize> + use<'p> {
        let depth = self.depth;
        let mut last = None;
        self.places
            .iter()
            .filter_map(move |place| place.ordinals.get(depth).copied())
            .filter(move |&ordinal| last.replace(ordinal) != Some(ordinal))
    }
}

impl<'t> Visitor<'t> for Pick<'_> {
    type Value = Vec<Child<'t>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or array")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut children = Vec::new();
        let mut wanted = self.ordinals().peekable();
        let mut at = 0;
        // Names are read raw: a name with half a surrogate pair cannot be read as a string.
        while let Some(name) = map.next_key::<&RawValue>()? {
            if wanted.next_if_eq(&at).is_some() {
                let value = map.next_value::<&RawValue>()?.get();
                children.push(Child {
                    name: Some(name.get()),
                    value,
                });
            } else {
                map.next_value::<IgnoredAny>()?;
            }
            at += 1;
        }
        Ok(children)
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut children = Vec::new();
        let mut wanted = self.ordinals().peekable();
        let mut at = 0;
        loop {
            if wanted.next_if_eq(&at).is_some() {
                let Some(value) = seq.next_element::<&RawValue>()? else {
                    break;
                };
                children.push(Child {
                    name: None,
                    value: value.get(),
                });
            } else if seq.next_element::<IgnoredAny>()?.is_none() {
                break;
            }
            at += 1;
        }
        Ok(children)
    }
}

/// Counts lines and columns while offsets grow, so that many places cost one pass.
pub(crate) struct Lines<'t> {
    text: &'t str,
    offset: usize,
    line: usize,
    column: usize,
}

impl<'t> Lines<'t> {
    pub(crate) const fn new(text: &'t str) -> Self {
        Self {
            text,
            offset: 0,
            line: 1,
            column: 1,
        }
    }

    /// The location of `span`, which begins no earlier than the one before, and whose start is
    /// moved back to the first byte of its character.
    pub(crate) fn locate(&mut self, span: Range<usize>) -> Location {
        let mut start = span.start.min(self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let passed = self.text.get(self.offset..start).unwrap_or_default();
        let last_line = match passed.rsplit_once('\n') {
            Some((lines, last_line)) => {
                self.line += lines.matches('\n').count() + 1;
                self.column = 1;
                last_line
            }
            None => passed,
        };
        self.column += last_line.chars().count();
        self.offset = start;
        Location {
            span: start..span.end,
            line: self.line,
            column: self.column,
        }
    }
}
