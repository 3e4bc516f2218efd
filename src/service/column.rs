/// A column that a service has a member for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub(crate) member: &'static str,
    pub(crate) holds: Holds,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    Text,
    Flag,
    Tags,
}

impl Column {
    pub(crate) const fn new(member: &'static str, holds: Holds) -> Self {
        Self { member, holds }
    }
}
