#[cfg(test)]
mod tests;

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{
    HumanBytes, HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle,
};

/// How much was read, shown on standard error, if that is a terminal, once it takes long.
pub(crate) struct Progress {
    /// Such as `records`.
    what: &'static str,
    /// The bytes of plain files.
    total: Option<u64>,
    read: u64,
    count: u64,
    /// Nobody watches without it.
    began: Option<Instant>,
    /// When it is to be shown next, from the beginning.
    next: Duration,
    bar: Option<ProgressBar>,
}

const LONG: Duration = Duration::from_secs(1);
const OFTEN: Duration = Duration::from_millis(200);

impl Progress {
    /// `is_wanted` says that nothing else shows how far it is.
    pub(crate) fn new(is_wanted: bool, what: &'static str, total: Option<u64>) -> Self {
        let is_watched = is_wanted && io::stderr().is_terminal();
        Self {
            what,
            total,
            read: 0,
            count: 0,
            began: is_watched.then(Instant::now),
            next: LONG,
            bar: None,
        }
    }

    pub(crate) fn advance(&mut self, bytes: u64, count: u64) {
        self.read += bytes;
        self.count += count;
        let Some(elapsed) = self.began.map(|began| began.elapsed()) else {
            return;
        };
        if elapsed < self.next {
            return;
        }
        self.next = elapsed + OFTEN;
        let message = self.message(elapsed);
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            bar.with_style(ProgressStyle::default_spinner())
        });
        bar.set_message(message);
    }

    /// `12,000 records, 1.50 MiB of 4.00 MiB, 0.75 MiB/s, 3 seconds left`
    fn message(&self, elapsed: Duration) -> String {
        let (count, what, read) = (HumanCount(self.count), self.what, HumanBytes(self.read));
        let seconds = elapsed.as_secs_f64().max(f64::MIN_POSITIVE);
        let rate = self.read as f64 / seconds;
        let rate_shown = HumanBytes(rate as u64);
        let mut message = format!("{count} {what}, {read}");
        // A file can grow, and those that a kernel makes up have no size.
        let total = self.total.filter(|total| *total >= self.read);
        if let Some(total) = total {
            message += &format!(" of {}", HumanBytes(total));
        }
        message += &format!(", {rate_shown}/s");
        let left = total.map(|total| (total - self.read) as f64 / rate);
        if let Some(left) = left.and_then(|left| Duration::try_from_secs_f64(left).ok()) {
            message += &format!(", {} left", HumanDuration(left));
        }
        message
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
