/// How a request is judged.
///
/// ```
/// use salesive_schema::Options;
/// use salesive_schema::salesive::CustomerUpdate;
///
/// let body = br#"{"name": "  "}"#;
/// assert!(CustomerUpdate::check(body, &Options::new())?.is_accepted());
/// assert!(!CustomerUpdate::check(body, &Options::new().strict(true))?.is_accepted());
/// # Ok::<(), salesive_schema::Malformed>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    strict: bool,
    max_findings: usize,
    drops_advisories: bool,
}

impl Options {
    /// Advisories do not reject, and a report lists up to 100 findings.
    pub const fn new() -> Self {
        Self {
            strict: false,
            max_findings: 100,
            drops_advisories: false,
        }
    }

    /// Whether advisories count against acceptance. They stay listed as advisories.
    #[must_use]
    pub const fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// How many findings a report lists; the rest is only counted, in
    /// [`Report::omitted`](crate::Report::omitted). The verdict does not depend on it.
    ///
    /// Each finding takes memory, whatever stands in the text: with `usize::MAX`, up to 300 bytes for
    /// each byte of it (`{"id": "x", "tags": [1,1,1,…]}`).
    #[must_use]
    pub const fn max_findings(mut self, max_findings: usize) -> Self {
        self.max_findings = max_findings;
        self
    }

    /// For who does not look at advisories. A report of a rejected body says whether it lacks some.
    pub(crate) const fn without_advisories() -> Self {
        Self {
            drops_advisories: true,
            ..Self::new()
        }
    }

    pub(crate) const fn drops_advisories(&self) -> bool {
        self.drops_advisories
    }

    pub(crate) const fn is_strict(&self) -> bool {
        self.strict
    }

    pub(crate) const fn cap(&self) -> usize {
        self.max_findings
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}
