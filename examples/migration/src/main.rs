//! Brings a store up to date with a file of updates. The whole file is judged before the first
//! request, each update is cut down to what the store lacks, and a journal of the lines that are done
//! lets a run go on where another one stopped. Where something was left out, take a new snapshot of
//! the store, which holds all customers as the service replies them, and begin a new journal.
#![forbid(unsafe_code)]

use std::collections::BTreeSet;
use std::env;
use std::error::Error;
use std::fs::{self, File};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write};
use std::thread;
use std::time::SystemTime;

use http::{Request, Response};
use salesive_schema::http::{Action, Backoff, BaseUrl, Recovery, Unanswered};
use salesive_schema::plan::Confirmed;
use salesive_schema::preflight::csv::{CsvOptions, CsvSession};
use salesive_schema::preflight::{FileOptions, Index, Record, Session, Summary};
use salesive_schema::{MicroBase, Reply, Salesive, Service, microbase, salesive};
use serde::Serialize;
use ureq::{Agent, config::Config};

fn main() -> Result<(), Box<dyn Error>> {
    let token = env::var("TOKEN")?;
    let args: Vec<_> = env::args().skip(1).collect();
    match args.first().map(String::as_str) {
        Some("salesive") => migrate::<Salesive>(&args, salesive::AppToken::new(token)?),
        Some("microbase") => migrate::<MicroBase>(&args, microbase::BearerToken::new(token)?),
        _ => Err("salesive|microbase SNAPSHOT UPDATES[.csv] JOURNAL BASE_URL".into()),
    }
}

/// What became of the lines: why some are left out by the preflight, and what is to be done about
/// those that were refused.
#[derive(Serialize)]
#[serde(bound = "")]
struct Report<S: Service> {
    preflight: Summary<S>,
    sent: Vec<u64>,
    unchanged: Vec<u64>,
    left_out: Vec<(u64, &'static str)>,
}

fn migrate<S: Service>(args: &[String], token: S::Token) -> Result<(), Box<dyn Error>> {
    let [_, snapshot, updates, journal, base] = args else {
        return Err("there are four arguments after the service".into());
    };
    let snapshot = fs::read(snapshot)?;
    let store = serde_json::Deserializer::from_slice(&snapshot).into_iter();
    let mut store = store.collect::<Result<Vec<S::Customer<'static>>, _>>()?;
    let mut index = Index::of_known(&FileOptions::new([(); 16].map(|()| random() as u8)));
    for (line, customer) in (1..).zip(&store) {
        index.know(line, customer)?;
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
    let done = fs::read_to_string(journal).unwrap_or_default();
    let done: BTreeSet<_> = done.lines().collect();
    let mut journal = File::options().create(true).append(true).open(journal)?;
    let config = Config::builder()
        .http_status_as_error(false)
        .max_redirects(0);
    let (agent, base) = (Agent::new_with_config(config.build()), BaseUrl::new(base)?);
    let (mut sent, mut unchanged, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for (line, at, mut asked) in accepted {
        let Some(customer) = store.get_mut(at as usize - 1) else {
            continue;
        };
        let Some(smallest) = S::plan(customer, &asked.update).into_smallest() else {
            unchanged.push(line);
            continue;
        };
        asked.update = smallest;
        if !done.contains(&*line.to_string()) {
            let request = || asked.to_request(&base, &token);
            if let Err(next) = send::<S>(&agent, request, &asked.update) {
                left_out.push((line, next.name()));
                match next {
                    Action::FixFields(_) | Action::ChooseEmail | Action::ReadAgain => continue,
                    _ => break, // Any other update would meet the same.
                }
            }
            writeln!(journal, "{line}")?;
            sent.push(line);
        }
        *customer = S::apply(customer, &asked.update);
    }
    let report = Report {
        preflight,
        sent,
        unchanged,
        left_out,
    };
    Ok(serde_json::to_writer_pretty(io::stdout(), &report)?)
}

/// Sends an update until it is made, or until something else is to be done about it.
fn send<S: Service>(
    agent: &Agent,
    request: impl Fn() -> Request<Vec<u8>>,
    update: &S::CustomerUpdate<'_>,
) -> Result<(), Action<S::Rule>> {
    for sent in 1.. {
        let recovery = match exchange(agent, request())
            .as_ref()
            .map(Reply::<S>::from_http)
        {
            Err(why) => Recovery::of_unanswered(*why),
            Ok(reply) => match reply.recovery(update) {
                Some(recovery) => recovery,
                None if reply.confirms(update).confirmed() == Confirmed::No => break,
                None => return Ok(()),
            },
        };
        let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        match Backoff::new().wait(sent, &recovery, now, random()) {
            Some(wait) => thread::sleep(wait),
            None => return Err(recovery.action),
        }
    }
    Err(Action::ReadAgain)
}

fn exchange(agent: &Agent, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Unanswered> {
    let mut response = agent.run(request).map_err(|why| match why {
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => Unanswered::NotSent,
        ureq::Error::Timeout(_) => Unanswered::TimedOut,
        _ => Unanswered::ConnectionLost,
    })?;
    let body = response.body_mut().read_to_vec();
    body.map(|body| response.map(|_| body))
        .map_err(|_| Unanswered::CutOff)
}

fn random() -> u32 {
    RandomState::new().build_hasher().finish() as u32
}
