use alloc::boxed::Box;
use alloc::string::ToString;

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::report::catalogue::CatalogueRule;
use crate::report::checked::Rejection;

/// Reads a value from its text, which serde_json has.
pub(crate) fn deserialize<'de, D: Deserializer<'de>, T, R: CatalogueRule>(
    deserializer: D,
    read: impl FnOnce(&[u8]) -> Result<T, Rejection<R>>,
) -> Result<T, D::Error> {
    let text = Box::<RawValue>::deserialize(deserializer).map_err(no_text)?;
    read(text.get().as_bytes()).map_err(|rejection| match rejection {
        Rejection::Malformed(malformed) => Error::custom(malformed.sentence()),
        Rejection::Report(report) => Error::custom(report),
    })
}

/// Where serde has buffered the value, it says only that it did not expect a newtype struct.
fn no_text<E: Error>(error: E) -> E {
    if error.to_string().starts_with("invalid type") {
        Error::custom(
            "no JSON text to judge: only serde_json has it, and not inside `flatten`, an untagged or an \
             internally tagged enum",
        )
    } else {
        error
    }
}
