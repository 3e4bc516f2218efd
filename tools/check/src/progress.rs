#[cfg(test)]
mod tests;

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::Format;

/// How much was read, shown on a terminal once it takes long, and nowhere else.
pub(crate) struct Progress {
    what: &'static str,
    /// Of plain files.
    total: Option<u64>,
    read: u64,
    /// Nobody watches without it.
    began: Option<Instant>,
    bar: Option<ProgressBar>,
}

const LONG: Duration = Duration::from_secs(1);

/// Whether somebody waits for the end; where records go to the terminal, they are progress enough.
pub(crate) fn is_watched(format: Format, all: bool) -> bool {
    let comes_last = format == Format::Text && !all;
    io::stderr().is_terminal() && (comes_last || !io::stdout().is_terminal())
}

impl Progress {
    pub(crate) fn new(is_watched: bool, what: &'static str, total: Option<u64>) -> Self {
        Self {
            what,
            total,
            read: 0,
            began: is_watched.then(Instant::now),
            bar: None,
        }
    }

    pub(crate) fn advance(&mut self, bytes: usize) {
        self.read += bytes as u64;
        let Some(began) = self.began else {
            return;
        };
        if self.bar.is_none() && began.elapsed() > LONG {
            let target = ProgressDrawTarget::stderr_with_hz(5);
            let bar = ProgressBar::with_draw_target(None, target);
            self.bar = Some(bar.with_style(ProgressStyle::default_spinner()));
        }
        if let Some(bar) = &self.bar {
            bar.set_message(self.message());
            bar.tick();
        }
    }

    /// `records: 1.50 MiB of 4.00 MiB read`
    fn message(&self) -> String {
        let (what, read) = (self.what, HumanBytes(self.read));
        // A file can grow, and those that a kernel makes up have no size.
        match self.total.filter(|total| *total >= self.read) {
            Some(total) => format!("{what}: {read} of {} read", HumanBytes(total)),
            None => format!("{what}: {read} read"),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
