use core::fmt;

use arrayvec::ArrayVec;

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
///
/// The default is the pointer to the whole text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(Steps<Token>);

/// A way to a documented member, in place, so that a finding needs no allocation for it. It has room
/// for `/customer/addresses/0/phone` and one more.
pub(crate) type Steps<T> = ArrayVec<T, 5>;

impl Pointer {
    /// The reference tokens, outermost first; none for the whole text.
    pub fn tokens(&self) -> &[Token] {
        &self.0
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
        Pointer(self.steps(|token, _| token))
    }

    pub(crate) fn ordinals(&self) -> Steps<usize> {
        self.steps(|_, ordinal| ordinal)
    }

    fn steps<T>(&self, of: impl Fn(Token, usize) -> T) -> Steps<T> {
        let mut at = self;
        let mut steps = Steps::new();
        while let Some((parent, token, ordinal)) = at.last {
            let _ = steps.try_push(of(token, ordinal));
            at = parent;
        }
        steps.reverse();
        steps
    }
}

impl Pointer {
    pub(crate) fn push(&mut self, token: Token) {
        let _ = self.0.try_push(token);
    }
}
