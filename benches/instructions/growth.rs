//! Texts that are meant to cost much, and longer and longer ones of them.

use std::hint::black_box;
use std::ops::RangeInclusive;

use salesive_schema::{
    MicroBase, Options, Outcome, Reply, Salesive, Service, Unchecked, microbase, salesive,
};
use serde::de::IgnoredAny;

pub(crate) use crate::hostile::HOSTILE;
use crate::hostile::Reads;

/// Bytes of a text, each twice as many as the ones before.
pub(crate) const SIZES: [usize; 4] = [1 << 17, 1 << 18, 1 << 19, 1 << 20];

/// Twice the text takes so many times the instructions. Lists that grow make steps; a text that
/// takes less is not read to its end.
pub(crate) const LINEAR: RangeInclusive<f64> = 1.7..=2.1;

/// Reads a text under `measured`, here or, for comparison, with serde_json, which keeps nothing.
pub(crate) fn run(
    input: usize,
    size: usize,
    ours: bool,
    measured: impl Fn(&dyn Fn() -> usize) -> usize,
) {
    let input = &HOSTILE[input];
    let text = input.of_bytes(SIZES[size]);
    let text = black_box(&*text);
    if ours {
        let passes = measured(&|| read(input.reads, text).into());
        assert_eq!(passes == 1, input.passes, "{}", input.name);
    } else {
        let values = || serde_json::Deserializer::from_slice(text).into_iter::<IgnoredAny>();
        measured(&|| values().take_while(Result::is_ok).count());
    }
}

/// Whether the text is accepted, or what is asked of it is found.
fn read(reads: Reads, text: &[u8]) -> bool {
    match reads {
        Reads::SalesiveUpdate => salesive::CustomerUpdate::from_json(text).is_ok(),
        Reads::MicrobaseUpdate => microbase::CustomerUpdate::from_json(text).is_ok(),
        Reads::MicrobaseUpdateWithPlaces => {
            let options = Options::new().max_findings(usize::MAX);
            let checked = microbase::CustomerUpdate::check(text, &options).unwrap();
            checked
                .report()
                .locate(text)
                .all(|(_, place)| place.is_some())
        }
        Reads::MicrobaseUnchecked => serde_json::from_slice::<Unchecked<MicroBase>>(text)
            .is_ok_and(|unchecked| unchecked.check().is_accepted()),
        Reads::MicrobasePlan => {
            let after = microbase::Customer::from_json(text).unwrap();
            let before = microbase::Customer::default();
            let update = microbase::CustomerUpdate::between(&before, &after);
            let update = update.ok().flatten().unwrap();
            microbase::plan(&after, &update).smallest().is_none()
        }
        Reads::SalesiveCustomer => salesive::Customer::from_json(text).is_ok(),
        Reads::MicrobaseCustomer => microbase::Customer::from_json(text).is_ok(),
        #[cfg(feature = "preflight")]
        Reads::MicrobaseFile => {
            use salesive_schema::preflight::{FileOptions, Session, Verdict};

            let session = Session::<MicroBase>::new(&FileOptions::new([7; 16]));
            let summary = session.run(text, |record| {
                black_box(record);
            });
            summary.records() == summary.of(Verdict::Accepted)
        }
        #[cfg(not(feature = "preflight"))]
        Reads::MicrobaseFile => unreachable!("the build that counts these has the feature"),
        Reads::SalesiveReply => is_updated::<Salesive>(text),
        Reads::MicrobaseReply => is_updated::<MicroBase>(text),
    }
}

fn is_updated<S: Service>(text: &[u8]) -> bool {
    let reply = Reply::<S>::decode(200, text);
    matches!(reply.outcome(), Outcome::Updated(_))
}
