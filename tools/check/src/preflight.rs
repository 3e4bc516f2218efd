mod block;
mod blocks;
mod cutter;
mod files;
mod header;
mod hollow;
mod html;
mod json;
mod known;
mod output;
mod pipeline;
mod problems;
mod reasons;
mod split;
mod text;

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::process::ExitCode;
use std::thread;

use salesive_schema::preflight::csv::CsvOptions;
use salesive_schema::preflight::{FileOptions, Index, Judge, Ledger, Verdict};
use salesive_schema::{MicroBase, Salesive, Service};

use crate::args::{Format, PreflightArgs, ServiceName};
use crate::check::look_at_all;
use crate::conflicts::{self, Written};
use crate::destination::Destination;
use crate::failure::{BadFile, COULD_NOT_RUN, Failure, tell};
use crate::form::Form;
use crate::github::GithubLog;
use crate::input::{Input, Source};
use crate::sarif::SarifLog;
use crate::sources::sources;
use block::{Block, Taken};
use blocks::Blocks;
use files::Files;
use hollow::HollowRows;
use html::HtmlReport;
use json::JsonReport;
use output::{End, PlacedRecord, PreflightOutput};
use problems::{ProblemsOfRecords, descriptors};
use split::Split;
use text::TextReport;

/// Judges whole files of updates.
pub(crate) fn run(service: ServiceName, asked: &PreflightArgs) -> Result<ExitCode, Failure> {
    match service {
        ServiceName::Salesive => check::<Salesive>(asked),
        ServiceName::Microbase => check::<MicroBase>(asked),
    }
}

fn check<S: Service>(asked: &PreflightArgs) -> Result<ExitCode, Failure> {
    let options = options(asked);
    let csv = asked.table.options();
    let judge = Judge::<S>::new(&options);
    let (inputs, failures) = look_at(asked, &csv, &judge)?;
    if inputs.is_empty() {
        return Ok(COULD_NOT_RUN.into());
    }
    let told = failures.len();
    let (destination, out) = Destination::open(asked.output.output.as_deref())?;
    // What is for people comes at the end; other records on a terminal are progress enough.
    let comes_last = match asked.format {
        Format::Text => !asked.output.all,
        Format::Html => true,
        Format::Json | Format::Sarif | Format::Github => false,
    };
    let is_wanted = !asked.output.quiet && (comes_last || !destination.is_terminal());
    let index = match &asked.known {
        Some(path) => known::read(path, &options, judge.max_record(), is_wanted)?,
        None => Index::new(&options),
    };
    let split = Split::open(asked, &inputs)?;
    let mut run = Run {
        ledger: Ledger::new(index),
        report: open::<S>(asked, destination.is_terminal(), out)?,
        hollow: HollowRows::new(),
        split,
        max_errors: asked.max_errors,
        errors: 0,
        known: asked.known.as_ref().map(|path| path.display().to_string()),
        failures,
    };
    let has_directory = asked.input.files.iter().any(|path| path.is_dir());
    let are_many = has_directory || inputs.len() + told > 1;
    let mut files = Files::new(inputs, are_many);
    let blocks = Blocks::new(&mut files, &csv, &judge, is_wanted);
    let threads = asked.threads.map_or_else(processors, usize::from);
    let end = pipeline::run(blocks, &judge, threads, |files, block| {
        run.take(files, block, &judge)
    })?;
    let ended = run.finish(&files, end, told)?;
    destination.finish()?;
    Ok(ended)
}

fn look_at<S: Service>(
    asked: &PreflightArgs,
    csv: &CsvOptions,
    judge: &Judge<S>,
) -> Result<(Vec<Input>, Vec<BadFile>), BadFile> {
    let forms = [Form::Lines, Form::Table];
    let sources = sources(&asked.input, &forms, asked.known.as_deref());
    refuse_conflicts(asked, &sources)?;
    let (inputs, failures) = look_at_all(sources, |source| {
        let input = Input::look_at(source, asked.input_format, &forms)?;
        cutter::look_at_header(&input, csv, judge)?;
        Ok(input)
    });
    let is_split = asked.accepted.is_some() || asked.rejected.is_some();
    if is_split
        && inputs.len() > 1
        && let Some(table) = inputs.iter().find(|input| input.form() == Form::Table)
    {
        return Err(table.bad("CSV cannot be split into the same files as another input"));
    }
    if let Some(rejected) = &asked.rejected
        && reasons::beside(asked, &inputs).is_some()
        && rejected.exists()
        && !rejected.is_file()
    {
        let reason = "is no plain file, so no file of reasons can be beside it";
        return Err(BadFile::new(rejected, reason));
    }
    Ok((inputs, failures))
}

fn refuse_conflicts(
    asked: &PreflightArgs,
    sources: &[Result<Source, BadFile>],
) -> Result<(), BadFile> {
    let written = |path, what| Written { path, what };
    let accepted = asked.accepted.as_deref();
    let rejected = asked.rejected.as_deref();
    // What the inputs are is not known yet.
    let reasons = reasons::beside(asked, &[]);
    let outputs = [
        accepted.map(|path| written(path, "the accepted records")),
        rejected.map(|path| written(path, "the rejected records")),
        reasons.as_deref().map(|path| written(path, "the reasons")),
        asked.output.output.as_deref().map(Written::report),
    ];
    let outputs: Vec<_> = outputs.into_iter().flatten().collect();
    let known = asked.known.clone().map(Source::file);
    let read: Vec<_> = sources.iter().flatten().chain(&known).collect();
    conflicts::check(&outputs, &read, &asked.input.files)
}

/// What must be done in the order of the records.
struct Run<S: Service> {
    ledger: Ledger<S>,
    report: Box<dyn PreflightOutput<S>>,
    split: Split<S>,
    hollow: HollowRows<S>,
    max_errors: Option<u64>,
    errors: u64,
    known: Option<String>,
    /// The inputs that could not be read, or not to their end, and copies that lack something.
    failures: Vec<BadFile>,
}

impl<S: Service> Run<S> {
    /// Takes the next block; says whether to go on.
    fn take(
        &mut self,
        files: &Files,
        mut block: Block<S>,
        judge: &Judge<S>,
    ) -> Result<bool, Failure> {
        self.split.header(block.take_header())?;
        for taken in block.take_lines(judge) {
            if taken.is_hollow || !self.hollow.is_empty() {
                let (file, _) = files.offset(taken.line.range().start);
                if self.hollow.keeps(&taken, file) {
                    continue;
                }
                if !self.release(files, Some(file))? {
                    return Ok(false);
                }
                if self.hollow.keeps(&taken, file) {
                    continue;
                }
            }
            if !self.line(files, taken)? {
                return Ok(false);
            }
        }
        self.failures.extend(block.take_broken_off());
        Ok(true)
    }

    /// Takes the rows that were kept back until a line of the file with this number came.
    fn release(&mut self, files: &Files, next: Option<usize>) -> Result<bool, Failure> {
        let (kept, is_end) = self.hollow.take(next);
        for taken in kept.rows(is_end) {
            if !self.line(files, taken)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn line(&mut self, files: &Files, taken: Taken<'_, S>) -> Result<bool, Failure> {
        let (line, raw) = (taken.line, taken.raw);
        if taken.judged.is_some() && self.max_errors == Some(self.errors) {
            return Ok(false);
        }
        let blank = line.clone();
        let Some(record) = self.ledger.admit(line, taken.judged, None) else {
            self.split.blank(raw, &blank, files)?;
            return Ok(true);
        };
        let placed = PlacedRecord {
            line: &record.line,
            judged: &record.judged,
            member: taken.member,
            files,
            known: self.known.as_deref(),
        };
        self.split.record(&placed, raw)?;
        self.report.record(&placed)?;
        self.errors += u64::from(record.judged.verdict() != Verdict::Accepted);
        Ok(true)
    }

    /// The first `told` failures need not be told again.
    fn finish(mut self, files: &Files, read_all: bool, told: usize) -> Result<ExitCode, Failure> {
        if read_all {
            self.release(files, None)?;
        }
        if read_all && self.failures.is_empty() && self.ledger.summary().records() == 0 {
            self.failures.extend(files.without_record());
        }
        let went_well = self.failures.is_empty();
        self.failures.extend(self.split.finish(went_well)?);
        self.failures.iter().skip(told).for_each(|bad| tell(bad));
        let summary = self.ledger.summary();
        let end = End {
            summary,
            files,
            stopped: !read_all,
            failures: &self.failures,
        };
        self.report.finish(&end)?;
        Ok(if !self.failures.is_empty() {
            COULD_NOT_RUN.into()
        } else if read_all && summary.is_clean() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

fn options(asked: &PreflightArgs) -> FileOptions {
    // The standard library seeds its hash maps at random, and that is all the key needs.
    let [mut one, mut other] = [(); 2].map(|()| RandomState::new().build_hasher());
    one.write_u8(1);
    other.write_u8(2);
    let mut key = [0; 16];
    for (byte, drawn) in key.iter_mut().zip(
        [one.finish(), other.finish()]
            .iter()
            .flat_map(|half| half.to_ne_bytes()),
    ) {
        *byte = drawn;
    }
    let mut options = FileOptions::new(key).strict(asked.output.strict);
    if let Some(bytes) = asked.max_record {
        options = options.max_record(bytes);
    }
    if let Some(customers) = asked.max_customers {
        options = options.max_customers(customers);
    }
    options
}

fn processors() -> usize {
    thread::available_parallelism().map_or(1, Into::into)
}

fn open<S: Service>(
    asked: &PreflightArgs,
    is_terminal: bool,
    out: Box<dyn Write>,
) -> io::Result<Box<dyn PreflightOutput<S>>> {
    let (all, quiet) = (asked.output.all, asked.output.quiet);
    Ok(match asked.format {
        Format::Json => Box::new(JsonReport::new(out)),
        Format::Text => {
            let color = asked.output.is_colored(is_terminal);
            Box::new(TextReport::new(out, all, quiet, color))
        }
        Format::Sarif => {
            let log = SarifLog::new(out, descriptors::<S>(), all)?;
            Box::new(ProblemsOfRecords::new(log))
        }
        Format::Github => Box::new(ProblemsOfRecords::new(GithubLog::new(out))),
        Format::Html => {
            let asked = html::Asked {
                snippets: asked.output.shows_input(false),
                strict: asked.output.strict,
            };
            Box::new(HtmlReport::new(out, asked))
        }
    })
}
