use std::mem;
use std::ops::Range;

use salesive_schema::Service;
use salesive_schema::preflight::Judge;
use salesive_schema::preflight::csv::CsvOptions;

use super::block::Block;
use super::cutter::Cutter;
use super::files::Files;
use crate::failure::BadFile;
use crate::progress::Progress;

/// The files, cut into blocks of lines; no block holds lines of two files.
pub(crate) struct Blocks<'a, S: Service> {
    files: &'a mut Files,
    options: &'a CsvOptions,
    judge: &'a Judge<S>,
    progress: Progress,
    buffer: Vec<u8>,
    /// What of the buffer is not cut yet.
    unread: Range<usize>,
    /// The lines and bytes before the current file.
    before: (u64, u64),
    cutter: Option<Cutter<S>>,
    block: Block<S>,
}

/// So much is cut before it is asked again whether the block is full.
const PIECE: usize = 1 << 9;

impl<'a, S: Service> Blocks<'a, S> {
    pub(crate) fn new(
        files: &'a mut Files,
        options: &'a CsvOptions,
        judge: &'a Judge<S>,
        is_wanted: bool,
    ) -> Self {
        Self {
            progress: Progress::new(is_wanted, "records", files.size()),
            files,
            options,
            judge,
            buffer: vec![0; 1 << 16],
            unread: 0..0,
            before: (0, 0),
            cutter: None,
            block: Block::new(None),
        }
    }

    pub(crate) const fn files(&self) -> &Files {
        self.files
    }

    /// Whether the next block is of an input that can keep one waiting before there is anything.
    pub(crate) fn can_wait(&self) -> bool {
        self.cutter.is_none() && self.files.next_can_wait()
    }

    /// The next block; nothing at the end. The last one of a file can be empty.
    pub(crate) fn next(&mut self) -> Option<Block<S>> {
        match self.fill() {
            Ok(true) => {}
            Ok(false) => return None,
            Err(bad) => {
                self.end_file();
                self.block.break_off(bad);
            }
        }
        self.progress.advance(0, self.block.len() as u64);
        let next = Block::new(self.block.table());
        Some(mem::replace(&mut self.block, next))
    }

    /// Reads until the block is full or the file ends; says whether there was a file.
    fn fill(&mut self) -> Result<bool, BadFile> {
        if self.cutter.is_none() {
            self.block = Block::new(None);
            let (lines, bytes) = self.before;
            let Some(input) = self.files.advance(lines, bytes)? else {
                return Ok(false);
            };
            self.cutter = Some(Cutter::new(input, self.options, self.judge));
        }
        while let Some(cutter) = &mut self.cutter
            && !self.block.is_full()
        {
            if self.unread.is_empty() {
                let read = self.files.read(&mut self.buffer)?;
                self.progress.advance(read as u64, 0);
                self.unread = 0..read;
            }
            // A small piece holds few lines, so the block is hardly larger than it should be.
            let end = self.unread.end.min(self.unread.start + PIECE);
            let piece = self.unread.start..end;
            let piece = self.buffer.get(piece).unwrap_or_default();
            self.unread.start = end;
            cutter
                .feed(piece, &mut self.block, self.before)
                .map_err(|reason| self.files.bad(reason))?;
            if piece.is_empty() {
                self.end_file();
            }
        }
        Ok(true)
    }

    fn end_file(&mut self) {
        self.unread = 0..0;
        if let Some(cutter) = self.cutter.take() {
            self.before.0 += cutter.lines;
            self.before.1 += cutter.bytes;
        }
    }
}
