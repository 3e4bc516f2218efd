//! Updates one customer of Salesive or MicroBase.
#![forbid(unsafe_code)]

mod args;
mod dry_run;
mod reply;
mod token;

use std::error::Error;
use std::net::IpAddr;
use std::process::ExitCode;

use args::{Arguments, Flags, MicrobaseFlags, SalesiveFlags};
use clap::Parser;
use http::Request;
use reply::{Told, UNKNOWN};
use salesive_schema::http::{BaseUrl, Recovery, Written};
use salesive_schema::report::CatalogueRule;
use salesive_schema::{Checked, Options, Report, microbase as mb, salesive as sv};
use salesive_terminal::tell;
use salesive_update::Received;

type Failure = Box<dyn Error>;

fn main() -> ExitCode {
    let outcome = match Arguments::try_parse() {
        Ok(args) => run(&args),
        Err(shown) if !shown.use_stderr() => shown.print().map(|()| true).map_err(Into::into),
        // Its own text repeats the arguments, and they are personal.
        Err(error) => Err(format!("{}; see --help", error.kind()).into()),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            let mut reason = failure.to_string();
            let mut below = failure.source();
            while let Some(error) = below {
                reason.push_str(&format!(": {error}"));
                below = error.source();
            }
            tell("salesive-update", &reason);
            ExitCode::from(2)
        }
    }
}

/// Whether the update was made, or would have been sent.
fn run(args: &Arguments) -> Result<bool, Failure> {
    match &args.flags {
        Flags::Salesive(flags) => salesive(args, flags),
        Flags::Microbase(flags) => microbase(args, flags),
    }
}

fn salesive(args: &Arguments, flags: &SalesiveFlags) -> Result<bool, Failure> {
    let base = base_url(&flags.base_url)?;
    let id = sv::CustomerId::new(&flags.id)?;
    let token = sv::AppToken::new(token::read("SALESIVE_TOKEN", args.token_stdin)?)?;
    let body = flags.body();
    let checked = sv::CustomerUpdate::check(body.as_bytes(), &Options::new())?;
    let Some(update) = valid(&checked) else {
        return Ok(false);
    };
    let request = update.to_request(&base, &id, &token);
    if args.dry_run {
        let template = format!("{}{}", base.as_str(), sv::ENDPOINT.path);
        return dry_run::print(&request, &template, args.show_values);
    }
    let received = send(request)?;
    let reply = sv::Reply::from_http(&received.response);
    let (outcome, kind, words) = match reply.outcome() {
        sv::Outcome::Updated(_) => ("updated", None, None),
        sv::Outcome::Accepted => ("accepted", None, None),
        sv::Outcome::Refused(it) => ("refused", Some(it.kind().name()), it.message()),
        _ => ("unreadable", None, None),
    };
    let told = Told {
        outcome,
        kind,
        words: words.filter(|_| args.show_values),
        http_status: reply.http_status(),
        cut_off: received.cut_off,
    };
    told.print(reply.discrepancies(), reply.recovery(update))
}

fn microbase(args: &Arguments, flags: &MicrobaseFlags) -> Result<bool, Failure> {
    let base = base_url(&flags.base_url)?;
    let version = mb::Version::new(&flags.api_version)?;
    let token = mb::BearerToken::new(token::read("MICROBASE_TOKEN", args.token_stdin)?)?;
    let body = flags.body();
    let checked = mb::CustomerUpdate::check(body.as_bytes(), &Options::new())?;
    let Some(update) = valid(&checked) else {
        return Ok(false);
    };
    let request = update.to_request(&base, &version, &token);
    if args.dry_run {
        let url = request.uri().to_string();
        return dry_run::print(&request, &url, args.show_values);
    }
    let received = send(request)?;
    let reply = mb::Reply::from_http(&received.response);
    let (outcome, kind, words) = match reply.outcome() {
        mb::Outcome::Updated(_) => ("updated", None, None),
        mb::Outcome::Accepted => ("accepted", None, None),
        mb::Outcome::Refused(it) => {
            let words = it.data().or(it.error());
            (
                "refused",
                Some(it.kind().name()),
                words.map(|it| it.as_str()),
            )
        }
        _ => ("unreadable", None, None),
    };
    let told = Told {
        outcome,
        kind,
        words: words.filter(|_| args.show_values),
        http_status: reply.http_status(),
        cut_off: received.cut_off,
    };
    told.print(reply.discrepancies(), reply.recovery(update))
}

fn base_url(text: &str) -> Result<BaseUrl, Failure> {
    let base = BaseUrl::new(text)?;
    let url = reqwest::Url::parse(base.as_str())?;
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    let is_here = host == "localhost"
        || address
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback());
    if url.scheme() == "http" && !is_here {
        return Err("over http the token could be read on the way: use https".into());
    }
    Ok(base)
}

/// The update, if it is one; what there is to say about it goes to standard error.
fn valid<T, R: CatalogueRule>(checked: &Checked<T, R>) -> Option<&T> {
    let report: &Report<R> = checked.report();
    for finding in report.violations() {
        tell("invalid", finding);
    }
    for finding in report.advisories() {
        tell("warning", finding);
    }
    checked.value()
}

fn send(request: Request<Vec<u8>>) -> Result<Received, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let sent = runtime.block_on(salesive_update::send(request));
    sent.map_err(|error| {
        let recovery = Recovery::<sv::Rule>::of_unanswered(error.cause());
        if recovery.written == Written::Unknown {
            return format!("{error}; {}, so read the customer first", UNKNOWN).into();
        }
        error.into()
    })
}
