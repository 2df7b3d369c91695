//! The loop that serves until it is told to stop, and then lets open requests end.

use std::future::Future;
use std::io;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::app::App;
use crate::router::router;

/// How long open requests may go on after the server was told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Serves an application until `shutdown` is ready. Open requests are answered; new connections are not taken.
///
/// # Errors
/// What the operating system says about the listener.
pub async fn serve(
    listener: TcpListener,
    app: App,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (stopping, stopped) = oneshot::channel::<()>();
    let signal = async move {
        shutdown.await;
        tracing::info!("stopping; open requests are answered first");
        // Nobody listens only where serving has already ended.
        let _ = stopping.send(());
    };
    let serving = async { axum::serve(listener, router(app)).with_graceful_shutdown(signal).await };
    let out_of_patience = async {
        match stopped.await {
            Ok(()) => tokio::time::sleep(GRACE).await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        ended = serving => ended,
        () = out_of_patience => {
            tracing::warn!(grace_s = GRACE.as_secs(), "requests were still open and are broken off");
            Ok(())
        }
    }
}
