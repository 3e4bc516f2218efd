use core::time::Duration;

use crate::http::recovery::{Action, Recovery};

/// When to send the same request again, and when to stop: waits that double up to a limit, each
/// shortened by up to half at random, and none shorter than `Retry-After` says.
///
/// It holds no clock, no randomness and no state, so one serves any number of requests.
///
/// ```
/// use core::time::Duration;
/// use salesive_schema::http::{Backoff, Recovery, Unanswered};
/// use salesive_schema::salesive::{CustomerUpdate, Reply, Rule};
///
/// let backoff = Backoff::new(); // 4 requests at most
/// let now = Duration::from_secs(1_782_634_200); // since the Unix epoch
/// let random = 1 << 31; // drawn from all of `u32`
///
/// let update = CustomerUpdate::builder().active(false).build()?;
/// let busy = Reply::decode(503, b"<html>").recovery(&update).unwrap();
/// assert_eq!(backoff.wait(1, &busy, now, random), Some(Duration::from_millis(375)));
/// assert_eq!(backoff.wait(2, &busy, now, random), Some(Duration::from_millis(750)));
/// assert_eq!(backoff.wait(4, &busy, now, random), None);
///
/// let lost = Recovery::<Rule>::of_unanswered(Unanswered::TimedOut);
/// assert_eq!(backoff.wait(1, &lost, now, random), None);
/// # Ok::<(), salesive_schema::Report<Rule>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Backoff {
    first: Duration,
    longest: Duration,
    requests: u32,
}

impl Default for Backoff {
    fn default() -> Self {
        Self::new()
    }
}

impl Backoff {
    /// At most 4 requests; half a second before the second one, and no wait of more than a minute.
    pub const fn new() -> Self {
        Self {
            first: Duration::from_millis(500),
            longest: Duration::from_secs(60),
            requests: 4,
        }
    }

    /// The wait before the second request, from which the others double.
    #[must_use]
    pub const fn first_wait(mut self, wait: Duration) -> Self {
        self.first = wait;
        self
    }

    /// No wait is longer; where `Retry-After` asks for a longer one, no request follows.
    #[must_use]
    pub const fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest = wait;
        self
    }

    /// How often the request is sent, the first time included; at 0 as at 1 it is never sent again.
    #[must_use]
    pub const fn max_requests(mut self, requests: u32) -> Self {
        self.requests = requests;
        self
    }

    /// How long to wait before the same request is sent again. `None`: it is not to be sent again as
    /// it is, because that is not what `recovery` says to do, it has been sent often enough, or the
    /// reply asks for more than the longest wait.
    ///
    /// - `sent`: how often it was sent so far, from 1; 0 counts as 1.
    /// - `now`: the time since the Unix epoch, for dates in `Retry-After`; a date that has come asks
    ///   for no wait.
    /// - `random`: drawn evenly from all of `u32`, anew each time, so that clients that failed
    ///   together do not come back together.
    ///
    /// The wait is `d` less up to half of it, where `d` is the first wait doubled `sent - 1` times, and
    /// at most the longest wait; or what `Retry-After` says, if that is longer. So while they double,
    /// no wait is shorter than the one before. No input overflows.
    pub fn wait<R>(
        &self,
        sent: u32,
        recovery: &Recovery<R>,
        now: Duration,
        random: u32,
    ) -> Option<Duration> {
        let Action::Retry { after } = &recovery.action else {
            return None;
        };
        if sent.max(1) >= self.requests {
            return None;
        }
        let asked = after.as_ref().and_then(|after| after.wait(now));
        let wait = self.drawn(sent, random).max(asked.unwrap_or_default());
        (wait <= self.longest).then_some(wait)
    }

    fn drawn(&self, sent: u32, random: u32) -> Duration {
        // From a nanosecond, 94 doublings are more than a `Duration` holds.
        let doublings = sent.saturating_sub(1).min(94);
        let doubled = (0..doublings).fold(self.first, |wait, _| wait.saturating_mul(2));
        let longest = doubled.min(self.longest);
        let half = longest / 2;
        longest - half + share(half, random)
    }
}

/// `random` out of 2³² parts of a time.
fn share(time: Duration, random: u32) -> Duration {
    const SECOND: u128 = 1_000_000_000;
    // Less than 2⁹⁴ nanoseconds, so that 2¹²⁶ fits.
    let nanos = (time.as_nanos() * u128::from(random)) >> 32;
    // Both fit: a part of a time is no longer than the time.
    let seconds = u64::try_from(nanos / SECOND).unwrap_or(u64::MAX);
    let nanos = u32::try_from(nanos % SECOND).unwrap_or(0);
    Duration::new(seconds, nanos)
}
