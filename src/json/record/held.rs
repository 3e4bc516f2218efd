use crate::json::{self, Typed, Unread};
use crate::report::ReportBuilder;
use crate::report::catalogue::CatalogueRule;
use crate::report::options::Options;
use crate::report::pointer::Path;

/// A record that a member of an envelope holds.
pub(crate) struct Held<T, R> {
    /// As far as it could be read; none if the member holds no object.
    pub(crate) record: Option<T>,
    /// Whether the record is whole; `None` as long as there is no such member.
    pub(crate) read: Option<Typed<()>>,
    pub(crate) findings: ReportBuilder<R>,
}

impl<T: Default, R: CatalogueRule> Held<T, R> {
    pub(crate) fn new() -> Self {
        Self {
            record: None,
            read: None,
            findings: ReportBuilder::new(Options::new().cap()),
        }
    }

    /// Reads the record with `read`, and gives its text. The last of several members counts.
    pub(crate) fn take<'a>(
        &mut self,
        value: Unread<'_, 'a>,
        at: Path<'_>,
        read: impl FnOnce(
            &mut T,
            Unread<'_, 'a>,
            Path<'_>,
            &mut ReportBuilder<R>,
        ) -> json::Result<Typed<()>>,
    ) -> json::Result<&'a str> {
        if self.read.is_some() {
            *self = Self::new();
        }
        let (whole, text) = value.with_text(|mut value| {
            if value.is_object() {
                let record = self.record.insert(T::default());
                read(record, value, at, &mut self.findings)
            } else {
                value.skip_other().map(Typed::Mismatch)
            }
        })?;
        self.read = Some(whole);
        Ok(text)
    }
}
