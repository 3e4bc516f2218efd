use crate::json::Value;

/// A success flag while the members of a reply come in: none if it is missing, no boolean, or given
/// twice with different values.
#[derive(Default)]
pub(crate) enum Flag {
    #[default]
    Missing,
    Value(bool),
    Unusable,
}

impl Flag {
    pub(crate) fn take(&mut self, value: &Value<'_>) {
        *self = match (&self, value) {
            (Self::Missing, Value::Boolean(flag)) => Self::Value(*flag),
            (Self::Value(flag), Value::Boolean(again)) if flag == again => return,
            _ => Self::Unusable,
        };
    }

    pub(crate) const fn value(&self) -> Option<bool> {
        match self {
            Self::Value(flag) => Some(*flag),
            Self::Missing | Self::Unusable => None,
        }
    }
}
