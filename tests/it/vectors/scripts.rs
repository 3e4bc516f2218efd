//! The scripts that the README of the vectors prints, where their languages are installed.

#![allow(
    clippy::print_stdout,
    reason = "whoever runs it is to know what was skipped"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

const VECTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors");

struct Language {
    program: &'static str,
    /// What begins its block in the README.
    fence: &'static str,
    extension: &'static str,
    comment: &'static str,
    /// Looks each answer up in the file that the second argument names.
    looked_up: &'static str,
}

const LANGUAGES: [Language; 2] = [
    Language {
        program: "python3",
        fence: "```python\n",
        extension: "py",
        comment: "#",
        looked_up: r#"
ANSWERS = json.loads(pathlib.Path(sys.argv[2]).read_bytes())

def judge_request(service, body):
    return ANSWERS[f"{service} {base64.b64encode(body).decode()}"]

def judge_reply(service, http_status, body):
    return ANSWERS[f"{service} {http_status} {base64.b64encode(body).decode()}"]

"#,
    },
    Language {
        program: "node",
        fence: "```js\n",
        extension: "mjs",
        comment: "//",
        looked_up: r#"
const ANSWERS = JSON.parse(readFileSync(process.argv[3], "utf8"));
const judgeRequest = (service, body) => ANSWERS[`${service} ${body.toString("base64")}`];
const judgeReply = (service, httpStatus, body) => ANSWERS[`${service} ${httpStatus} ${body.toString("base64")}`];

"#,
    },
];

impl Language {
    /// The script, and the line that the README says it ends with.
    fn printed(&self) -> (String, String) {
        let readme = fs::read_to_string(format!("{VECTORS}/README.md")).unwrap();
        let (_, from_script) = readme.split_once(self.fence).unwrap();
        let (script, after) = from_script.split_once("```\n").unwrap();
        let (_, from_end) = after.split_once("it ends with `").unwrap();
        let (end, _) = from_end.split_once('`').unwrap();
        (script.to_owned(), end.to_owned())
    }

    /// The script with judges that look their answers up.
    fn with_answers(&self) -> String {
        let (script, _) = self.printed();
        let (before, replaced) = script
            .split_once(&format!("{} Replace", self.comment))
            .unwrap();
        let keep = format!("{} Keep what follows.", self.comment);
        let (_, after) = replaced.split_once(&keep).unwrap();
        format!("{before}{}{after}", self.looked_up)
    }

    /// What the script prints, and its exit code; nothing where the language is not installed.
    fn run(&self, script: &str, arguments: &[&str], test: &str) -> Option<(String, i32)> {
        let path = scratch(&format!("{test}.{}", self.extension), script);
        let ran = Command::new(self.program)
            .arg(path)
            .args(arguments)
            .output();
        let Ok(ran) = ran else {
            println!("{} was skipped: it is not installed", self.program);
            return None;
        };
        let said = String::from_utf8([ran.stdout, ran.stderr].concat()).unwrap();
        Some((said.replace("\r\n", "\n"), ran.status.code().unwrap()))
    }

    fn run_with(&self, answers: &Answers, test: &str) -> Option<(String, i32)> {
        let answers = serde_json::to_string(answers).unwrap();
        let answers = scratch(&format!("{test}.{}.json", self.extension), &answers);
        let arguments = [VECTORS, answers.to_str().unwrap()];
        self.run(&self.with_answers(), &arguments, test)
    }
}

fn scratch(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("vectors-{name}"));
    fs::write(&path, text).unwrap();
    path
}

/// What a judge says of each body, by service, HTTP status if it is a reply, and base64.
type Answers = BTreeMap<String, Value>;

fn vectors() -> Vec<Value> {
    let mut vectors = Vec::new();
    for service in ["salesive", "microbase"] {
        for message in ["request", "reply"] {
            let file = fs::read_to_string(format!("{VECTORS}/{service}-{message}.ndjson")).unwrap();
            let lines = file.lines().map(|line| serde_json::from_str(line).unwrap());
            vectors.extend::<Vec<Value>>(lines.collect());
        }
    }
    vectors
}

fn question(vector: &Value) -> String {
    let service = vector["service"].as_str().unwrap();
    let body = match &vector["text"] {
        Value::String(text) => BASE64_STANDARD.encode(text),
        _ => vector["base64"].as_str().unwrap().to_owned(),
    };
    match &vector["http_status"] {
        Value::Null => format!("{service} {body}"),
        status => format!("{service} {status} {body}"),
    }
}

fn answers() -> Answers {
    let mut answers = Answers::new();
    for vector in vectors() {
        let answer = match &vector["verdict"] {
            Value::Null => vector["outcome"].clone(),
            verdict => json!([verdict, vector["findings"]]),
        };
        let before = answers.insert(question(&vector), answer.clone());
        assert!(before.is_none_or(|before| before == answer), "{vector}");
    }
    answers
}

#[test]
fn a_script_has_at_most_40_lines_and_ends_as_the_readme_says() {
    for language in LANGUAGES {
        let (script, end) = language.printed();
        assert!(script.lines().count() <= 40, "{}", language.program);
        let Some((said, code)) = language.run(&script, &[VECTORS], "printed") else {
            continue;
        };
        assert_eq!(said.lines().last(), Some(&*end), "{said}");
        assert_eq!(code, 1);
    }
}

#[test]
fn a_judge_that_says_what_the_vectors_say_misses_nothing() {
    let all = format!("{} vectors, 0 missed\n", vectors().len());
    for language in LANGUAGES {
        if let Some(ran) = language.run_with(&answers(), "right") {
            assert_eq!(ran, (all.clone(), 0));
        }
    }
}

#[test]
fn a_wrong_answer_is_the_one_miss() {
    let vectors = vectors();
    let mistakes = [
        (
            "salesive/request/accept/documented-example",
            json!(["rejected", []]),
            "wanted accepted; found rejected",
        ),
        (
            "salesive/request/reject/user.type",
            json!(["rejected", []]),
            "wanted rejected, /user salesive.update.user.type; found rejected",
        ),
        (
            "microbase/reply/accepted/customer.missing",
            json!("updated"),
            "wanted accepted; found updated",
        ),
    ];
    for (nth, (id, wrong, miss)) in mistakes.into_iter().enumerate() {
        let vector = vectors.iter().find(|vector| vector["id"] == id).unwrap();
        let mut answers = answers();
        answers.insert(question(vector), wrong);
        let service = vector["service"].as_str().unwrap();
        let said = format!(
            "{service} {id}: {miss}\n{} vectors, 1 missed\n",
            vectors.len()
        );
        for language in LANGUAGES {
            if let Some(ran) = language.run_with(&answers, &format!("wrong-{nth}")) {
                assert_eq!(ran, (said.clone(), 1));
            }
        }
    }
}

#[test]
fn a_folder_without_vectors_is_no_success() {
    for language in LANGUAGES {
        let (script, _) = language.printed();
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
        if let Some((said, code)) = language.run(&script, &[folder], "empty") {
            assert_eq!((&*said, code), ("0 vectors, 0 missed\n", 1));
        }
    }
}
