//! Brings a store up to date with a file of updates. The whole file is judged before the first
//! request, each update is cut down to what the store lacks, and a journal lets a run go on where
//! another one stopped. Where something was left out, take a new snapshot of the store, which holds all
//! customers as the service replies them, and begin a new journal.
#![forbid(unsafe_code)]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, ErrorKind::ConnectionRefused, Read, Write};
use std::time::{Duration, SystemTime};
use std::{env, thread};

use http::{Request, Response};
use salesive_schema::http::{Action, Backoff, BaseUrl, Recovery, Unanswered};
use salesive_schema::plan::Confirmed;
use salesive_schema::preflight::csv::{CsvOptions, CsvSession};
use salesive_schema::preflight::{FileOptions, Index, Record, Session};
use salesive_schema::{MicroBase, Reply, Salesive, Service};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<_> = env::args().skip(1).collect();
    match args.first().map(String::as_str) {
        Some("salesive") => migrate::<Salesive>(&args),
        Some("microbase") => migrate::<MicroBase>(&args),
        _ => Err("salesive|microbase SNAPSHOT UPDATES[.csv] JOURNAL BASE_URL".into()),
    }
}

fn migrate<S: Service>(args: &[String]) -> Result<(), Box<dyn Error>> {
    let [_, snapshot, updates, journal, base] = args else {
        return Err("there are four arguments after the service".into());
    };
    let (base, token) = (BaseUrl::new(base)?, env::var("TOKEN")?.parse::<S::Token>()?);
    let snapshot = fs::read(snapshot)?;
    let customers = serde_json::Deserializer::from_slice(&snapshot).into_iter();
    let mut index = Index::of_known(&FileOptions::new([(); 16].map(|()| fastrand::u8(..))));
    let mut store = BTreeMap::<u64, S::Customer<'static>>::new();
    for (line, customer) in (1..).zip(customers) {
        index.know(line, store.entry(line).or_insert(customer?))?;
    }
    let mut accepted = Vec::new();
    let each = |record: Record<'_, S>| {
        let known = record.judged.known().zip(record.update);
        accepted.extend(known.map(|(at, asked)| (record.line.number(), at, asked.into_owned())));
    };
    let file = fs::read(updates)?;
    let preflight = match updates.ends_with(".csv") {
        true => CsvSession::with_index(index, &CsvOptions::new()).run(&file, each)?,
        false => Session::with_index(index).run(&file, each),
    };
    let mut options = File::options();
    let mut journal = options.create(true).read(true).append(true).open(journal)?;
    let mut before = String::new();
    journal.read_to_string(&mut before)?;
    let before = BTreeMap::from_iter(before.lines().filter_map(|line| line.split_once(' ')));
    // In one go, and apart from a line before that can have been cut off.
    let mut note = |text: String| journal.write_all(format!("\n{text}\n").as_bytes());
    let mut hasher = DefaultHasher::new();
    (args, &snapshot, &file).hash(&mut hasher);
    let inputs = hasher.finish().to_string();
    if before.get("inputs").is_some_and(|other| *other != inputs) {
        return Err("the journal is of other inputs: begin a new one".into());
    }
    note(format!("inputs {inputs}"))?;
    let mut lines = BTreeMap::<&str, Vec<u64>>::new();
    let mut accepted = accepted.into_iter();
    for (line, at, mut asked) in accepted.by_ref() {
        let mut told = |what| lines.entry(what).or_default().push(line);
        let Some(customer) = store.get_mut(&at) else {
            told("read_again");
            continue;
        };
        let Some(smallest) = S::plan(customer, &asked.update).into_smallest() else {
            told("unchanged");
            continue;
        };
        asked.update = smallest;
        let next = match before.get(&*line.to_string()) {
            Some(&"made") => None,
            None | Some(&"not_made") => {
                note(format!("{line} begun"))?;
                let next = send::<S>(|| asked.to_request(&base, &token), &asked.update);
                let state = match &next {
                    None => "made",
                    Some(Action::ReadAgain) => "unknown",
                    Some(_) => "not_made",
                };
                note(format!("{line} {state}"))?;
                next
            }
            Some(_) => Some(Action::ReadAgain),
        };
        told(next.as_ref().map_or("made", Action::name));
        match next {
            None => *customer = S::apply(customer, &asked.update),
            Some(Action::ReadAgain) => drop(store.remove(&at)),
            Some(Action::FixFields(_) | Action::ChooseCustomer | Action::ChooseEmail) => {}
            Some(Action::ShrinkBody) => {}
            Some(_) => break, // Any other update would meet the same.
        }
    }
    let not_tried = accepted.map(|(line, ..)| line);
    lines.insert("not_tried", not_tried.collect());
    Ok(serde_json::to_writer_pretty(
        io::stdout(),
        &(preflight, lines),
    )?)
}

/// Sends an update until it is made, or until something else is to be done about it.
fn send<S: Service>(
    request: impl Fn() -> Request<Vec<u8>>,
    update: &S::CustomerUpdate<'_>,
) -> Option<Action<S::Rule>> {
    for sent in 1.. {
        let response = exchange(request());
        let recovery = match response.as_ref().map(Reply::<S>::from_http) {
            Err(why) => Recovery::of_unanswered(*why),
            Ok(reply) => match reply.recovery(update) {
                Some(recovery) => recovery,
                None if reply.confirms(update).confirmed() == Confirmed::No => break,
                None => return None,
            },
        };
        let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        match Backoff::new().wait(sent, &recovery, now, fastrand::u32(..)) {
            Some(wait) => thread::sleep(wait),
            None => return Some(recovery.action),
        }
    }
    Some(Action::ReadAgain)
}

fn exchange(request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Unanswered> {
    let config = ureq::config::Config::builder().http_status_as_error(false);
    let config = config.timeout_global(Some(Duration::from_secs(30)));
    let agent = config.max_redirects(0).build().new_agent();
    let mut response = agent.run(request).map_err(|why| match why {
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => Unanswered::NotSent,
        ureq::Error::Io(why) if why.kind() == ConnectionRefused => Unanswered::NotSent,
        ureq::Error::Timeout(_) => Unanswered::TimedOut,
        _ => Unanswered::ConnectionLost,
    })?;
    let body = response.body_mut().read_to_vec();
    body.map(|body| response.map(|_| body))
        .map_err(|_| Unanswered::CutOff)
}
