use salesive_schema::strategy::Strategies;
use salesive_schema::{MicroBase, Salesive};

/// A service with its vectors as text: one JSON object a line, the same files that implementations
/// in other languages use. `tests/vectors/README.md` of the repository says what the members mean.
pub trait Vectors: Strategies {
    /// Request bodies.
    const REQUESTS: &'static str;

    /// Replies.
    const REPLIES: &'static str;
}

impl Vectors for Salesive {
    const REQUESTS: &'static str = include_str!("../../../tests/vectors/salesive-request.ndjson");
    const REPLIES: &'static str = include_str!("../../../tests/vectors/salesive-reply.ndjson");
}

impl Vectors for MicroBase {
    const REQUESTS: &'static str = include_str!("../../../tests/vectors/microbase-request.ndjson");
    const REPLIES: &'static str = include_str!("../../../tests/vectors/microbase-reply.ndjson");
}
