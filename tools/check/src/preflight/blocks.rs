use std::mem;

use salesive_schema::preflight::{Judge, Records};

use super::block::Block;
use super::cutter::Cutter;
use super::files::Files;
use super::pipeline::Reading;
use super::progress::Progress;
use crate::failure::Failure;

/// The files, cut into blocks of lines; no block holds lines of two files.
pub(crate) struct Blocks<'a, R> {
    files: &'a mut Files,
    reading: &'a Reading<'a>,
    judge: &'a Judge<R>,
    progress: Progress,
    buffer: Vec<u8>,
    /// The lines and bytes before the current file.
    before: (u64, u64),
    cutter: Option<Cutter<'a>>,
    block: Block<R>,
    failure: Option<Failure>,
}

impl<'a, R: Records> Blocks<'a, R> {
    pub(crate) fn new(files: &'a mut Files, reading: &'a Reading<'a>, judge: &'a Judge<R>) -> Self {
        Self {
            progress: Progress::new(reading.is_watched, "records", files.size()),
            files,
            reading,
            judge,
            buffer: vec![0; 1 << 16],
            before: (0, 0),
            cutter: None,
            block: Block::new(None),
            failure: None,
        }
    }

    pub(crate) const fn files(&self) -> &Files {
        self.files
    }

    /// The next block; nothing at the end. A failure comes after all that was read before it.
    pub(crate) fn next(&mut self) -> Result<Option<Block<R>>, Failure> {
        loop {
            if let Some(failure) = self.failure.take() {
                return Err(failure);
            }
            let filled = self.fill();
            if !self.block.is_empty() {
                self.failure = filled.err();
                let next = Block::new(self.block.table());
                return Ok(Some(mem::replace(&mut self.block, next)));
            }
            if !filled? {
                return Ok(None);
            }
        }
    }

    /// Reads until the block is full or the file ends; says whether there was a file.
    fn fill(&mut self) -> Result<bool, Failure> {
        if self.cutter.is_none() {
            let (lines, bytes) = self.before;
            let Some(input) = self.files.advance(lines, bytes)? else {
                return Ok(false);
            };
            self.cutter = Some(Cutter::new(input, self.reading, self.judge));
            self.block = Block::new(None);
        }
        while let Some(cutter) = &mut self.cutter
            && !self.block.is_full()
        {
            let read = self.files.read(&mut self.buffer)?;
            let chunk = self.buffer.get(..read).unwrap_or_default();
            cutter
                .feed(chunk, &mut self.block, self.before)
                .map_err(|reason| self.files.failure(reason))?;
            self.progress.advance(read);
            if chunk.is_empty() {
                self.before.0 += cutter.lines;
                self.before.1 += cutter.bytes;
                self.cutter = None;
            }
        }
        Ok(true)
    }
}
