use std::fmt;
use std::iter::Cycle;
use std::vec::IntoIter;

use salesive_schema::{microbase as mb, salesive as sv};

/// What goes wrong on the way to the stores and back. A service takes those of the faults that it has,
/// one an update, in turn and from the beginning again; nothing goes wrong without any.
#[derive(Clone, Debug)]
pub struct Faults {
    pub(crate) salesive: Turns<sv::model::Fault>,
    pub(crate) microbase: Turns<mb::model::Fault>,
}

/// Endless, or empty.
pub(crate) type Turns<F> = Cycle<IntoIter<Option<F>>>;

impl Faults {
    /// The name of the turn in which nothing goes wrong.
    pub const NONE: &'static str = "none";

    /// The faults with these names: those of `model::Fault`, and [`NONE`](Self::NONE).
    ///
    /// # Errors
    ///
    /// [`UnknownFault`] — `HTML_502`
    pub fn from_names<S: AsRef<str>>(names: &[S]) -> Result<Self, UnknownFault> {
        let mut salesive = Vec::new();
        let mut microbase = Vec::new();
        for name in names.iter().map(AsRef::as_ref) {
            if name == Self::NONE {
                salesive.push(None);
                microbase.push(None);
                continue;
            }
            let faults = (
                sv::model::Fault::from_name(name),
                mb::model::Fault::from_name(name),
            );
            if faults == (None, None) {
                return Err(UnknownFault);
            }
            salesive.extend(faults.0.map(Some));
            microbase.extend(faults.1.map(Some));
        }
        Ok(Self {
            salesive: salesive.into_iter().cycle(),
            microbase: microbase.into_iter().cycle(),
        })
    }
}

/// What happens with the fault of this name, in a sentence.
pub(crate) fn sentence(name: &str) -> &'static str {
    match name {
        "html_502" => {
            "The service does its work, but a gateway stops waiting and answers HTTP status 502 with a page of HTML."
        }
        "truncated_json" => "The second half of the body is lost.",
        "empty_body" => "The whole body is lost; the HTTP status arrives.",
        "wrong_echo" => "The status in the body is not the HTTP status.",
        "wrong_flag" => "The success flag says the opposite of what happened.",
        "wrong_status" => "The HTTP status says the opposite of what happened.",
        "no_customer" => "A success comes without the customer.",
        "error_object" => {
            "The service cannot read the request, and refuses it with an object in the place of the error code."
        }
        "lost_race" => {
            "Another client writes in between. Salesive lets the other one win; MicroBase saves nothing and refuses."
        }
        _ => "",
    }
}

impl Default for Faults {
    fn default() -> Self {
        Self {
            salesive: Vec::new().into_iter().cycle(),
            microbase: Vec::new().into_iter().cycle(),
        }
    }
}

/// No service has a fault with this name. Its `Display` lists those that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownFault;

impl fmt::Display for UnknownFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names: Vec<_> = sv::model::Fault::ALL.iter().map(|it| it.name()).collect();
        names.extend(mb::model::Fault::ALL.iter().map(|it| it.name()));
        names.sort_unstable();
        names.dedup();
        let (names, none) = (names.join(", "), Faults::NONE);
        write!(f, "no such fault; there are {names}, and {none}")
    }
}

impl std::error::Error for UnknownFault {}
