//! A local server that answers update-customer requests as Salesive and MicroBase do.
#![forbid(unsafe_code)]

mod log;
mod seed_file;

use std::future::poll_fn;
use std::io;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::task::Poll;

use clap::Parser;
use log::Log;
use salesive_sandbox::{Faults, Sandbox, Seed};
use salesive_terminal::{in_one_line, printable, tell};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// Answers update-customer requests as Salesive and MicroBase do, on the loopback interface.
///
/// Where an exchange departs from its document, a line on standard output says so, without any of
/// its values. Ctrl-C ends it: open exchanges have two seconds, and a second Ctrl-C ends it at once.
#[derive(Parser)]
#[command(name = "salesive-sandbox")]
struct Args {
    /// The port to listen on; 0 picks a free one.
    #[arg(long, default_value_t = 3005)]
    port: u16,
    /// Customers to begin with, as JSON written the way /sandbox/state lists them.
    #[arg(long, value_name = "FILE")]
    seed_file: Option<PathBuf>,
    /// Something that goes wrong, as `model::Fault` names it, such as html_502. Given again, the
    /// faults take turns; `none` is a turn without one.
    #[arg(long = "fault", value_name = "NAME")]
    faults: Vec<String>,
}

fn main() -> ExitCode {
    let ended = match Args::try_parse() {
        Ok(args) => run(&args),
        Err(shown) if !shown.use_stderr() => shown.print().map_err(Into::into),
        Err(error) => Err(in_one_line(&error).into()),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            tell("salesive-sandbox", &reason);
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<(), Box<dyn std::error::Error>> {
    let seed = match &args.seed_file {
        None => Seed::documented()?,
        Some(path) => {
            seed_file::read(path).map_err(|error| format!("{}: {error}", path.display()))?
        }
    };
    let faults = Faults::from_names(&args.faults)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let ended = runtime.block_on(serve(args.port, seed, faults));
    // What is still open has had its time.
    runtime.shutdown_background();
    ended
}

async fn serve(port: u16, seed: Seed, faults: Faults) -> Result<(), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|error| not_listening(port, &error))?;
    let base = format!("http://{}", listener.local_addr()?);
    // Ctrl-C is heard from the first poll on, and who reads the first line can press it.
    let mut interrupt = Box::pin(tokio::signal::ctrl_c());
    let early = poll_fn(|context| Poll::Ready(interrupt.as_mut().poll(context))).await;
    if let Poll::Ready(heard) = early {
        return Ok(heard?);
    }
    let (log, failed) = Log::start(welcome(&base));
    let lines = log.clone();
    let sandbox = Sandbox::new(
        seed,
        faults,
        Box::new(move |line| lines.line(&printable(line))),
    );
    let (first, first_heard) = oneshot::channel();
    let server = sandbox.serve(listener, async {
        drop(interrupt.await);
        let _ = first.send(());
    });
    let second = async {
        let _ = first_heard.await;
        drop(tokio::signal::ctrl_c().await);
    };
    tokio::select! {
        () = server => log.finish(),
        () = second => {}
        Ok(error) = failed => return Err(error.into()),
    }
    Ok(())
}

fn not_listening(port: u16, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "port {port} is in use: end the program that listens there, or take another port with --port; \
             --port 0 picks a free one"
        ),
        _ => format!("port {port}: {error}; another one can be taken with --port"),
    }
}

fn welcome(base: &str) -> String {
    let (writer, reader, bearer) = (
        Seed::SALESIVE_TOKEN,
        Seed::SALESIVE_READER,
        Seed::MICROBASE_TOKEN,
    );
    format!(
        r#"Salesive at {base}/api/v1, tokens {writer} (may update) and {reader} (may not):

curl -X PUT {base}/api/v1/customers/665a1f2c9b1e4a0012ab34cd -H 'authorization: Bearer {writer}' -H 'content-type: application/json' -d '{{"phone": null, "active": false}}'

MicroBase at {base}, token {bearer}:

curl -X POST {base}/services/customer/v1/customer.update -H 'authorization: Bearer {bearer}' -H 'content-type: application/json' -d '{{"id": "HkhhuXESl", "status": "INACTIVE", "tags": []}}'

All customers: curl {base}/sandbox/state

A page to try updates: {base}/
"#
    )
}
