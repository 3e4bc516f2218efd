use std::fmt::{self, Write};

pub(crate) const BEYOND_LIMITS: &str = "beyond limits";

/// What an implementation got right and what it missed, grouped by what was wanted.
///
/// `Display` is a list for people, of bounded length: the misses that each group
/// [keeps](Group::misses), with the input (which is made up, and cut after 300 characters), what was
/// wanted and what came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    title: String,
    cases: usize,
    groups: Vec<Group>,
}

impl Comparison {
    pub(crate) const fn new(title: String, cases: usize, groups: Vec<Group>) -> Self {
        Self {
            title,
            cases,
            groups,
        }
    }

    /// Whether nothing is [missed](Self::missed).
    pub fn passes(&self) -> bool {
        self.missed().next().is_none()
    }

    /// How many inputs were tried, vectors and draws.
    pub const fn cases(&self) -> usize {
        self.cases
    }

    /// Every group: the verdicts, outcomes or parts, then the rules in the order of the catalogue,
    /// then `beyond limits`.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The groups in which something is missed, leaving out the one that is
    /// [let off](Group::is_let_off).
    pub fn missed(&self) -> impl Iterator<Item = &Group> {
        self.shown().filter(|group| !group.is_let_off())
    }

    fn shown(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(|group| group.missed > 0)
    }
}

/// The cases of which the same was wanted. A case counts in the group of its verdict or outcome and
/// of each rule that was to be found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    name: &'static str,
    cases: usize,
    missed: usize,
    misses: Vec<Miss>,
}

impl Group {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self {
            name,
            cases: 0,
            missed: 0,
            misses: Vec::new(),
        }
    }

    /// The id of a rule that was to be found; a verdict (`accepted`, `malformed`) or an outcome
    /// (`updated`, `accepted`, `refused`, `unreadable`); `sent` or a part of what was sent (`method`,
    /// `origin`, `path`, `query`, `header …`, `body`); or `beyond limits`, which are texts that a
    /// parser need not take.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// How many cases there are. The rules of replies count only where the implementation tells
    /// discrepancies.
    pub const fn cases(&self) -> usize {
        self.cases
    }

    /// How many of them got another answer.
    pub const fn missed(&self) -> usize {
        self.missed
    }

    /// Some of those: the two smallest vectors, and the smallest draw with each verdict or outcome
    /// that came, shrunk.
    pub fn misses(&self) -> &[Miss] {
        &self.misses
    }

    /// Whether a miss is no fault of the implementation: the group `beyond limits`.
    pub fn is_let_off(&self) -> bool {
        self.name == BEYOND_LIMITS
    }

    pub(crate) const fn count(&mut self, is_concerned: bool, is_missed: bool) {
        self.cases += is_concerned as usize;
        self.missed += is_missed as usize;
    }

    pub(crate) fn keep(&mut self, miss: Miss) {
        if self.misses.iter().all(|kept| kept.input != miss.input) {
            self.misses.push(miss);
        }
    }
}

/// An input that got another answer than was wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Miss {
    /// Where it is from: `vector …` with its id, or `drawn by …, shrunk`.
    pub source: String,
    /// Of a reply.
    pub http_status: Option<u16>,
    /// The body, or the intent as JSON.
    pub input: Vec<u8>,
    /// The verdict or outcome that was wanted, with its findings; or the part of a request.
    pub wanted: String,
    /// The one that came.
    pub got: String,
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} cases", self.title, self.cases)?;
        if self.passes() {
            f.write_str(", nothing missed")?;
        }
        self.shown().try_for_each(|group| write!(f, "\n\n{group}"))
    }
}

/// The numbers, then the misses that are kept.
impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} of {} missed", self.name, self.missed, self.cases)?;
        if self.is_let_off() {
            f.write_str(" (let off: a parser need not take them)")?;
        }
        self.misses
            .iter()
            .try_for_each(|miss| write!(f, "\n{miss}"))
    }
}

/// Four lines; the input as its text, with what cannot be seen as `\n` or `\u{…}`.
impl fmt::Display for Miss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.http_status.map(|status| format!("HTTP {status} "));
        writeln!(f, "  {}", self.source)?;
        writeln!(
            f,
            "    input   {}{}",
            status.unwrap_or_default(),
            shown(&self.input)
        )?;
        writeln!(f, "    wanted  {}", self.wanted)?;
        write!(f, "    got     {}", self.got)
    }
}

const SHOWN: usize = 300;

fn shown(input: &[u8]) -> String {
    let mut shown = String::new();
    let text = match std::str::from_utf8(input) {
        Ok(text) => text.into(),
        Err(_) => format!("{}", input.escape_ascii()),
    };
    for character in text.chars().take(SHOWN) {
        // Writing to a string never fails.
        let _ = match character.is_ascii() && !character.is_control() {
            true => shown.write_char(character),
            false => write!(shown, "{}", character.escape_default()),
        };
    }
    if text.chars().nth(SHOWN).is_some() {
        let _ = write!(shown, "… ({} bytes)", input.len());
    }
    shown
}
