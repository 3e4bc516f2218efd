use salesive_schema::{MicroBase, Salesive, Service};

/// Both services.
pub(crate) const SERVICES: [(&str, &str); 2] =
    [(Salesive::NAME, "Salesive"), (MicroBase::NAME, "MicroBase")];

/// The name with which people know the service.
pub(crate) fn display_name(service: &str) -> &'static str {
    let mut services = SERVICES.into_iter();
    services
        .find_map(|(name, shown)| (name == service).then_some(shown))
        .unwrap_or_default()
}

/// "1 advisory", "2 advisories": the singular is given, and the plural.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
