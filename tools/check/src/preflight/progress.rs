use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget};

/// How much was read, shown on a terminal once it takes long, and nowhere else.
pub(crate) struct Progress {
    began: Option<Instant>,
    bar: Option<ProgressBar>,
    read: u64,
}

const LONG: Duration = Duration::from_secs(1);

impl Progress {
    pub(crate) fn new() -> Self {
        // Where records go to the terminal, they are progress enough.
        let watched = io::stderr().is_terminal() && !io::stdout().is_terminal();
        Self {
            began: watched.then(Instant::now),
            bar: None,
            read: 0,
        }
    }

    pub(crate) fn advance(&mut self, bytes: usize) {
        self.read += bytes as u64;
        let Some(began) = self.began else {
            return;
        };
        if self.bar.is_none() && began.elapsed() > LONG {
            let target = ProgressDrawTarget::stderr_with_hz(5);
            self.bar = Some(ProgressBar::with_draw_target(None, target));
        }
        if let Some(bar) = &self.bar {
            bar.set_message(format!("{} read", HumanBytes(self.read)));
            bar.tick();
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
