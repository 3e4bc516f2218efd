use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use salesive_schema::Service;
use salesive_schema::preflight::Judge;

use super::block::Block;
use super::blocks::Blocks;
use super::files::Files;
use crate::failure::Failure;

/// A thread that judges blocks, in the order in which it gets them.
struct Worker<S: Service> {
    to: SyncSender<Block<S>>,
    from: Receiver<Block<S>>,
}

/// The workers take turns, so that what they give back can be taken in the order of the text.
struct Turns<S: Service, T> {
    workers: Vec<Worker<S>>,
    given: usize,
    taken: usize,
    take: T,
}

/// So many blocks wait for each worker.
const WAITING: usize = 2;

/// Has each record judged by one of the threads, and hands the blocks to `take` in order until it
/// says to stop. Says whether everything was read.
pub(crate) fn run<S: Service>(
    mut blocks: Blocks<'_, S>,
    judge: &Judge<S>,
    threads: usize,
    take: impl FnMut(&Files, Block<S>) -> Result<bool, Failure>,
) -> Result<bool, Failure> {
    thread::scope(|scope| {
        let worker = |_| {
            let (to, blocks) = sync_channel::<Block<S>>(WAITING);
            let (judged, from) = sync_channel(WAITING);
            let work = move || {
                for mut block in blocks {
                    block.judge(judge);
                    if judged.send(block).is_err() {
                        break;
                    }
                }
            };
            let started = thread::Builder::new().spawn_scoped(scope, work);
            started.is_ok().then_some(Worker { to, from })
        };
        // One thread needs no help, and where no more can be started, so many are enough.
        let workers = match threads {
            1 => Vec::new(),
            threads => (0..threads).map_while(worker).collect(),
        };
        if workers.is_empty() {
            return alone(blocks, judge, take);
        }
        let mut turns = Turns {
            workers,
            given: 0,
            taken: 0,
            take,
        };
        loop {
            // Nobody should wait for what might not be needed.
            if blocks.can_wait() && !turns.take_rest(blocks.files())? {
                return Ok(false);
            }
            let Some(block) = blocks.next() else {
                return turns.take_rest(blocks.files());
            };
            if !turns.give(blocks.files(), block)? {
                return Ok(false);
            }
        }
    })
}

fn alone<S: Service>(
    mut blocks: Blocks<'_, S>,
    judge: &Judge<S>,
    mut take: impl FnMut(&Files, Block<S>) -> Result<bool, Failure>,
) -> Result<bool, Failure> {
    while let Some(mut block) = blocks.next() {
        block.judge(judge);
        if !take(blocks.files(), block)? {
            return Ok(false);
        }
    }
    Ok(true)
}

impl<S: Service, T: FnMut(&Files, Block<S>) -> Result<bool, Failure>> Turns<S, T> {
    fn give(&mut self, files: &Files, block: Block<S>) -> Result<bool, Failure> {
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
