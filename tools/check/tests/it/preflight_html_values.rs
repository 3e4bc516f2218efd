//! What of the files the page that draws a preflight shows, and how much.

use crate::page::{Element, Page};
use crate::support::{check, preflight, scratch};

#[test]
fn a_value_is_shown_only_where_snippets_are_asked_for() {
    let record =
        r#"{"id":"CANARY-1","email":"CANARY-2","CANARY-3":"CANARY-4","active":"CANARY-5"}"#;
    let table = "id,name,active\nCANARY-6,CANARY-7,CANARY-8\nCANARY-9,\"CANARY-10\"CANARY-11\n";
    let records = scratch(
        "canaries.ndjson",
        format!("{record}\n{record}\nCANARY\n").as_bytes(),
    );
    let rows = scratch("canaries.csv", table.as_bytes());
    for snippets in [&[][..], &["--snippets", "auto"], &["--snippets", "never"]] {
        let run = preflight(&[&["--format", "html", &records, &rows], snippets].concat());
        assert_eq!(run.status, 1);
        assert!(!run.stdout.contains("CANARY"));
        assert!(run.stdout.contains("This page shows no value of a record."));
    }
    let args = ["--format", "html", &records, &rows, "--snippets", "always"];
    let page = Page::read(&preflight(&args).stdout);
    let excerpts = page.named("tr").into_iter();
    let excerpts = excerpts.filter(|it| it.attribute("class").as_deref() == Some("excerpt"));
    let excerpts: Vec<_> = excerpts.map(|it| it.text()).collect();
    assert!(excerpts.iter().any(|it| it == record), "{excerpts:?}");
    assert!(
        excerpts.iter().any(|it| it == "CANARY-6,CANARY-7,CANARY-8"),
        "{excerpts:?}"
    );
    let marked: Vec<_> = page.named("mark").iter().map(Element::text).collect();
    assert!(marked.contains(&"\"CANARY-5\"".into()), "{marked:?}");
    assert!(
        page.named("footer")[0]
            .text()
            .contains("keep it as you keep the file")
    );
}

#[test]
fn the_page_is_at_most_two_megabytes_whatever_the_files_hold() {
    let evil = "</script><!--<b>&\\\"\u{202e}\u{1b}[31m\u{0}'";
    let members = [
        "id",
        "email",
        "firstName",
        "lastName",
        "status",
        "name",
        "phone",
        "user",
        "active",
        "roles",
    ];
    let values = [
        "1",
        "null",
        "[[\"\"]]",
        "{\"a\":1}",
        "\"\"",
        "\"EVIL\"",
        "true",
        "\"LONG\"",
    ];
    let long = "x\u{e9}&".repeat(70_000);
    let mut records = String::new();
    for nth in 0..50_000_u32 {
        let member = members[nth as usize % members.len()];
        let value = values[nth as usize / 10 % values.len()];
        let evil = evil.replace(['\u{1b}', '\0'], "\\u001b");
        let text = if nth < 100 { &*long } else { "x" };
        let value = value.replace("EVIL", &evil).replace("LONG", text);
        let id = nth % 5_000;
        let tags = if nth % 7 == 0 { "1,\"\"," } else { "" };
        let line = format!(
            "{{\"id\":\"{id}\",\"email\":\"A{id}@example.com\",\"tags\":[{tags}\"{evil}\"],\"{member}\":{value},\"{evil}\":1}}\n"
        );
        records.push_str(if nth % 11 == 0 {
            "</script><!--\n"
        } else {
            &line
        });
    }
    let name = format!("evil-{}&<b>\"'.ndjson", "&".repeat(180));
    let file = scratch(&name, records.as_bytes());
    let cells = format!("id,name\n{}", format!("1,\"<b>\"<!--{evil}\n").repeat(20));
    let rows = scratch("evil.csv", cells.as_bytes());
    let missing = vec![format!("{}.ndjson", "\"".repeat(200)); 300];
    let missing: Vec<_> = missing.iter().map(String::as_str).collect();
    for service in ["salesive", "microbase"] {
        for strict in [&[][..], &["--strict"]] {
            let args = [
                service,
                "preflight",
                "--format",
                "html",
                "--snippets",
                "always",
            ];
            let run = check(&[&args, strict, &[&file, &rows], &missing].concat());
            assert_eq!(run.status, 2);
            assert!(run.stdout.len() <= 2_000_000, "{} bytes", run.stdout.len());
            let page = Page::read(&run.stdout);
            assert_eq!((page.named("b").len(), page.named("script").len()), (0, 0));
            assert_eq!(page.comments(), 0);
            let shown = page.named("body")[0].text();
            let obeyed = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
            assert!(!shown.contains(obeyed));
            assert!(shown.contains("</script><!--"));
        }
    }
}
