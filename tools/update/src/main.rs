//! Updates one customer of Salesive or MicroBase.
#![forbid(unsafe_code)]

mod args;
mod dry_run;
mod reply;
mod token;

use std::error::Error;
use std::net::IpAddr;
use std::process::ExitCode;

use args::{Arguments, Flags};
use clap::Parser;
use http::Request;
use reply::{Told, UNKNOWN};
use salesive_schema::http::{BaseUrl, Recovery, Written};
use salesive_schema::model::Expected;
use salesive_schema::report::CatalogueRule;
use salesive_schema::{
    Checked, MicroBase, Options, Outcome, Refusal, Reply, Report, Salesive, Service,
};
use salesive_schema::{microbase as mb, salesive as sv};
use salesive_terminal::tell;
use salesive_update::Received;

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
fn run(args: &Arguments) -> Result<bool, Box<dyn Error>> {
    match &args.flags {
        Flags::Salesive(flags) => {
            let base = base_url(&flags.base_url)?;
            let id = sv::CustomerId::new(&flags.id)?;
            let token = sv::AppToken::new(token::read("SALESIVE_TOKEN", args.token_stdin)?)?;
            let template = format!("{}{}", base.as_str(), sv::ENDPOINT.path);
            update::<Salesive>(
                args,
                &base,
                &id,
                &token,
                &flags.body(),
                Some(template),
                |it| it.message().map(str::to_owned),
            )
        }
        Flags::Microbase(flags) => {
            let base = base_url(&flags.base_url)?;
            let version = mb::Version::new(&flags.api_version)?;
            let token = mb::BearerToken::new(token::read("MICROBASE_TOKEN", args.token_stdin)?)?;
            update::<MicroBase>(args, &base, &version, &token, &flags.body(), None, |it| {
                it.data()
                    .or(it.error())
                    .map(|text| text.as_str().to_owned())
            })
        }
    }
}

/// Sends the update, or prints its request with this in the place of the URL. `words` are what the
/// service says of a refusal.
fn update<S: Service>(
    args: &Arguments,
    base: &BaseUrl,
    path: &S::PathParameter<'_>,
    token: &S::Token,
    body: &str,
    template: Option<String>,
    words: fn(&Refusal<'_, S>) -> Option<String>,
) -> Result<bool, Box<dyn Error>> {
    let checked = S::check(body.as_bytes(), &Options::new())?;
    let Some(update) = valid(&checked) else {
        return Ok(false);
    };
    let request = S::to_request(update, base, path, token);
    if args.dry_run {
        return dry_run::print(&request, template.as_deref(), args.show_values);
    }
    let received = send(request)?;
    let reply = Reply::<S>::from_http(&received.response);
    let refusal = match reply.outcome() {
        Outcome::Refused(refusal) => Some(refusal),
        _ => None,
    };
    let expected = Expected::from(reply.outcome());
    let told = Told {
        outcome: expected.name(),
        kind: expected.kind().map(|kind| kind.to_string()),
        words: refusal.and_then(words).filter(|_| args.show_values),
        http_status: reply.http_status(),
        cut_off: received.cut_off,
    };
    told.print(reply.discrepancies(), reply.recovery(update))
}

fn base_url(text: &str) -> Result<BaseUrl, Box<dyn Error>> {
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

fn send(request: Request<Vec<u8>>) -> Result<Received, Box<dyn Error>> {
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
