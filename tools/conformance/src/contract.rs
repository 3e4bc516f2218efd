use http::Request;
use proptest::prelude::*;
use salesive_schema::http::{BaseUrl, RequestProblems};
use salesive_schema::strategy::{Drawn, Strategies};
use salesive_schema::{MicroBase, Salesive, Service, microbase, salesive};

use crate::intent::Intent;

/// What implementations of a service are held against: its strategies, its vectors, and what its
/// requests look like.
pub trait Contract: Strategies {
    /// The vectors of request bodies: one JSON object a line, the same files that implementations in
    /// other languages use. `tests/vectors/README.md` of the repository says what the members mean.
    const REQUESTS: &'static str;

    /// The vectors of replies.
    const REPLIES: &'static str;

    /// The parts of a request, by the names under which they are missed.
    #[doc(hidden)]
    const PARTS: &'static [&'static str];

    #[doc(hidden)]
    fn intents() -> BoxedStrategy<Intent>;

    /// The request for an intent.
    #[doc(hidden)]
    fn request(intent: &Intent) -> Option<Request<Vec<u8>>>;

    /// What a request has in its path, decoded, and its token.
    #[doc(hidden)]
    fn read(
        request: &Request<Vec<u8>>,
        prefix: &str,
    ) -> Result<(String, String), RequestProblems<Self::Rule>>;
}

impl Contract for Salesive {
    const REQUESTS: &'static str = include_str!("../../../tests/vectors/salesive-request.ndjson");
    const REPLIES: &'static str = include_str!("../../../tests/vectors/salesive-reply.ndjson");

    const PARTS: &'static [&'static str] = &[
        "method",
        "origin",
        "path",
        "query",
        "header authorization",
        "header content-type",
        "header x-shop-id",
        "header",
        "body",
    ];

    fn intents() -> BoxedStrategy<Intent> {
        type Id = Drawn<salesive::CustomerId<'static>>;
        let drawn = (
            any::<(Drawn<BaseUrl>, Drawn<salesive::AppToken>, Id)>(),
            Self::update(),
        );
        drawn
            .prop_map(|((base_url, token, id), update)| {
                let mut intent = Intent::new(&base_url, token.expose(), &*update);
                intent.customer_id = id.as_str().into();
                intent
            })
            .boxed()
    }

    fn request(intent: &Intent) -> Option<Request<Vec<u8>>> {
        let base_url = BaseUrl::new(&intent.base_url).ok()?;
        let id = salesive::CustomerId::new(&*intent.customer_id).ok()?;
        let token = salesive::AppToken::new(&*intent.token).ok()?;
        let body = intent.members().to_string();
        let update = Self::from_json(body.as_bytes()).ok()?;
        Some(update.to_request(&base_url, &id, &token))
    }

    fn read(
        request: &Request<Vec<u8>>,
        prefix: &str,
    ) -> Result<(String, String), RequestProblems<salesive::Rule>> {
        let (incoming, token) = salesive::IncomingUpdate::from_http_with_token(request, prefix)?;
        Ok((incoming.path.as_str().into(), token.expose().into()))
    }
}

impl Contract for MicroBase {
    const REQUESTS: &'static str = include_str!("../../../tests/vectors/microbase-request.ndjson");
    const REPLIES: &'static str = include_str!("../../../tests/vectors/microbase-reply.ndjson");

    const PARTS: &'static [&'static str] = &[
        "method",
        "origin",
        "path",
        "query",
        "header authorization",
        "header content-type",
        "header",
        "body",
    ];

    fn intents() -> BoxedStrategy<Intent> {
        type Version = Drawn<microbase::Version<'static>>;
        let drawn = (
            any::<(Drawn<BaseUrl>, Drawn<microbase::BearerToken>, Version)>(),
            Self::update(),
        );
        drawn
            .prop_map(|((base_url, token, version), update)| {
                let mut intent = Intent::new(&base_url, token.expose(), &*update);
                intent.set.remove("id");
                intent.customer_id = update.id().into();
                intent.version = Some(version.as_str().into());
                intent
            })
            .boxed()
    }

    fn request(intent: &Intent) -> Option<Request<Vec<u8>>> {
        let base_url = BaseUrl::new(&intent.base_url).ok()?;
        let version = microbase::Version::new(intent.version.as_deref()?).ok()?;
        let token = microbase::BearerToken::new(&*intent.token).ok()?;
        let mut members = intent.members();
        if let Some(members) = members.as_object_mut() {
            members.insert("id".into(), intent.customer_id.as_str().into());
        }
        let body = members.to_string();
        let update = Self::from_json(body.as_bytes()).ok()?;
        Some(update.to_request(&base_url, &version, &token))
    }

    fn read(
        request: &Request<Vec<u8>>,
        prefix: &str,
    ) -> Result<(String, String), RequestProblems<microbase::Rule>> {
        let (incoming, token) = microbase::IncomingUpdate::from_http_with_token(request, prefix)?;
        Ok((incoming.path.as_str().into(), token.expose().into()))
    }
}
