//! Many clients at once, over HTTP, of the program as it is installed: what they were answered is true, and stays true when
//! the program is killed.

#![cfg(test)]

mod crowded;
mod killed;
mod served;
