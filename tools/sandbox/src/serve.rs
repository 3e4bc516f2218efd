use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutStream;

use crate::sandbox::Sandbox;

/// How long exchanges that are open at the end have.
const GRACE: Duration = Duration::from_secs(2);

/// The most that is read of a request's head, in bytes, and of a body at a time.
const BUFFER: usize = 64 * 1024;

impl Sandbox {
    /// Answers on a listener until `end` comes. Exchanges that are open then have two seconds to come to
    /// theirs.
    pub async fn serve(self, listener: TcpListener, end: impl Future<Output = ()>) {
        let limits = self.limits;
        let router = self.into_router();
        let free = Arc::new(Semaphore::new(limits.connections));
        let open = GracefulShutdown::new();
        let accept = async {
            // It is never closed.
            while let Ok(place) = free.clone().acquire_owned().await {
                let Ok((stream, _)) = listener.accept().await else {
                    // There may be no file handle left for it, and a connection that ends frees one.
                    sleep(Duration::from_millis(100)).await;
                    continue;
                };
                let mut stream = TimeoutStream::new(stream);
                stream.set_write_timeout(Some(limits.answer_time));
                let connection = http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(limits.head_time)
                    .max_buf_size(BUFFER)
                    .serve_connection(
                        TokioIo::new(Box::pin(stream)),
                        TowerToHyperService::new(router.clone()),
                    );
                let connection = open.watch(connection);
                tokio::spawn(async move {
                    // Whoever broke it off is not there to be told.
                    let _ = connection.await;
                    drop(place);
                });
            }
        };
        tokio::select! {
            () = accept => {}
            () = end => {}
        }
        drop(listener);
        let _ = timeout(GRACE, open.shutdown()).await;
    }
}
