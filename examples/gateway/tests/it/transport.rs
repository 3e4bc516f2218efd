/// Clients are made of it; it is there already from the second time on.
pub(crate) fn prepare() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

pub(crate) async fn send(request: http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
    prepare();
    let client = reqwest::Client::new();
    let mut received = client.execute(request.try_into().unwrap()).await.unwrap();
    let mut response = http::Response::new(Vec::new());
    *response.status_mut() = received.status();
    *response.headers_mut() = std::mem::take(received.headers_mut());
    *response.body_mut() = received.bytes().await.unwrap().to_vec();
    response
}
