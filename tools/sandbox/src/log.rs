//! Lines on standard output, which may be a pipe that nobody reads.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

/// The most lines that wait to be written; what comes while so many wait is dropped.
const QUEUE: usize = 1024;

#[derive(Clone)]
pub(crate) struct Log {
    queue: SyncSender<String>,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    waiting: AtomicUsize,
    dropped: AtomicUsize,
}

impl Log {
    /// Starts a thread that writes, with this as the first line. That it cannot be written comes back.
    pub(crate) fn start(first: String) -> (Self, oneshot::Receiver<io::Error>) {
        let (queue, lines) = sync_channel(QUEUE);
        let (failure, failed) = oneshot::channel();
        let counts = Arc::new(Counts::default());
        let log = Self {
            queue,
            counts: counts.clone(),
        };
        log.line(&first);
        thread::spawn(move || write(&lines, &counts, failure));
        (log, failed)
    }

    /// Never waits.
    pub(crate) fn line(&self, line: &str) {
        self.counts.waiting.fetch_add(1, Ordering::SeqCst);
        if self.queue.try_send(line.to_owned()).is_err() {
            self.counts.waiting.fetch_sub(1, Ordering::SeqCst);
            self.counts.dropped.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// Waits until all lines are written, or for half a second.
    pub(crate) fn finish(&self) {
        let began = Instant::now();
        while self.counts.waiting.load(Ordering::SeqCst) > 0
            && began.elapsed() < Duration::from_millis(500)
        {
            thread::sleep(Duration::from_millis(5));
        }
    }
}

fn write(lines: &Receiver<String>, counts: &Counts, failure: oneshot::Sender<io::Error>) {
    let mut failure = Some(failure);
    for line in lines {
        let written = writeln!(io::stdout(), "{line}");
        // A standard output that is closed later is no reason to stop answering.
        if let (Some(failure), Err(error)) = (failure.take(), written) {
            let _ = failure.send(error);
        }
        let dropped = counts.dropped.swap(0, Ordering::SeqCst);
        if dropped > 0 {
            let _ = writeln!(
                io::stdout(),
                "sandbox: {dropped} lines were dropped here, because nobody read standard output"
            );
        }
        counts.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}
