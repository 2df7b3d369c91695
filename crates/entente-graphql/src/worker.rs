//! Workers: graph work runs on a bounded number of threads, with a deadline, and stops when its client has gone. What
//! writes runs on others.
//!
//! Not here: what the work is. The network asks the [`Stop`] it is given every few thousand expansions.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use entente_engine::write::GivenUp;
use entente_graph::{Halt, Stop};
use entente_model::limits::Limits;
use tokio::sync::Semaphore;

/// Why no worker took a piece of work.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Too many requests are in.
    #[error("{inside} requests are being answered or wait; at most {max} may")]
    Overloaded {
        /// How many are in.
        inside: usize,
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
    readers: Arc<Semaphore>,
    writers: Arc<Semaphore>,
    waiting: AtomicUsize,
    inside: AtomicUsize,
    inside_max: usize,
    timeout: Duration,
}

impl Workers {
    /// Makes a pool within the limits.
    pub fn new(limits: &Limits) -> Self {
        Self {
            readers: Arc::new(Semaphore::new(limits.workers_max)),
            writers: Arc::new(Semaphore::new(limits.writers_max)),
            waiting: AtomicUsize::new(0),
            inside: AtomicUsize::new(0),
            inside_max: limits.workers_max.saturating_add(limits.writers_max).saturating_add(limits.queue_max),
            timeout: Duration::from_millis(limits.timeout_ms),
        }
    }

    /// Returns how many pieces of work wait for a worker.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::SeqCst)
    }

    /// Lets a request in, for as long as its turn is held.
    ///
    /// # Errors
    /// [`Refused::Overloaded`] where too many are in already.
    pub fn enter(self: &Arc<Self>) -> Result<Turn, Refused> {
        let inside = self.inside.fetch_add(1, Ordering::SeqCst);
        // The turn is made first, so that a refused one leaves as well.
        let turn = Turn {
            workers: Arc::clone(self),
            line: Semaphore::new(1),
            asked: Instant::now(),
            halted: Arc::new(AtomicBool::new(false)),
        };
        if inside >= self.inside_max { Err(Refused::Overloaded { inside, max: self.inside_max }) } else { Ok(turn) }
    }
}

/// The turn of one request: its pieces of work are done one after the other, so that it takes one worker at a time and
/// others get theirs in between, and they share one deadline.
pub struct Turn {
    workers: Arc<Workers>,
    line: Semaphore,
    asked: Instant,
    halted: Arc<AtomicBool>,
}

impl Turn {
    /// Returns where it is noted that work was told to stop.
    pub(crate) fn halted(&self) -> &Arc<AtomicBool> {
        &self.halted
    }

    /// Says whether a piece of work was told to stop: then its answer is not what another time would bring.
    pub fn was_halted(&self) -> bool {
        self.halted.load(Ordering::SeqCst)
    }

    /// Runs a piece of work on a worker and waits for it. The deadline counts from the beginning of the turn, so that
    /// waiting uses it up. Where the returned future is dropped, the work is told to stop.
    ///
    /// # Errors
    /// [`Refused::BrokenOff`] where the work panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Stop) -> T + Send + 'static,
    ) -> Result<T, Refused> {
        let halted = Arc::clone(&self.halted);
        let watched = move |watch: Watch| work(&Noting { stop: &watch, halted: &halted });
        self.run_with(&self.workers.readers, watched).await
    }

    /// Runs a piece of work that writes. Those that write wait for each other and for the disk, and for that no question
    /// waits: they have permits of their own, and more of them, so that many can be committed together.
    ///
    /// # Errors
    /// [`Refused::BrokenOff`] where the work panicked.
    ///
    /// The work is handed what tells whether it has been given up by then, to be kept for as long as it waits.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(GivenUp) -> T + Send + 'static,
    ) -> Result<T, Refused> {
        self.run_with(&self.workers.writers, move |watch| work(Arc::new(watch))).await
    }

    async fn run_with<T: Send + 'static>(
        &self,
        permits: &Arc<Semaphore>,
        work: impl FnOnce(Watch) -> T + Send + 'static,
    ) -> Result<T, Refused> {
        let workers = &self.workers;
        let watch = Watch { gone: Arc::new(AtomicBool::new(false)), asked: self.asked, timeout: workers.timeout };
        let _leaving = Leaving(Arc::clone(&watch.gone));
        let _next = self.line.acquire().await.map_err(|_| Refused::BrokenOff)?;
        let permit = {
            let _waiting = Waiting::begin(&workers.waiting);
            Arc::clone(permits).acquire_owned().await.map_err(|_| Refused::BrokenOff)?
        };
        let task = tokio::task::spawn_blocking(move || {
            let answer = work(watch);
            drop(permit);
            answer
        });
        task.await.map_err(|_| Refused::BrokenOff)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.workers.inside.fetch_sub(1, Ordering::SeqCst);
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

/// Passes on what another stop says, and notes where work was told to stop.
pub(crate) struct Noting<'s, S> {
    pub(crate) stop: &'s S,
    pub(crate) halted: &'s AtomicBool,
}

impl<S: Stop> Stop for Noting<'_, S> {
    fn halt(&self) -> Option<Halt> {
        let halt = self.stop.halt();
        if halt.is_some() {
            self.halted.store(true, Ordering::SeqCst);
        }
        halt
    }
}

/// Raises the flag when the waiting future ends, be it by its answer or because the client has gone.
struct Leaving(Arc<AtomicBool>);

impl Drop for Leaving {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Counts a piece of work among those that wait.
struct Waiting<'w>(&'w AtomicUsize);

impl<'w> Waiting<'w> {
    fn begin(waiting: &'w AtomicUsize) -> Self {
        waiting.fetch_add(1, Ordering::SeqCst);
        Self(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}
