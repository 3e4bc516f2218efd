use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use salesive_schema::preflight::{Judge, Records};

use super::block::Block;
use super::cutter::Cutter;
use super::files::Files;
use super::progress::Progress;
use crate::args::{Service, TableArgs};
use crate::failure::Failure;

/// What is to be done with the files.
pub(crate) struct Reading<'a> {
    pub(crate) service: Service,
    pub(crate) table: &'a TableArgs,
    pub(crate) threads: usize,
}

/// A thread that judges blocks, in the order in which it gets them.
struct Worker<R> {
    to: SyncSender<Block<R>>,
    from: Receiver<Block<R>>,
}

/// The workers take turns, so that what they give back can be taken in the order of the text.
struct Turns<R, T> {
    workers: Vec<Worker<R>>,
    given: usize,
    taken: usize,
    take: T,
}

/// So many blocks wait for each worker.
const WAITING: usize = 2;

/// Reads `files`, has each record judged by one of the threads, and hands the blocks to `take`
/// in order until it says to stop. Says whether everything was read.
pub(crate) fn run<R: Records>(
    files: &mut Files,
    reading: &Reading<'_>,
    judge: &Judge<R>,
    take: impl FnMut(&Files, Block<R>) -> Result<bool, Failure>,
) -> Result<bool, Failure> {
    let threads = reading.threads;
    if threads <= 1 {
        let mut take = take;
        return cut(files, reading, judge, |files, block| match block {
            Some(mut block) => {
                block.judge(judge);
                take(files, block)
            }
            None => Ok(true),
        });
    }
    thread::scope(|scope| {
        let worker = |_| {
            let (to, blocks) = sync_channel::<Block<R>>(WAITING);
            let (judged, from) = sync_channel(WAITING);
            scope.spawn(move || {
                for mut block in blocks {
                    block.judge(judge);
                    if judged.send(block).is_err() {
                        break;
                    }
                }
            });
            Worker { to, from }
        };
        let mut turns = Turns {
            workers: (0..threads).map(worker).collect(),
            given: 0,
            taken: 0,
            take,
        };
        cut(files, reading, judge, |files, block| match block {
            Some(block) => turns.give(files, block),
            None => turns.take_rest(files),
        })
    })
}

impl<R: Records, T: FnMut(&Files, Block<R>) -> Result<bool, Failure>> Turns<R, T> {
    fn give(&mut self, files: &Files, block: Block<R>) -> Result<bool, Failure> {
        let free = self.given - self.taken < WAITING * self.workers.len();
        if !free && !self.take_next(files)? {
            return Ok(false);
        }
        if let Some(worker) = self.workers.get(self.given % self.workers.len()) {
            // A worker goes only when it is let go.
            let _ = worker.to.send(block);
            self.given += 1;
        }
        Ok(true)
    }

    fn take_next(&mut self, files: &Files) -> Result<bool, Failure> {
        let worker = self.workers.get(self.taken % self.workers.len());
        self.taken += 1;
        match worker.and_then(|worker| worker.from.recv().ok()) {
            Some(block) => (self.take)(files, block),
            None => Ok(false),
        }
    }

    fn take_rest(&mut self, files: &Files) -> Result<bool, Failure> {
        while self.taken < self.given {
            if !self.take_next(files)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Cuts the files into blocks of lines, and in the end gives none.
fn cut<R: Records>(
    files: &mut Files,
    reading: &Reading<'_>,
    judge: &Judge<R>,
    mut give: impl FnMut(&Files, Option<Block<R>>) -> Result<bool, Failure>,
) -> Result<bool, Failure> {
    let mut progress = Progress::new();
    let mut buffer = vec![0; 1 << 16];
    let mut before = (0, 0);
    while let Some(input) = files.advance(before.0, before.1)? {
        let path = input.path().to_path_buf();
        let mut cutter = Cutter::new(input, reading, judge);
        let mut block = Block::new(None);
        loop {
            let read = files.read(&mut buffer)?;
            let chunk = buffer.get(..read).unwrap_or_default();
            cutter
                .feed(chunk, &mut block, before)
                .map_err(|reason| Failure::input(&path, reason))?;
            if (block.is_full() || chunk.is_empty()) && !block.is_empty() {
                let next = Block::new(block.table());
                let full = std::mem::replace(&mut block, next);
                if !give(files, Some(full))? {
                    return Ok(false);
                }
            }
            if chunk.is_empty() {
                break;
            }
            progress.advance(read);
        }
        before.0 += cutter.lines;
        before.1 += cutter.bytes;
    }
    give(files, None)
}
