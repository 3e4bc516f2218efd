//! The shipped schemas in engines that are not Rust's, where these are installed.

#![allow(
    clippy::print_stdout,
    reason = "whoever runs it is to know what was skipped"
)]

use std::process::Command;

/// Runs `script` of `tests/vectors` if the `program` can load what it needs.
fn run(program: &str, [flag, needed]: [&str; 2], script: &str) {
    let probe = Command::new(program).args([flag, needed]).output();
    if !probe.is_ok_and(|probe| probe.status.success()) {
        println!("{script} was skipped: {program} does not run {needed}");
        return;
    }
    let path = format!("{}/tests/vectors/{script}", env!("CARGO_MANIFEST_DIR"));
    let run = Command::new(program).arg(path).output().unwrap();
    let said = [run.stdout, run.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(run.status.success(), "{script}: {said}");
    println!("{script}: {said}");
}

#[test]
fn python_judges_by_the_schemas_as_the_vectors_say() {
    let needed = "import jsonschema, jsonpointer, rfc3339_validator";
    run("python3", ["-c", needed], "check_schemas.py");
}

#[test]
fn javascript_judges_by_the_schemas_as_the_vectors_say() {
    let needed = "require('ajv/dist/2020'); require('ajv-formats')";
    run("node", ["-e", needed], "check-schemas.mjs");
}
