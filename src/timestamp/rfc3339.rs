pub(super) fn is_rfc3339(text: &str) -> bool {
    text.len() > 10
}
