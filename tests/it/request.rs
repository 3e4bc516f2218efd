//! Requests as a client sends them and a server reads them, held against the `url` crate.

mod over_http;
mod received;

use http::Request;
use percent_encoding::percent_decode_str;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use salesive_schema::http::BaseUrl;
use salesive_schema::microbase::{self, BearerToken, Version};
use salesive_schema::salesive::{self, AppToken, CustomerId};
use url::Url;

fn base() -> impl Strategy<Value = BaseUrl> {
    let host = prop_oneof![
        "[a-zA-Z0-9_]([a-z0-9-]{0,8}[a-z0-9])?(\\.[a-z0-9]{1,5}){0,2}\\.[0-9a-fx]{0,2}[a-z]{1,5}",
        any::<std::net::Ipv4Addr>().prop_map(|address| address.to_string()),
        any::<std::net::Ipv6Addr>().prop_map(|address| format!("[{address}]")),
        Just("localhost".to_owned()),
    ];
    let port = prop_oneof![
        Just(String::new()),
        (1..=u16::MAX).prop_map(|port| format!(":{port}"))
    ];
    let segment = "([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}){1,6}";
    (
        select(&["https", "http", "HTTPS"][..]),
        host,
        port,
        vec(segment, 0..4),
        any::<bool>(),
    )
        .prop_filter_map("no base URL", |(scheme, host, port, path, slash)| {
            let path: String = path.iter().map(|segment| format!("/{segment}")).collect();
            let end = if slash { "/" } else { "" };
            BaseUrl::new(&format!("{scheme}://{host}{port}{path}{end}")).ok()
        })
}

/// Any text, often made of what means something in a URL.
fn id() -> impl Strategy<Value = CustomerId<'static>> {
    let odd = select(
        &[
            "/", "..", ".", "%", "%2e", "%2F", "?", "#", "\\", ";", "+", " ", "é", "😀",
        ][..],
    );
    let odd = vec(odd, 1..6).prop_map(|parts| parts.concat());
    prop_oneof![odd, ".{1,20}", "[0-9a-f]{24}", "\\PC{300,340}"]
        .prop_filter_map("no id", |text| CustomerId::new(text).ok())
}

fn app_token() -> impl Strategy<Value = AppToken> {
    "app_[!-~]{1,40}".prop_map(|token| AppToken::new(token).unwrap())
}

fn bearer_token() -> impl Strategy<Value = BearerToken> {
    "[!-~]{1,40}".prop_map(|token| BearerToken::new(token).unwrap())
}

fn version() -> impl Strategy<Value = Version<'static>> {
    "[A-Za-z0-9._~-]{1,64}".prop_filter_map("no version", |text| Version::new(text).ok())
}

/// No header is there that the documents do not know.
fn headers_are_whole(request: &Request<Vec<u8>>) -> Result<(), TestCaseError> {
    let names: Vec<_> = request.headers().keys().map(|name| name.as_str()).collect();
    prop_assert_eq!(names, ["authorization", "accept", "content-type"]);
    for (name, value) in request.headers() {
        prop_assert_eq!(value.is_sensitive(), name == "authorization");
    }
    Ok(())
}

/// The segments after the path of the base, which is untouched.
fn segments_after(base: &BaseUrl, url: &Url) -> Result<Vec<String>, TestCaseError> {
    let rest = url.path().strip_prefix(base.path());
    prop_assert!(
        rest.is_some(),
        "{url} does not begin with {}",
        base.as_str()
    );
    prop_assert!(url.query().is_none() && url.fragment().is_none());
    let given = Url::parse(base.as_str()).unwrap();
    prop_assert_eq!(given.origin(), url.origin());
    let decode = |segment: &str| {
        percent_decode_str(segment)
            .decode_utf8()
            .unwrap()
            .into_owned()
    };
    Ok(rest.unwrap().split('/').skip(1).map(decode).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_id_is_the_last_segment_and_the_path_before_it_is_untouched(
        base in base(),
        id in id(),
        token in app_token(),
    ) {
        let update = salesive::CustomerUpdate::builder().active(true).build().unwrap();
        let request = update.to_request(&base, &id, &token);
        let url = Url::parse(&request.uri().to_string()).unwrap();
        prop_assert_eq!(segments_after(&base, &url)?, ["customers", id.as_str()]);
        headers_are_whole(&request)?;
    }

    #[test]
    fn a_version_is_one_segment_and_the_path_around_it_is_untouched(
        base in base(),
        version in version(),
        token in bearer_token(),
    ) {
        let update = microbase::CustomerUpdate::builder("1").first_name("a").build().unwrap();
        let request = update.to_request(&base, &version, &token);
        let url = Url::parse(&request.uri().to_string()).unwrap();
        let segments = ["services", "customer", version.as_str(), "customer.update"];
        prop_assert_eq!(segments_after(&base, &url)?, segments);
        headers_are_whole(&request)?;
    }
}

#[test]
fn where_a_request_goes_and_whose_it_is_are_not_shown() {
    let base = BaseUrl::new("https://canary.example/canary").unwrap();
    let version = Version::new("canary").unwrap();
    let shown = format!("{base:?} {version:?}");
    assert!(!shown.contains("canary"), "{shown}");
}
