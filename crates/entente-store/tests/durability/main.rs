//! What a store survives: calls that fail, power that goes, disks without room. Each is brought about from outside, in
//! a process whose calls to the system pass through a library that is put before the C library.
//!
//! Linux only, since the loader of another system is told of such a library in another way.

#![cfg(test)]
#![cfg(target_os = "linux")]

mod cuts;
mod disk;
mod faults;
mod room;
mod shim;
mod worker;
