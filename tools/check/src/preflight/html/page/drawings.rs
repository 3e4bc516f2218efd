use std::fmt::Write as _;

use maud::{Markup, html};

use crate::preflight::html::shown::scaled;

const BAR: u64 = 1000;
const HEIGHT: u64 = 20;

/// What is lower is not seen.
const LEAST: u64 = 6;

/// How many of the most there are of anything.
pub(super) fn bar(count: u64, most: u64) -> Markup {
    html! {
        svg.bar viewBox={"0 0 " (BAR) " 1"} preserveAspectRatio="none" aria-hidden="true" {
            rect.back width=(BAR) height="1" {}
            rect.filled width=(scaled(count, most, BAR)) height="1" {}
        }
    }
}

/// In which parts there is how much, held against the part with the most.
pub(super) fn strip(counts: &[u64]) -> Markup {
    let most = counts.iter().copied().max().unwrap_or(0);
    let mut path = String::new();
    for (x, count) in counts.iter().enumerate() {
        if *count > 0 {
            let height = scaled(*count, most, HEIGHT).max(LEAST);
            // A string takes all that is written to it.
            let _ = write!(path, "M{x} {HEIGHT}v-{height}h1v{height}z");
        }
    }
    html! {
        svg.strip viewBox={"0 0 " (counts.len().max(1)) " " (HEIGHT)} preserveAspectRatio="none" aria-hidden="true" {
            rect.back width=(counts.len()) height=(HEIGHT) {}
            path.filled d=(path) {}
        }
    }
}

/// Where two records stand, by the numbers of their parts.
pub(super) fn link(parts: usize, one: usize, other: usize) -> Markup {
    let (start, end) = (one.min(other), one.max(other) + 1);
    html! {
        svg.link viewBox={"0 0 " (parts.max(1)) " 6"} preserveAspectRatio="none" aria-hidden="true" {
            rect.back width=(parts) height="6" {}
            rect.filled x=(start) y="2.5" width=(end - start) height="1" {}
            rect.filled x=(one) width="1" height="6" {}
            rect.filled x=(other) width="1" height="6" {}
        }
    }
}
