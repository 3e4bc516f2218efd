use core::fmt;

use crate::report::steps::Steps;

/// One reference token of a [`Pointer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Token {
    /// The name of a documented member. Names that only the input knows never get here.
    Member(&'static str),
    /// The index of an array element, from 0.
    Index(usize),
}

/// A JSON Pointer (RFC 6901) to a documented place; displayed as `/tags/3`, the whole text as ``.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(Steps<Token>);

impl Pointer {
    /// The reference tokens, outermost first; none for the whole text.
    pub fn tokens(&self) -> &[Token] {
        &self.0
    }
}

/// The empty pointer, to the whole text.
impl Default for Pointer {
    fn default() -> Self {
        Self(Steps::new(Token::Index(0)))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|token| match token {
            // No documented name holds `~` or `/`, so nothing is to be escaped.
            Token::Member(name) => write!(f, "/{name}"),
            Token::Index(index) => write!(f, "/{index}"),
        })
    }
}

/// The way from the root to where a walk stands, linked over the stack: it costs nothing until a
/// finding is made of it.
#[derive(Clone, Copy)]
pub(crate) struct Path<'p> {
    last: Option<(&'p Path<'p>, Token, usize)>,
}

impl<'p> Path<'p> {
    pub(crate) const ROOT: Path<'static> = Path { last: None };

    /// `ordinal` counts all members of the object that stand before this one, known or not.
    pub(crate) const fn member(&'p self, name: &'static str, ordinal: usize) -> Path<'p> {
        Path {
            last: Some((self, Token::Member(name), ordinal)),
        }
    }

    pub(crate) const fn element(&'p self, index: usize) -> Path<'p> {
        Path {
            last: Some((self, Token::Index(index), index)),
        }
    }

    pub(crate) fn pointer(&self) -> Pointer {
        let mut tokens = Steps::new(Token::Index(0));
        self.steps().for_each(|(token, _)| tokens.push(token));
        tokens.reverse();
        Pointer(tokens)
    }

    pub(crate) fn ordinals(&self) -> Steps<usize> {
        let mut ordinals = Steps::new(0);
        self.steps().for_each(|(_, ordinal)| ordinals.push(ordinal));
        ordinals.reverse();
        ordinals
    }

    fn steps(&self) -> impl Iterator<Item = (Token, usize)> {
        let mut at = *self;
        core::iter::from_fn(move || {
            let (parent, token, ordinal) = at.last?;
            at = *parent;
            Some((token, ordinal))
        })
    }
}

impl Pointer {
    pub(crate) fn push(&mut self, token: Token) {
        self.0.push(token);
    }
}
