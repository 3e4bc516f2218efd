use std::sync::Arc;

use axum::body::{Body, Bytes};
use http_body_util::BodyExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::sandbox::Sandbox;

/// The most that is kept of a body, in bytes. It is more than MicroBase takes; Salesive's limit is not
/// known.
const READ_LIMIT: usize = 1 << 20;

/// Why a request has no body that can be judged.
pub(crate) enum Unread {
    /// It is longer than what is kept of any.
    TooLong,
    /// It ended before its end, or its framing is wrong.
    Broken,
    /// It did not come to its end in time.
    TooSlow,
    /// Other bodies take all the memory that there is for them.
    NoRoom,
}

impl Unread {
    /// HTTP status and reason, where the document has none.
    pub(crate) const fn told(&self) -> (u16, &'static str) {
        match self {
            Self::TooLong => (413, "Request entity too large"),
            Self::Broken => (400, "Request aborted"),
            Self::TooSlow => (408, "Request timeout"),
            Self::NoRoom => (503, "Service unavailable"),
        }
    }
}

/// All of a body. What is too long is read to its end all the same, because a client that is still sending
/// would not see the answer.
pub(crate) async fn read(sandbox: &Sandbox, body: Body) -> Result<Bytes, Unread> {
    let read = timeout(sandbox.limits.body_time, read_to_end(&sandbox.room, body));
    read.await.unwrap_or(Err(Unread::TooSlow))
}

async fn read_to_end(room: &Arc<Semaphore>, mut body: Body) -> Result<Bytes, Unread> {
    let mut kept = Ok(Kept::default());
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Unread::Broken)?.into_data() else {
            continue;
        };
        if let Ok(body) = &mut kept
            && let Err(reason) = body.push(room, &data)
        {
            kept = Err(reason);
        }
    }
    kept.map(Bytes::from_owner)
}

/// Bytes, and the room they take until they are dropped.
#[derive(Default)]
struct Kept {
    bytes: Vec<u8>,
    taken: Option<OwnedSemaphorePermit>,
}

impl Kept {
    fn push(&mut self, room: &Arc<Semaphore>, data: &[u8]) -> Result<(), Unread> {
        let length = self.bytes.len() + data.len();
        if length > READ_LIMIT {
            return Err(Unread::TooLong);
        }
        if length > self.bytes.capacity() {
            let capacity = length.next_power_of_two();
            // It is at most the limit, which is a power of two.
            let growth = u32::try_from(capacity - self.bytes.capacity());
            let growth = growth.map_err(|_| Unread::TooLong)?;
            let taken = room.clone().try_acquire_many_owned(growth);
            let taken = taken.map_err(|_| Unread::NoRoom)?;
            match &mut self.taken {
                Some(before) => before.merge(taken),
                none => *none = Some(taken),
            }
            self.bytes.reserve_exact(capacity - self.bytes.len());
        }
        self.bytes.extend_from_slice(data);
        Ok(())
    }
}

impl AsRef<[u8]> for Kept {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}
