//! `entente serve`: the store over HTTP, until it is told to stop.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use clap::Args;
use entente_engine::{Edition, Register};
use entente_model::change::Revision;
use entente_server::App;
use tokio::net::TcpListener;

use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::intake::{self, Intake};
use crate::place::{DataArgs, StoreArgs};
use crate::words::contents;
use crate::{clock, logs, opening};

/// Serves a store over HTTP: GraphQL at /graphql, and GraphiQL to try it at /graphiql
#[derive(Debug, Args)]
#[command(
    after_help = "A store that is new is filled from the folder of data first. When it is ready, one line with the
address goes to standard output; log lines go to standard error, as ENTENTE_LOG says (info, debug,
entente_server=trace). Interrupt or terminate it to stop: open requests are answered first.

Examples:
  entente serve
  entente serve --listen 127.0.0.1:9000 --data data
  entente serve --store memory --data my-tables"
)]
pub(crate) struct Serve {
    /// The address and port; port 0 takes any that is free
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: String,

    /// Answers only those who send a token, also where they only read; see `entente token`
    #[arg(long)]
    require_token: bool,

    #[command(flatten)]
    store: StoreArgs,

    #[command(flatten)]
    data: DataArgs,
}

impl Serve {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let begun = Instant::now();
        logs::begin();
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| {
            Failure::unusable(format!("no threads can be started: {error}"), "see to the limits of this account")
        })?;
        runtime.block_on(self.serve(begun, console))
    }

    /// Takes the address first, so that a taken one is told before the store is opened.
    async fn serve(&self, begun: Instant, console: &Console) -> Result<Exit, Failure> {
        let listener = TcpListener::bind(&self.listen).await.map_err(|error| self.not_listening(&error))?;
        let address = listener.local_addr().map_err(|error| self.not_listening(&error))?;
        if !address.ip().is_loopback() && !self.require_token {
            console.warn(format!("{address} is no loopback address: whoever reaches it can read everything; --require-token asks for a token"));
        }
        let register = Arc::new(self.register(console)?);
        let stopped = stopped()?;
        announce(&register.edition(), address, begun, console)?;
        let app = App::new(register, clock::now_us);
        let app = if self.require_token { app.needing_token() } else { app };
        entente_server::serve(listener, app, stopped)
            .await
            .map_err(|error| Failure::unusable(format!("serving at {address} ended: {error}"), "start it again"))?;
        Ok(Exit::Done)
    }

    /// Opens the store, and fills it from the folder of data where it is new.
    fn register(&self, console: &Console) -> Result<Register, Failure> {
        let place = self.store.place()?;
        let makes = opening::makes(&place);
        let register = opening::open(&place, console)?;
        if register.edition().revision() == Revision::default() {
            let filled = self.data.folder().and_then(|folder| self.fill(&register, &folder, console));
            if let Err(failure) = filled {
                if makes {
                    opening::remove_made(&place, register);
                }
                return Err(failure);
            }
        } else if self.data.is_given() {
            console.warn("the store holds data already, so --data is not read; `entente import` adds to it");
        }
        Ok(register)
    }

    fn fill(&self, register: &Register, dir: &Path, console: &Console) -> Result<(), Failure> {
        let imported = intake::import(register, dir, Intake::default(), console)?;
        let revision = imported.revision.0;
        tracing::info!(revision, data.folder = %dir.display(), "the store was new and has been filled");
        Ok(())
    }

    fn not_listening(&self, error: &std::io::Error) -> Failure {
        let hint = match error.kind() {
            std::io::ErrorKind::AddrInUse => "stop what listens there, or take another port: --listen 127.0.0.1:0",
            _ => "give an address of this machine and a port, as 127.0.0.1:8080",
        };
        Failure::unusable(format!("cannot listen at `{}`: {error}", self.listen), hint)
    }
}

/// Says in one line that the server is ready, and logs how long that took.
fn announce(edition: &Edition, address: SocketAddr, begun: Instant, console: &Console) -> Result<(), Failure> {
    let (counts, revision) = (edition.counts(), edition.revision());
    let duration_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(
        server.address = %address,
        revision = revision.0,
        actors = counts.actors,
        agreements = counts.agreements,
        sources = counts.sources,
        duration_ms,
        "ready"
    );
    console.print(&format!("http://{address}/graphiql  revision {revision}: {}\n", contents(&counts)))
}

/// Begins to wait for the signals that end the server, and returns what is ready when one has come.
fn stopped() -> Result<impl Future<Output = ()> + Send + 'static, Failure> {
    let refused = |error: std::io::Error| Failure::unusable(format!("signals cannot be heard: {error}"), "");
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupted = signal(SignalKind::interrupt()).map_err(refused)?;
        let mut terminated = signal(SignalKind::terminate()).map_err(refused)?;
        Ok(async move {
            tokio::select! {
                _ = interrupted.recv() => {}
                _ = terminated.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    {
        let mut interrupted = tokio::signal::windows::ctrl_c().map_err(refused)?;
        Ok(async move {
            interrupted.recv().await;
        })
    }
}
