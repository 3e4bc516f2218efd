//! This crate beside what one would write without it, on the same bytes in the same run:
//! `cargo bench --bench peers` prints tables of ratios, measured pair by pair.
//!
//! `UPDATE_FIGURES=1` writes the table to `benches/README.md` and draws `benches/peers.svg`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a bench that panics has failed, and its table is its purpose"
)]

#[path = "../inputs/cases.rs"]
mod cases;
mod common;
#[path = "../inputs/corpus.rs"]
mod corpus;
mod differences;
mod figures;
mod hostile;
mod microbase;
mod pairs;
mod picture;
mod report;
mod salesive;
#[path = "../inputs/shapes.rs"]
mod shapes;
#[path = "../inputs/hostile.rs"]
mod texts;

use std::time::Duration;

use corpus::Body;
use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};
use figures::{BASE, Figure, Row};

/// What is handed to every contender, one text after the other.
struct Input {
    name: String,
    bodies: Vec<Body>,
    /// The contender that the ratios are to.
    base: &'static str,
}

impl Input {
    fn new(name: String, bodies: Vec<Body>) -> Self {
        Self {
            name,
            bodies,
            base: BASE,
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

/// Has criterion time each contender, beside the one that the ratios are to; these are taken pair
/// by pair, because times drift within a run.
fn bench(criterion: &mut Criterion, input: &Input, contenders: &[Contender]) -> Vec<Figure> {
    differences::assert_same_work(input, contenders);
    let bytes: usize = input.bodies.iter().map(|body| body.text.len()).sum();
    let base = contenders.iter().find(|other| other.name == input.base);
    let base = base.unwrap();
    let mut group = criterion.benchmark_group(&input.name);
    group
        .sampling_mode(SamplingMode::Flat)
        .throughput(Throughput::Bytes(bytes as u64));
    let figure = |contender: &Contender| {
        let (mut seconds, mut readings, mut ratios) = (0.0, 0, Vec::new());
        group.bench_function(BenchmarkId::from_parameter(contender.name), |bencher| {
            bencher.iter_custom(|times| {
                let (total, measured) = pairs::measure(input, contender, base, times);
                seconds += total.as_secs_f64();
                readings += times * input.bodies.len() as u64;
                ratios.extend(measured);
                total
            });
        });
        Some(Figure {
            contender: contender.name,
            judges: contender.judges,
            nanoseconds: seconds * 1e9 / readings as f64,
            ratio: pairs::median(ratios)?,
        })
    };
    let figures = contenders.iter().filter_map(figure).collect();
    group.finish();
    figures
}

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(50))
        .measurement_time(Duration::from_millis(250))
        .without_plots()
        .configure_from_args();
    let benches = salesive::benches()
        .into_iter()
        .chain(microbase::benches())
        .chain(hostile::benches());
    let rows: Vec<_> = benches
        .map(|(input, contenders)| Row {
            figures: bench(&mut criterion, &input, &contenders),
            input: input.name,
        })
        .collect();
    report::print(&rows);
}
