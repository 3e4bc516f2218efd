//! The conformance kit: our own implementation passes, each kind of mistake is told, and what two
//! other implementations miss stands in the README.

mod mistakes;
mod others;
mod ours;
mod readme;
