//! The conformance kit: our own implementation passes, each kind of mistake is told.

mod mistakes;
mod ours;
