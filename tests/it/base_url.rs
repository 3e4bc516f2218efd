//! Base URLs: what is one, and what would send a request elsewhere.

use salesive_schema::http::{BaseUrl, InvalidBaseUrl};
use salesive_schema::{microbase, salesive};

#[test]
fn a_base_url_has_a_host_and_perhaps_a_port_and_a_path() {
    for (url, path) in [
        (salesive::BASE_URL, "/api/v1"),
        ("http://localhost:3005", ""),
        ("http://127.0.0.1:1", ""),
        ("http://[::1]:65535/a", "/a"),
        ("http://[2001:db8::1]", ""),
        ("https://xn--bcher-kva.example", ""),
        ("http://micro_base", ""),
        ("http://3scale:80/a", "/a"),
        ("https://example.com/a/b.c/~d/%20/...", "/a/b.c/~d/%20/..."),
        ("https://example.com/a-_!$&'()*+,;=:@", "/a-_!$&'()*+,;=:@"),
    ] {
        let base = BaseUrl::new(url).unwrap();
        assert_eq!((base.as_str(), base.path()), (url, path));
    }
}

#[test]
fn a_slash_at_the_end_and_the_case_of_the_scheme_do_not_matter() {
    for (url, kept) in [
        ("https://example.com/", "https://example.com"),
        ("https://example.com:443/a/", "https://example.com:443/a"),
        ("HTTPS://Example.com", "https://Example.com"),
        ("Http://localhost/", "http://localhost"),
    ] {
        assert_eq!(BaseUrl::new(url).unwrap().as_str(), kept);
    }
    assert_eq!(
        BaseUrl::new("https://example.com/a/"),
        BaseUrl::new("https://example.com/a")
    );
}

#[test]
fn a_url_that_would_lead_elsewhere_is_no_base() {
    let long = format!("https://example.com/{}", "a".repeat(2029));
    let long_host = format!("https://{}", ["a"; 128].join("."));
    let long_label = format!("https://{}.example", "a".repeat(64));
    for (url, why) in [
        (&*long, InvalidBaseUrl::TooLong),
        ("", InvalidBaseUrl::Scheme),
        ("api.salesive.com", InvalidBaseUrl::Scheme),
        ("//example.com", InvalidBaseUrl::Scheme),
        ("ftp://example.com", InvalidBaseUrl::Scheme),
        (" https://example.com", InvalidBaseUrl::Scheme),
        ("https:/example.com", InvalidBaseUrl::Scheme),
        ("https://example.com?a", InvalidBaseUrl::QueryOrFragment),
        ("https://example.com/?", InvalidBaseUrl::QueryOrFragment),
        ("https://example.com/a#b", InvalidBaseUrl::QueryOrFragment),
        ("https://ada@example.com", InvalidBaseUrl::Credentials),
        ("https://ada:b@example.com", InvalidBaseUrl::Credentials),
        ("https://", InvalidBaseUrl::Host),
        ("https:///a", InvalidBaseUrl::Host),
        ("https://:80", InvalidBaseUrl::Host),
        ("https://exämple.com", InvalidBaseUrl::Host),
        ("https://exa mple.com", InvalidBaseUrl::Host),
        ("https://example..com", InvalidBaseUrl::Host),
        ("https://example.com\\a", InvalidBaseUrl::Host),
        ("https://%65xample.com", InvalidBaseUrl::Host),
        ("https://1.2.3", InvalidBaseUrl::Host),
        ("https://1.2.3.256", InvalidBaseUrl::Host),
        ("https://example.0x1", InvalidBaseUrl::Host),
        ("https://0X", InvalidBaseUrl::Host),
        ("https://example.com.", InvalidBaseUrl::Host),
        ("https://[::1", InvalidBaseUrl::Host),
        ("https://::1", InvalidBaseUrl::Host),
        ("https://[fe80::1%25eth0]", InvalidBaseUrl::Host),
        (&long_host, InvalidBaseUrl::Host),
        (&long_label, InvalidBaseUrl::Host),
        ("https://example.com:", InvalidBaseUrl::Port),
        ("https://example.com:0", InvalidBaseUrl::Port),
        ("https://example.com:+80", InvalidBaseUrl::Port),
        ("https://example.com:65536", InvalidBaseUrl::Port),
        ("https://[::1]:x", InvalidBaseUrl::Port),
        ("https://example.com//", InvalidBaseUrl::Path),
        ("https://example.com/a//b", InvalidBaseUrl::Path),
        ("https://example.com/.", InvalidBaseUrl::Path),
        ("https://example.com/a/../b", InvalidBaseUrl::Path),
        ("https://example.com/%2e%2E/b", InvalidBaseUrl::Path),
        ("https://example.com/.%2e", InvalidBaseUrl::Path),
        ("https://example.com/100%", InvalidBaseUrl::Path),
        ("https://example.com/%zz", InvalidBaseUrl::Path),
        ("https://example.com/a b", InvalidBaseUrl::Path),
        ("https://example.com/a\\b", InvalidBaseUrl::Path),
        ("https://example.com/é", InvalidBaseUrl::Path),
        ("https://example.com/\r\n", InvalidBaseUrl::Path),
        ("https://example.com/{a}", InvalidBaseUrl::Path),
    ] {
        assert_eq!(BaseUrl::new(url), Err(why), "{url:?}");
    }
    assert!(BaseUrl::new(&long[..2048]).is_ok());
}

#[test]
fn a_version_is_one_segment_that_needs_no_encoding() {
    let longest = "v".repeat(64);
    for version in ["v1", "V2.0-beta_3~", "...", &longest] {
        assert_eq!(microbase::Version::new(version).unwrap().as_str(), version);
    }
    let too_long = "v".repeat(65);
    for version in [
        "", ".", "..", "v 1", "v1/", "v%31", "é", "v1\n", "v1?", &too_long,
    ] {
        assert!(microbase::Version::new(version).is_err(), "{version:?}");
    }
}
