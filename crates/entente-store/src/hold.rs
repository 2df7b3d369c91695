//! The hold on a store: a lock file beside it, which says who has it open. Not here: locks within the store.
//!
//! The operating system lets the lock go when its holder ends, however it ends, so that no hold is ever stale. The file
//! itself stays: to delete it would open a gap in which two processes hold two files of the same name.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::error::OpenError;

/// Keeps other processes out for as long as it lives.
pub(crate) struct Hold {
    _file: File,
}

impl Hold {
    /// Takes the hold on a store.
    pub(crate) fn take(store: &Path) -> Result<Self, OpenError> {
        let unreachable = |error: io::Error| OpenError::Unreachable { path: store.into(), cause: error.to_string() };
        let path = lock_path(store);
        // To write through a link would overwrite whatever file it leads to.
        if path.is_symlink() {
            return Err(unreachable(io::Error::other(format!("`{}` is a symbolic link", path.display()))));
        }
        let mut file = private(OpenOptions::new().read(true).write(true).create(true).truncate(false))
            .open(&path)
            .map_err(unreachable)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(OpenError::Held { path: store.into(), by: holder(&mut file) }),
            Err(TryLockError::Error(error)) => return Err(unreachable(error)),
        }
        file.set_len(0).and_then(|()| file.write_all(word().as_bytes())).map_err(unreachable)?;
        Ok(Self { _file: file })
    }
}

/// Lets nobody but the owner read a file that is about to be made.
pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

fn lock_path(store: &Path) -> PathBuf {
    let mut path = store.as_os_str().to_owned();
    path.push(".lock");
    path.into()
}

fn holder(file: &mut File) -> String {
    let mut word = String::new();
    match file.take(1_024).read_to_string(&mut word) {
        Ok(_) if !word.trim().is_empty() => word.trim().to_owned(),
        // It has locked the file and not yet written to it.
        _ => "another process".to_owned(),
    }
}

/// Says who holds the store. Of the command only the program and its first argument are told: the rest may hold what
/// others are not to read.
fn word() -> String {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let command: Vec<String> = std::env::args_os().take(2).map(|part| part.to_string_lossy().into_owned()).collect();
    let host = if host.trim().is_empty() { "an unnamed host" } else { host.trim() };
    format!("process {} on {host}: {}\n", std::process::id(), command.join(" "))
}
