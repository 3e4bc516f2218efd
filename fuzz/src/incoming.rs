//! The oracles of a request as a server receives it.

use http::{Request, Uri};
use salesive_schema::Service;
use salesive_schema::http::{BaseUrl, IncomingUpdate, RequestPart, RequestProblems};
use serde_json::Value;

/// A request out of text like that on the wire: method and target, headers, an empty line, the body.
/// `None` if no server would hand it on.
fn request(bytes: &[u8]) -> Option<Request<&[u8]>> {
    let mut rest = bytes;
    let mut line = || {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let (line, after) = (&rest[..end], &rest[end + 1..]);
        rest = after;
        std::str::from_utf8(line).ok()
    };
    let (method, target) = line()?.split_once(' ')?;
    let mut request = Request::builder().method(method).uri(target);
    while let Some((name, value)) = line()?.split_once(':') {
        request = request.header(name, value.trim_ascii());
    }
    request.body(rest).ok()
}

/// What is wrong, part by part: at least one, none twice, each shown and answered.
fn parts<S: Service>(problems: &RequestProblems<S::Rule>) -> Vec<RequestPart> {
    let parts: Vec<_> = problems.as_slice().iter().map(|it| it.part()).collect();
    assert!(!parts.is_empty());
    assert!((1..parts.len()).all(|nth| !parts[..nth].contains(&parts[nth])));
    assert_eq!(
        parts
            .iter()
            .position(|it| *it == RequestPart::Body)
            .unwrap_or(parts.len() - 1),
        parts.len() - 1
    );
    let response = problems.problem().with_advisories().to_response();
    let answer: Value = serde_json::from_str(response.body()).expect("problem details are JSON");
    assert_eq!(answer["status"], response.status().as_u16());
    assert!((400..=422).contains(&response.status().as_u16()));
    parts
}

/// Reading never panics; the token changes nothing else; what is read is handed on as it came.
pub fn incoming<S: Service>(bytes: &[u8]) {
    let Some(request) = request(bytes) else {
        return;
    };
    let read = IncomingUpdate::<S>::from_http(&request, "/api");
    let with_token = IncomingUpdate::<S>::from_http_with_token(&request, "/api");
    let login = RequestPart::Header("authorization");
    match (read, with_token) {
        (Ok(read), Ok((same, token))) => {
            assert!(read == same);
            let base = BaseUrl::new("http://localhost:1/api").expect("a base URL");
            let mut sent = read.to_request(&base, &token);
            let target = sent.uri().path().to_owned();
            *sent.uri_mut() = Uri::try_from(target).expect("a path is a target");
            let again = IncomingUpdate::from_http(&sent, base.path()).expect("what was sent");
            assert!(again.into_owned() == read.into_owned());
        }
        (Ok(_), Err(problems)) => assert_eq!(parts::<S>(&problems), [login]),
        (Err(problems), Err(all)) => {
            let mut all = parts::<S>(&all);
            all.retain(|part| *part != login);
            assert_eq!(parts::<S>(&problems), all);
        }
        (Err(_), Ok(_)) => panic!("more is wrong with less to read"),
    }
}
