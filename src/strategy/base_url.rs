use alloc::format;
use alloc::string::String;

use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::drawn::{Drawn, drawn, to_json};
use crate::http::BaseUrl;

impl Arbitrary for Drawn<BaseUrl> {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    /// A host, half with a port, half with a path of one or two segments. Shrinks to a host alone.
    fn arbitrary_with((): ()) -> Self::Strategy {
        let scheme = select(&["https", "http"][..]);
        let host = select(&["api.example.com", "localhost", "[::1]", "127.0.0.1"][..]);
        let port = option::of(1..=u16::MAX).prop_map(|port| match port {
            Some(port) => format!(":{port}"),
            None => String::new(),
        });
        let path = select(&["", "", "/salesive", "/api/v1", "/a%20b/c"][..]);
        let urls = (scheme, host, port, path).prop_map(|(scheme, host, port, path)| {
            BaseUrl::new(&format!("{scheme}://{host}{port}{path}")).expect("it is a base URL")
        });
        drawn(urls, |url| to_json(url.as_str()))
    }
}
