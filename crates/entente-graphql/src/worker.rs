//! Workers: graph work runs on a bounded number of threads, with a deadline, and stops when its client has gone.
//!
//! Not here: what the work is. The network asks the [`Stop`] it is given every few thousand expansions.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use entente_graph::{Halt, Stop};
use entente_model::limits::Limits;
use tokio::sync::Semaphore;

/// Why no worker took a piece of work.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Too much work is waiting.
    #[error("{waiting} questions are waiting; at most {max} may")]
    Overloaded {
        /// How many wait.
        waiting: usize,
        /// The limit.
        max: usize,
    },
    /// The work broke off.
    #[error("the question could not be answered")]
    BrokenOff,
}

impl Refused {
    /// Returns the stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Overloaded { .. } => "OVERLOADED",
            Self::BrokenOff => "INTERNAL",
        }
    }

    /// Says what to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Overloaded { .. } => "ask again in a moment",
            Self::BrokenOff => "this is a defect of the server; please report the question",
        }
    }
}

/// A bounded pool of workers.
pub struct Workers {
    permits: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    queue_max: usize,
    timeout: Duration,
}

impl Workers {
    /// Makes a pool within the limits.
    pub fn new(limits: &Limits) -> Self {
        Self {
            permits: Arc::new(Semaphore::new(limits.workers_max)),
            waiting: Arc::new(AtomicUsize::new(0)),
            queue_max: limits.queue_max,
            timeout: Duration::from_millis(limits.timeout_ms),
        }
    }

    /// Returns how many pieces of work wait for a worker.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::SeqCst)
    }

    /// Runs a piece of work on a worker and waits for it. The deadline counts from now, so that waiting in the queue
    /// uses it up. Where the returned future is dropped, the work is told to stop.
    ///
    /// # Errors
    /// [`Refused`] where too much is waiting, or the work panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Stop) -> T + Send + 'static,
    ) -> Result<T, Refused> {
        let watch = Watch { gone: Arc::new(AtomicBool::new(false)), asked: Instant::now(), timeout: self.timeout };
        let _leaving = Leaving(Arc::clone(&watch.gone));
        let permit = {
            let _place = Place::take(&self.waiting, self.queue_max)?;
            Arc::clone(&self.permits).acquire_owned().await.map_err(|_| Refused::BrokenOff)?
        };
        let task = tokio::task::spawn_blocking(move || {
            let answer = work(&watch);
            drop(permit);
            answer
        });
        task.await.map_err(|_| Refused::BrokenOff)
    }
}

/// Tells work to stop when its client has gone or its time is up.
struct Watch {
    gone: Arc<AtomicBool>,
    asked: Instant,
    timeout: Duration,
}

impl Stop for Watch {
    fn halt(&self) -> Option<Halt> {
        if self.gone.load(Ordering::Relaxed) {
            return Some(Halt::Cancelled);
        }
        let elapsed = self.asked.elapsed();
        let milliseconds = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        (elapsed >= self.timeout)
            .then(|| Halt::Deadline { timeout_ms: milliseconds(self.timeout), elapsed_ms: milliseconds(elapsed) })
    }
}

/// Raises the flag when the waiting future ends, be it by its answer or because the client has gone.
struct Leaving(Arc<AtomicBool>);

impl Drop for Leaving {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A place in the queue.
struct Place<'q>(&'q AtomicUsize);

impl<'q> Place<'q> {
    fn take(waiting: &'q AtomicUsize, max: usize) -> Result<Self, Refused> {
        let before = waiting.fetch_add(1, Ordering::SeqCst);
        let place = Self(waiting);
        if before >= max { Err(Refused::Overloaded { waiting: before, max }) } else { Ok(place) }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}
