use crate::json::{self, Typed, Unread, json_type};
use crate::report::ReportBuilder;
use crate::report::catalogue::CatalogueRule;
use crate::report::options::Options;
use crate::report::pointer::Path;

/// A record that a member of an envelope holds.
pub(crate) struct Held<T, R> {
    /// Whether the record is whole; `None` as long as there is no such member.
    pub(crate) read: Option<Typed<()>>,
    /// As far as it could be read; none if the member holds no object.
    pub(crate) record: Option<T>,
    pub(crate) findings: Option<ReportBuilder<R>>,
}

impl<T: Default, R: CatalogueRule> Held<T, R> {
    pub(crate) const fn new() -> Self {
        Self {
            read: None,
            record: None,
            findings: None,
        }
    }

    /// Reads the record with `read`, and gives its text. The last of several members counts.
    pub(crate) fn take<'a>(
        &mut self,
        mut value: Unread<'_, 'a>,
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
        let (read, text) = if value.is_object() {
            let record = self.record.insert(T::default());
            let cap = Options::new().cap();
            let findings = self.findings.insert(ReportBuilder::new(cap));
            value.with_text(|value| read(record, value, at, findings))?
        } else {
            let text = value.text()?;
            (Typed::Mismatch(json_type(text)), text)
        };
        self.read = Some(read);
        Ok(text)
    }
}
