use axum::body::Body;
use http_body_util::BodyExt;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;

pub(crate) async fn send(request: http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
    let client = Client::builder(TokioExecutor::new()).build_http();
    let received = client.request(request.map(Body::from)).await.unwrap();
    let (parts, body) = received.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    http::Response::from_parts(parts, body.into())
}
