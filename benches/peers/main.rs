//! This crate beside what one would write without it, on the same bytes in the same run:
//! `cargo bench --bench peers` prints a table of medians and of their ratios.
//!
//! `UPDATE_FIGURES=1` writes the table to `benches/README.md` and draws `benches/peers.svg`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a bench that panics has failed, and its table is its purpose"
)]

mod common;
mod corpus;
mod microbase;
mod picture;
mod report;
mod salesive;
mod text;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};

/// What is handed to every contender, one text after the other.
struct Input {
    name: &'static str,
    texts: Vec<Vec<u8>>,
}

impl Input {
    fn one(name: &'static str, text: &str) -> Self {
        Self {
            name,
            texts: vec![text.as_bytes().to_vec()],
        }
    }
}

type Accepts = Box<dyn Fn(&[u8]) -> bool>;

/// Something that reads a text and says whether it is good.
struct Contender {
    name: &'static str,
    /// Whether it knows the rules of the document; others know the JSON types at best.
    judges: bool,
    accepts: Accepts,
}

impl Contender {
    fn new(name: &'static str, judges: bool, accepts: impl Fn(&[u8]) -> bool + 'static) -> Self {
        Self {
            name,
            judges,
            accepts: Box::new(accepts),
        }
    }
}

/// Contenders that judge must agree on every text, or they do not do the same work. The first one
/// is this crate.
fn assert_same_work(input: &Input, contenders: &[Contender]) {
    for text in &input.texts {
        let wanted = (contenders[0].accepts)(text);
        for contender in contenders.iter().filter(|contender| contender.judges) {
            let got = (contender.accepts)(text);
            let text = String::from_utf8_lossy(&text[..text.len().min(300)]);
            assert_eq!(got, wanted, "{} on {}: {text}", contender.name, input.name);
        }
    }
}

fn bench(criterion: &mut Criterion, input: &Input, contenders: &[Contender]) {
    assert_same_work(input, contenders);
    let bytes: usize = input.texts.iter().map(Vec::len).sum();
    let mut group = criterion.benchmark_group(input.name);
    group
        .sampling_mode(SamplingMode::Flat)
        .throughput(Throughput::Bytes(bytes as u64));
    for contender in contenders {
        group.bench_function(BenchmarkId::from_parameter(contender.name), |bencher| {
            bencher.iter(|| {
                for text in &input.texts {
                    black_box((contender.accepts)(black_box(text)));
                }
            });
        });
    }
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800))
        .without_plots()
        .configure_from_args();
    let mut inputs = Vec::new();
    for (input, contenders) in salesive::benches().into_iter().chain(microbase::benches()) {
        bench(&mut criterion, &input, &contenders);
        inputs.push(report::Row::new(&input, &contenders));
    }
    report::print(&inputs);
}
