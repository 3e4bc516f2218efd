//! The types that code generators make of the shipped schemas, where these are installed.

#![allow(
    clippy::print_stdout,
    reason = "whoever runs it is to know what was skipped"
)]

use std::process::Command;

use crate::snapshot::assert_snapshot;

struct Generator {
    name: &'static str,
    /// What its types were looked at with; another version can make others.
    version: &'static str,
    /// Prints the version.
    probe: &'static [&'static str],
    /// Prints the types of the schema in the file that follows.
    generate: &'static [&'static str],
}

fn run(words: &[&str], further: &[&str]) -> Option<String> {
    let (program, arguments) = words.split_first()?;
    let ran = Command::new(program).args(arguments).args(further).output();
    let ran = ran.ok().filter(|ran| ran.status.success())?;
    String::from_utf8(ran.stdout).ok()
}

fn makes_the_types_of_the_snapshot(generator: &Generator) {
    let Generator { name, version, .. } = generator;
    let found = run(generator.probe, &[]).unwrap_or_default();
    if !found.split_whitespace().any(|word| word == *version) {
        println!("{name} was skipped: {version} is not installed");
        return;
    }
    let mut types = String::new();
    for service in ["salesive", "microbase"] {
        for message in ["customer-update", "customer-update-reply"] {
            let file = format!("schemas/{service}/{message}.schema.json");
            let path = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
            let made = run(generator.generate, &[&path]);
            let made = made.unwrap_or_else(|| panic!("{name} fails on {file}"));
            types += &format!("# {file}\n\n{}\n\n", made.trim());
        }
    }
    assert_snapshot!(in "../snapshots", format!("types-by-{name}"), types);
}

#[test]
fn json_schema_to_typescript() {
    makes_the_types_of_the_snapshot(&Generator {
        name: "json-schema-to-typescript",
        version: "16.0.0",
        probe: &[
            "node",
            "-p",
            "require('json-schema-to-typescript/package.json').version",
        ],
        generate: &[
            "node",
            "-e",
            "require('json-schema-to-typescript').compileFromFile(process.argv[1]).then(console.log)",
        ],
    });
}

#[test]
fn quicktype() {
    makes_the_types_of_the_snapshot(&Generator {
        name: "quicktype",
        version: "26.0.0",
        probe: &["quicktype", "--version"],
        generate: &[
            "quicktype",
            "-s",
            "schema",
            "-l",
            "typescript",
            "--just-types",
        ],
    });
}

#[test]
fn datamodel_code_generator() {
    makes_the_types_of_the_snapshot(&Generator {
        name: "datamodel-code-generator",
        version: "0.89.0",
        probe: &["datamodel-codegen", "--version"],
        generate: &[
            "datamodel-codegen",
            "--input-file-type",
            "jsonschema",
            "--output-model-type",
            "pydantic_v2.BaseModel",
            "--collapse-root-models",
            "--disable-timestamp",
            "--input",
        ],
    });
}

#[test]
fn typify() {
    makes_the_types_of_the_snapshot(&Generator {
        name: "typify",
        version: "0.8.0",
        probe: &["cargo", "typify", "--version"],
        generate: &["cargo", "typify", "--no-builder", "--output", "-"],
    });
}
