use core::fmt::{Debug, Display};
use core::hash::Hash;

use crate::value::named::named;

named! {
    /// What a rule does to a verdict.
    #[non_exhaustive]
    pub enum Kind {
        /// A request breaks its document: it is rejected.
        Violation = "violation",
        /// A request is legal, but evidence says that it will not do what its sender means.
        Advisory = "advisory",
        /// A reply departs from its document; it is read all the same.
        Discrepancy = "discrepancy",
    }
}

/// What it takes to see that a rule is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Layer {
    /// A JSON Schema sees it; the shipped schema names the rule in an `x-rule`.
    Shape,
    /// The values show it; the shipped schema does not judge it.
    Value,
    /// It takes the text, because a parsed JSON object no longer shows it.
    Text,
    /// It takes the HTTP status beside the body.
    Exchange,
    /// It takes what a whole file says: the record around the body, other records, or the customers
    /// that are known.
    File,
}

/// What shared code knows of a catalogue of rules. Only [`salesive::Rule`](crate::salesive::Rule),
/// [`microbase::Rule`](crate::microbase::Rule) and, with the feature `preflight`, `preflight::Rule`
/// implement it.
pub trait CatalogueRule:
    Copy + Debug + Display + Eq + Hash + Ord + Send + Sync + sealed::Sealed + 'static
{
    /// Every rule of the catalogue.
    const ALL: &'static [Self];

    /// The stable id, such as `salesive.update.email.format`.
    fn id(self) -> &'static str;

    /// The rule with this id.
    fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.id() == id)
    }

    /// What is wrong and what to do about it, for people.
    fn sentence(self) -> &'static str;

    /// The place in the service's document, or the evidence, that the rule rests on.
    fn source(self) -> &'static str;

    /// What it takes to see that the rule is broken.
    fn layer(self) -> Layer;

    /// What the rule does to a verdict.
    fn kind(self) -> Kind;
}

pub(crate) mod sealed {
    #[expect(unnameable_types, reason = "no other crate is to implement the trait")]
    pub trait Sealed {}
}

macro_rules! catalogue {
    ($($kind:ident $layer:ident $rule:ident $id:literal $sentence:literal $source:literal)*) => {
        /// The rules; each variant's text is its sentence and its source.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(
                #[doc = concat!("`", $id, "`: ", $sentence, "\n\nSource: ", $source, ".")]
                $rule,
            )*
        }

        impl Rule {
            /// Every rule, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$(Self::$rule),*];

            /// The stable id: part of the public contract, its meaning never changes.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$rule => $id),* }
            }

            /// The rule with this id.
            pub fn from_id(id: &str) -> Option<Self> {
                $crate::report::CatalogueRule::from_id(id)
            }

            /// What is wrong and what to do about it, for people; programs match on the id.
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$rule => $sentence),* }
            }

            /// The place in the service's document, or the evidence, that the rule rests on.
            pub const fn source(self) -> &'static str {
                match self { $(Self::$rule => $source),* }
            }

            /// What it takes to see that the rule is broken.
            pub const fn layer(self) -> $crate::report::Layer {
                match self { $(Self::$rule => $crate::report::Layer::$layer),* }
            }

            /// What the rule does to a verdict.
            pub const fn kind(self) -> $crate::report::Kind {
                match self { $(Self::$rule => $crate::report::Kind::$kind),* }
            }
        }

        impl core::fmt::Display for Rule {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.id())
            }
        }

        impl $crate::report::catalogue::sealed::Sealed for Rule {}

        impl $crate::report::CatalogueRule for Rule {
            const ALL: &'static [Self] = Self::ALL;

            fn id(self) -> &'static str {
                self.id()
            }

            fn sentence(self) -> &'static str {
                self.sentence()
            }

            fn source(self) -> &'static str {
                self.source()
            }

            fn layer(self) -> $crate::report::Layer {
                self.layer()
            }

            fn kind(self) -> $crate::report::Kind {
                self.kind()
            }
        }
    };
}
pub(crate) use catalogue;
