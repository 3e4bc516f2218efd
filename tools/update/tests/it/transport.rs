/// Sends a request with the client that is tested.
pub(crate) async fn send(request: http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
    salesive_update::send(request).await.unwrap().response
}
