//! The native format, through its public face: cases as data, and properties over random folders. Not here: the rules on
//! records themselves, which entente-model tests.

mod archives;
mod faults;
mod folder;
mod ordered;
mod package;
mod planted;
mod records;
mod round_trip;
mod violations;
