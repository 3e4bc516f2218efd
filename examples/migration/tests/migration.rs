//! The migration against the sandbox: stopped in the middle, gone on with, and what it leaves behind.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::IntoResponse;
use salesive_sandbox::{Faults, Sandbox, Seed};
use salesive_schema::preflight::{FileOptions, Index, Session};
use salesive_schema::{MicroBase, Salesive, Service};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// A service, and how its customers are written.
trait Migrated: Service {
    const TOKEN: &'static str;
    const PATH: &'static str;
    const CUSTOMERS: &'static [&'static str];
    /// Records: of each kind one at least that is sent, that changes nothing and that is left out.
    const NDJSON: &'static str;
    const CSV: &'static str;
    /// The lines of the CSV that are sent.
    const SENT: &'static [u64];
    const UNCHANGED: &'static [u64];

    fn without_time(customer: &mut Value);
}

impl Migrated for Salesive {
    const TOKEN: &'static str = Seed::SALESIVE_TOKEN;
    const PATH: &'static str = "/api/v1";
    const CUSTOMERS: &'static [&'static str] = &[
        r#"{"_id":"665a1f2c9b1e4a0012ab34c0","name":"Ada","email":"ada@example.com","phone":"1","active":true}"#,
        r#"{"_id":"665a1f2c9b1e4a0012ab34c1","name":"Ben","user":{"_id":"6650aa11bb22cc33dd44ee55"},"active":true}"#,
        r#"{"_id":"665a1f2c9b1e4a0012ab34c2","name":"Eve","email":"eve@example.com","active":false}"#,
    ];
    // The third is the second customer, by its user's id.
    const CSV: &'static str = "id,name,email,phone,active\n\
        665a1f2c9b1e4a0012ab34c0,Ada,new@example.com,NULL,true\n\
        665a1f2c9b1e4a0012ab34c1,Ben,,,TRUE\n\
        6650aa11bb22cc33dd44ee55,\"Ben, the other\",ada@example.com,,\n\
        665a1f2c9b1e4a0012ab34c2,,nobody,,\n\
        665a1f2c9b1e4a0012ab34c2,,ada@example.com,,\n\
        665a1f2c9b1e4a0012ab34c9,Kim,,,\n\
        665a1f2c9b1e4a0012ab34c2,Eve,,,true\n\
        665a1f2c9b1e4a0012ab34c0,Ada Obi,,,true\n";
    const NDJSON: &'static str = "\n\
        {\"id\":\"665a1f2c9b1e4a0012ab34c0\",\"name\":\"Ada\",\"email\":\"new@example.com\",\"phone\":null,\"active\":true}\n\
        {\"id\":\"665a1f2c9b1e4a0012ab34c1\",\"name\":\"Ben\",\"active\":true}\n\
        {\"id\":\"6650aa11bb22cc33dd44ee55\",\"name\":\"Ben, the other\",\"email\":\"ada@example.com\"}\n\
        {\"id\":\"665a1f2c9b1e4a0012ab34c2\",\"email\":\"nobody\"}\n\
        {\"id\":\"665a1f2c9b1e4a0012ab34c2\",\"email\":\"ada@example.com\"}\n\
        {\"id\":\"665a1f2c9b1e4a0012ab34c9\",\"name\":\"Kim\"}\n\
        {\"id\":\"665a1f2c9b1e4a0012ab34c2\",\"name\":\"Eve\",\"active\":true}\n\
        {\"id\":\"665a1f2c9b1e4a0012ab34c0\",\"name\":\"Ada Obi\",\"active\":true}\n";
    const SENT: &'static [u64] = &[2, 4, 8, 9];
    const UNCHANGED: &'static [u64] = &[3];

    fn without_time(customer: &mut Value) {
        customer.as_object_mut().unwrap().remove("updatedAt");
    }
}

impl Migrated for MicroBase {
    const TOKEN: &'static str = Seed::MICROBASE_TOKEN;
    const PATH: &'static str = "";
    const CUSTOMERS: &'static [&'static str] = &[
        r#"{"email":"ada@example.com","firstName":"Ada","tags":["VIP"],"addresses":[],"id":"a"}"#,
        r#"{"firstName":"Ben","status":"ACTIVE","tags":[],"addresses":[],"id":"b"}"#,
    ];
    const CSV: &'static str = "id,email,firstName,status,tags\n\
        a,new@example.com,Ada,,VIP\n\
        b,,Ben,ACTIVE,\n\
        b,ada@example.com,,,a;b\n\
        b,,,active,\n\
        a,ada@example.com,,,\n\
        c,,Kim,,\n\
        a,,Ada Obi,INACTIVE,VIP\n";
    const NDJSON: &'static str = "\n\
        {\"id\":\"a\",\"email\":\"new@example.com\",\"firstName\":\"Ada\",\"tags\":[\"VIP\"]}\n\
        {\"id\":\"b\",\"email\":\"\",\"firstName\":\"Ben\",\"status\":\"ACTIVE\"}\n\
        {\"id\":\"b\",\"email\":\"ada@example.com\",\"tags\":[\"a\",\"b\"]}\n\
        {\"id\":\"b\",\"status\":\"active\"}\n\
        {\"id\":\"a\",\"email\":\"ada@example.com\"}\n\
        {\"id\":\"c\",\"firstName\":\"Kim\"}\n\
        {\"id\":\"a\",\"firstName\":\"Ada Obi\",\"status\":\"INACTIVE\",\"tags\":[\"VIP\"]}\n";
    const SENT: &'static [u64] = &[2, 4, 8];
    const UNCHANGED: &'static [u64] = &[3];

    fn without_time(_: &mut Value) {}
}

/// A sandbox that takes so many updates before the token is no longer good.
struct Server {
    runtime: Runtime,
    base: String,
    left: Arc<AtomicUsize>,
}

impl Server {
    fn start<S: Migrated>(faults: &[&str]) -> Self {
        let customers = S::CUSTOMERS.join(",");
        let seed = format!(r#"{{"{}":[{customers}]}}"#, S::NAME);
        let faults = Faults::from_names(faults).unwrap();
        let sandbox = Sandbox::new(Seed::from_json(&seed).unwrap(), faults, Box::new(|_| {}));
        let left = Arc::new(AtomicUsize::new(usize::MAX));
        let count = left.clone();
        let guard = move |request: Request, next: Next| {
            let is_update = request.method() != "GET";
            let take = |left: usize| left.checked_sub(1);
            let is_over = is_update
                && count
                    .fetch_update(Ordering::SeqCst, Ordering::SeqCst, take)
                    .is_err();
            async move {
                match is_over {
                    true => StatusCode::UNAUTHORIZED.into_response(),
                    false => next.run(request).await,
                }
            }
        };
        let router = sandbox.into_router().layer(middleware::from_fn(guard));
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        runtime.spawn(async { axum::serve(listener, router).await.unwrap() });
        Self {
            runtime,
            base,
            left,
        }
    }

    /// The customers, without the time of their last update.
    fn customers<S: Migrated>(&self) -> Vec<Value> {
        let response = ureq::get(format!("{}/sandbox/state", self.base)).call();
        let text = response.unwrap().body_mut().read_to_string().unwrap();
        let mut state: Value = serde_json::from_str(&text).unwrap();
        let mut customers = state[S::NAME].take().as_array().unwrap().clone();
        customers.iter_mut().for_each(S::without_time);
        customers
    }
}

/// A folder with the files of a run.
struct Files(PathBuf);

impl Files {
    fn of<S: Migrated>(test: &str, name: &str, updates: &str) -> Self {
        let folder =
            PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{test}-{name}", S::NAME));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("snapshot.ndjson"), S::CUSTOMERS.join("\n")).unwrap();
        fs::write(folder.join(format!("updates.{name}")), updates).unwrap();
        Self(folder)
    }

    fn run<S: Migrated>(&self, name: &str, server: &Server) -> Value {
        let output = self.output::<S>(name, server);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{told}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// What is said of a run that fails.
    fn fails<S: Migrated>(&self, name: &str, server: &Server) -> String {
        let output = self.output::<S>(name, server);
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    }

    fn output<S: Migrated>(&self, name: &str, server: &Server) -> Output {
        Command::new(env!("CARGO_BIN_EXE_example-migration"))
            .current_dir(&self.0)
            .env("TOKEN", S::TOKEN)
            .args([
                S::NAME,
                "snapshot.ndjson",
                &format!("updates.{name}"),
                "journal",
            ])
            .arg(format!("{}{}", server.base, S::PATH))
            .output()
            .unwrap()
    }
}

/// What the store is to hold once everything that is accepted was made, as the documents say.
fn expected<S: Migrated>() -> Vec<Value> {
    let read = |text: &&str| S::owned_customer(S::customer_from_json(text.as_bytes()).unwrap());
    let mut store: Vec<S::Customer<'static>> = S::CUSTOMERS.iter().map(read).collect();
    let mut index = Index::of_known(&FileOptions::new([7; 16]));
    for (line, customer) in (1..).zip(&store) {
        index.know(line, customer).unwrap();
    }
    Session::<S>::with_index(index).run(S::NDJSON.as_bytes(), |record| {
        if let (Some(at), Some(asked)) = (record.judged.known(), record.update) {
            let customer = &mut store[at as usize - 1];
            *customer = S::apply(customer, &asked.update);
        }
    });
    store
        .iter()
        .map(|customer| serde_json::to_value(customer).unwrap())
        .collect()
}

fn goes_on_where_it_stopped<S: Migrated>(name: &str, updates: &str) {
    let server = Server::start::<S>(&[]);
    let files = Files::of::<S>("stopped", name, updates);
    server.left.store(2, Ordering::SeqCst);
    let stopped = files.run::<S>(name, &server);
    assert_eq!(stopped[1]["made"], json!(S::SENT[..2]));
    assert_eq!(stopped[1]["renew_token"], json!([S::SENT[2]]));
    assert_eq!(stopped[1]["not_tried"], json!(S::SENT[3..]));
    assert_ne!(server.customers::<S>(), expected::<S>());

    server.left.store(usize::MAX, Ordering::SeqCst);
    let report = files.run::<S>(name, &server);
    assert_eq!(
        report[1],
        json!({"made": S::SENT, "unchanged": S::UNCHANGED, "not_tried": []})
    );
    assert_eq!(report[0], stopped[0]);
    assert_eq!(report[0]["rejected"], 3, "{report}");
    assert_eq!(server.customers::<S>(), expected::<S>());

    // There is nothing left to do.
    server.left.store(0, Ordering::SeqCst);
    let again = files.run::<S>(name, &server);
    assert_eq!(again, report);
    server.runtime.shutdown_background();
}

fn a_lost_write_is_not_taken_for_done<S: Migrated>() {
    let server = Server::start::<S>(&["lost_race", "html_502", "none", "none"]);
    let files = Files::of::<S>("lost", "ndjson", S::NDJSON);
    let report = files.run::<S>("ndjson", &server);
    // Later updates of the two customers are not sent either.
    let open = report[1]["read_again"].as_array().unwrap();
    assert_eq!(open[..2], json!(S::SENT[..2]).as_array().unwrap()[..]);
    assert!(open.len() > 2, "{report}");
    let made = report[1]["made"].as_array().map_or(0, Vec::len);
    assert_eq!(made + open.len(), S::SENT.len());
    // Whoever goes on with that journal sends neither again.
    let again = files.run::<S>("ndjson", &server);
    assert_eq!(again, report);
}

/// Of what was being sent when a run was killed, nobody knows whether it was made.
fn what_was_begun_is_not_sent_again<S: Migrated>() {
    let server = Server::start::<S>(&[]);
    let files = Files::of::<S>("killed", "ndjson", S::NDJSON);
    let [first, ..] = S::SENT else {
        panic!("there is one")
    };
    for state in ["begun\n", "begun\n1 beg", "made up"] {
        fs::write(files.0.join("journal"), format!("{first} {state}")).unwrap();
        let report = files.run::<S>("ndjson", &server);
        let open = report[1]["read_again"].as_array().unwrap();
        assert_eq!(open[0], *first, "{state:?}");
        assert!(open.len() > 1, "so are later updates of that customer");
    }
}

fn where_nobody_listens_nothing_was_made<S: Migrated>() {
    let server = Server::start::<S>(&[]);
    let files = Files::of::<S>("nobody", "ndjson", S::NDJSON);
    let nobody = Server {
        base: "http://127.0.0.1:1".to_owned(),
        ..Server::start::<S>(&[])
    };
    let report = files.run::<S>("ndjson", &nobody);
    assert_eq!(report[1]["retry"], json!(S::SENT[..1]));
    let report = files.fails::<S>("ndjson", &server);
    assert!(
        report.contains("the journal is of other inputs"),
        "{report}"
    );
}

fn a_journal_goes_with_its_inputs<S: Migrated>() {
    let server = Server::start::<S>(&[]);
    let files = Files::of::<S>("other", "ndjson", S::NDJSON);
    files.run::<S>("ndjson", &server);
    fs::write(files.0.join("updates.ndjson"), "\n").unwrap();
    let told = files.fails::<S>("ndjson", &server);
    assert!(told.contains("the journal is of other inputs"), "{told}");
    fs::write(files.0.join("journal"), b"1 made\n\xff\n").unwrap();
    assert!(files.fails::<S>("ndjson", &server).contains("UTF-8"));
}

#[test]
fn salesive_goes_on_where_it_stopped() {
    goes_on_where_it_stopped::<Salesive>("csv", Salesive::CSV);
    goes_on_where_it_stopped::<Salesive>("ndjson", Salesive::NDJSON);
}

#[test]
fn microbase_goes_on_where_it_stopped() {
    goes_on_where_it_stopped::<MicroBase>("csv", MicroBase::CSV);
    goes_on_where_it_stopped::<MicroBase>("ndjson", MicroBase::NDJSON);
}

#[test]
fn a_write_that_was_lost_is_not_taken_for_done() {
    a_lost_write_is_not_taken_for_done::<Salesive>();
    a_lost_write_is_not_taken_for_done::<MicroBase>();
}

#[test]
fn a_journal_that_does_not_fit_is_refused() {
    a_journal_goes_with_its_inputs::<Salesive>();
    a_journal_goes_with_its_inputs::<MicroBase>();
}

#[test]
fn what_was_not_sent_is_sent_later() {
    where_nobody_listens_nothing_was_made::<Salesive>();
    where_nobody_listens_nothing_was_made::<MicroBase>();
}

#[test]
fn a_write_whose_end_is_unknown_is_not_repeated() {
    what_was_begun_is_not_sent_again::<Salesive>();
    what_was_begun_is_not_sent_again::<MicroBase>();
}
