//! What a run measures.

/// What the ratios are to: the struct that one would write first, which judges nothing.
pub(crate) const BASE: &str = "serde_json, derived owned";

/// What one contender takes for one input.
pub(crate) struct Figure {
    pub(crate) contender: &'static str,
    pub(crate) judges: bool,
    /// A text, on the average of the run.
    pub(crate) nanoseconds: f64,
    /// To the base of the input, by the median of the pairs.
    pub(crate) ratio: f64,
}

pub(crate) struct Row {
    pub(crate) input: String,
    pub(crate) figures: Vec<Figure>,
}

impl Row {
    pub(crate) fn of(&self, contender: &str) -> Option<&Figure> {
        self.figures
            .iter()
            .find(|figure| figure.contender == contender)
    }
}
