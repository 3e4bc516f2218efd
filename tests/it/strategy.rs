//! The public strategies against the crate they are no part of: what they say of their draws is
//! what the crate finds, also while the draws shrink.

mod breaking;
mod drawn;
mod replies;
mod requests;
mod rules;
mod shrink;
