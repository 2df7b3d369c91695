//! Why a folder cannot be read at all, or not be written. Not here: what is wrong with its data, which is listed and no error.

use std::path::PathBuf;

/// Says why a folder could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such folder.
    #[error("there is no folder `{}`; name the folder that holds `actors.csv` and the other tables", .0.display())]
    NoFolder(PathBuf),
    /// A file is there and cannot be read.
    #[error("`{}` cannot be read: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
}

/// Says why a folder could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The system refuses.
    #[error("`{}` cannot be written: {error}", path.display())]
    Refused {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        error: std::io::Error,
    },
    /// A record cannot be had.
    #[error(transparent)]
    Unread(Box<dyn std::error::Error + Send + Sync>),
}
