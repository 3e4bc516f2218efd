use alloc::string::String;
use core::fmt::{self, Write};
use core::ops::Deref;

use proptest::prelude::*;
use serde::Serialize;

/// What `Debug` shows at most, in characters.
const SHOWN: usize = 4096;

/// A value that a strategy made up, so that a failing test may show it: its `Debug` is the value as
/// JSON, in ASCII and cut after 4,096 characters, where that of the value alone is redacted.
///
/// It is used as the value that it holds; [`into_inner`](Self::into_inner) hands that over. Only
/// strategies make one, so no other value is ever shown this way.
///
/// ```
/// use proptest::prelude::*;
/// use proptest::test_runner::TestRunner;
/// use salesive_schema::salesive::{CustomerUpdate, strategy};
/// use salesive_schema::strategy::Drawn;
///
/// let law = |update: Drawn<CustomerUpdate<'_>>| {
///     prop_assert!(update.email().is_none(), "no address is taken");
///     Ok(())
/// };
/// let failed = TestRunner::deterministic().run(&strategy::update(), law).unwrap_err();
/// let shown = r#"minimal failing input: {"email":"ada@example.com"}"#;
/// assert!(failed.to_string().contains(shown), "{failed}");
/// ```
#[derive(Clone)]
pub struct Drawn<T> {
    value: T,
    json: fn(&T) -> String,
}

impl<T> Drawn<T> {
    /// The value alone, whose `Debug` is redacted.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Drawn<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> fmt::Debug for Drawn<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = (self.json)(&self.value);
        for character in json.chars().take(SHOWN) {
            if matches!(character, ' '..='~') {
                f.write_char(character)?;
                continue;
            }
            // Outside of strings, JSON is ASCII.
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(f, "\\u{unit:04x}")?;
            }
        }
        let is_cut = json.chars().nth(SHOWN).is_some();
        f.write_str(if is_cut { "…" } else { "" })
    }
}

/// The values, which may be shown from here on, as what `json` makes of them.
pub(crate) fn drawn<T: fmt::Debug + 'static>(
    values: impl Strategy<Value = T> + 'static,
    json: fn(&T) -> String,
) -> BoxedStrategy<Drawn<T>> {
    values.prop_map(move |value| Drawn { value, json }).boxed()
}

pub(crate) fn to_json<T: Serialize + ?Sized>(value: &T) -> String {
    // Texts and the values of this crate are always JSON.
    serde_json::to_string(value).unwrap_or_default()
}
