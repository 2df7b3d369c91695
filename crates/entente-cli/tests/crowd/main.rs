//! Many clients at once, over HTTP, of the program as it is installed: what they were answered is true, and stays true when
//! the program is killed or its disk fails.

#![cfg(test)]

mod crowded;
#[cfg(target_os = "linux")]
mod faulted;
mod killed;
mod served;
