use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use salesive_schema::{microbase as mb, salesive as sv};
use tokio::sync::Semaphore;

use crate::exchange::Exchanges;
use crate::faults::Faults;
use crate::form_token::FormToken;
use crate::room::Room;
use crate::seed::Seed;

/// Takes lines about what departs from the documents. They hold no value of an exchange.
///
/// It is called on the way to the answer, so it must not wait.
pub type Log = Box<dyn Fn(&str) + Send + Sync>;

/// The state of both services.
pub struct Sandbox {
    pub(crate) salesive: Mutex<Room<sv::model::Store>>,
    pub(crate) microbase: Mutex<Room<mb::model::Store>>,
    pub(crate) exchanges: Mutex<Exchanges>,
    /// What a form of the page must carry.
    pub(crate) form_token: FormToken,
    pub(crate) log: Log,
    pub(crate) limits: Limits,
    /// The bytes that bodies may still take.
    pub(crate) room: Arc<Semaphore>,
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").finish_non_exhaustive()
    }
}

impl Sandbox {
    /// A sandbox that begins with these customers and tokens.
    pub fn new(seed: Seed, faults: Faults, log: Log) -> Self {
        Self {
            salesive: Room::new(seed.salesive, faults.salesive),
            microbase: Room::new(seed.microbase, faults.microbase),
            exchanges: Mutex::default(),
            form_token: FormToken::random(),
            log,
            limits: Limits::default(),
            room: Arc::new(Semaphore::new(Limits::default().bodies)),
        }
    }

    /// The same sandbox with other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self.room = Arc::new(Semaphore::new(limits.bodies));
        self
    }
}

/// How much is taken at a time, and how long it may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections that are open; others wait until one ends.
    pub connections: usize,
    /// The time to the end of a request's head, from the end of the exchange before, or from the beginning.
    /// The connection is closed after it.
    pub head_time: Duration,
    /// The time to the end of a request's body, from the end of its head. It is answered 408 after it.
    pub body_time: Duration,
    /// The time without anything being read of an answer. The connection is closed after it.
    pub answer_time: Duration,
    /// The bytes of all bodies that have begun and are not answered. A body beyond it is answered 503.
    pub bodies: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 512,
            head_time: Duration::from_secs(10),
            body_time: Duration::from_secs(20),
            answer_time: Duration::from_secs(20),
            bodies: 32 << 20,
        }
    }
}

/// A step of a model leaves no half-made change behind, so what another thread left can be used.
pub(crate) fn lock<T>(room: &Mutex<T>) -> MutexGuard<'_, T> {
    room.lock().unwrap_or_else(PoisonError::into_inner)
}
