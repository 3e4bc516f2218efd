use core::fmt;

use crate::value::secret::Redacted;

/// How a file is checked.
#[derive(Clone, PartialEq, Eq)]
pub struct FileOptions {
    pub(super) key: [u8; 16],
    pub(super) strict: bool,
    pub(super) max_findings: usize,
    pub(super) max_record: usize,
    pub(super) max_customers: usize,
}

impl FileOptions {
    /// Advisories do not reject; a report lists up to 100 findings, a record holds up to 1 MiB,
    /// and the index up to 10,000,000 customers (at most 2.3 GB, 4.05 GB if all are known).
    ///
    /// `key` is for the hashes in the index. Draw it at random, because whoever knows it can make
    /// up texts that share a hash. No report depends on it, unless two hashes are equal by chance.
    pub const fn new(key: [u8; 16]) -> Self {
        Self {
            key,
            strict: false,
            max_findings: 100,
            max_record: 1 << 20,
            max_customers: 10_000_000,
        }
    }

    /// Whether advisories count against acceptance. They stay listed as advisories.
    #[must_use]
    pub const fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// How many findings the report of one record lists. Summaries count all of them.
    #[must_use]
    pub const fn max_findings(mut self, max_findings: usize) -> Self {
        self.max_findings = max_findings;
        self
    }

    /// How many bytes a record can have, without its line end. A longer one is not held in memory.
    #[must_use]
    pub const fn max_record(mut self, bytes: usize) -> Self {
        self.max_record = bytes;
        self
    }

    /// How many customers the index holds, 4,294,967,295 at most. Once it is full, the first accepted
    /// record of a further customer ends the judgement across records:
    /// [`Summary::unjudged_from`](super::Summary::unjudged_from) gives its line.
    #[must_use]
    pub const fn max_customers(mut self, max_customers: usize) -> Self {
        self.max_customers = max_customers;
        self
    }
}

/// Without the key.
impl fmt::Debug for FileOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileOptions")
            .field("key", &Redacted)
            .field("strict", &self.strict)
            .field("max_findings", &self.max_findings)
            .field("max_record", &self.max_record)
            .field("max_customers", &self.max_customers)
            .finish()
    }
}
