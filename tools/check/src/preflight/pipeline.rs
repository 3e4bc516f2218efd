use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
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

/// The workers take turns, and this thread does what they have no time for. What comes out is taken
/// in the order of the text.
struct Turns<'j, S: Service, T> {
    judge: &'j Judge<S>,
    workers: Vec<Worker<S>>,
    given: usize,
    /// Those that are not taken yet.
    blocks: VecDeque<Turn<S>>,
    take: T,
}

enum Turn<S: Service> {
    /// The next one that comes from this worker.
    Worker(usize),
    Judged(Block<S>),
}

/// So many blocks wait for each thread.
const WAITING: usize = 4;

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
        // This thread judges too. One needs no help, and where no more can be started, so many are enough.
        let workers = match threads {
            1 => Vec::new(),
            threads => (1..threads).map_while(worker).collect(),
        };
        if workers.is_empty() {
            return alone(blocks, judge, take);
        }
        let mut turns = Turns {
            judge,
            workers,
            given: 0,
            blocks: VecDeque::new(),
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

impl<S: Service, T: FnMut(&Files, Block<S>) -> Result<bool, Failure>> Turns<'_, S, T> {
    fn give(&mut self, files: &Files, block: Block<S>) -> Result<bool, Failure> {
        let nth = self.given % self.workers.len();
        let Some(worker) = self.workers.get(nth) else {
            return Ok(false);
        };
        let turn = match worker.to.try_send(block) {
            Ok(()) => {
                self.given += 1;
                Turn::Worker(nth)
            }
            Err(TrySendError::Full(mut block) | TrySendError::Disconnected(mut block)) => {
                block.judge(self.judge);
                Turn::Judged(block)
            }
        };
        self.blocks.push_back(turn);
        let most = WAITING * (self.workers.len() + 1);
        Ok(self.blocks.len() < most || self.take_next(files)?)
    }

    fn take_next(&mut self, files: &Files) -> Result<bool, Failure> {
        let block = match self.blocks.pop_front() {
            Some(Turn::Judged(block)) => Some(block),
            Some(Turn::Worker(nth)) => {
                let worker = self.workers.get(nth);
                worker.and_then(|worker| worker.from.recv().ok())
            }
            None => None,
        };
        match block {
            Some(block) => (self.take)(files, block),
            None => Ok(false),
        }
    }

    fn take_rest(&mut self, files: &Files) -> Result<bool, Failure> {
        while !self.blocks.is_empty() {
            if !self.take_next(files)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
