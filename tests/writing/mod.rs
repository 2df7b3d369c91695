//! Writing over GraphQL: what comes of each mutation, who may write, and what is refused with which words.

mod administering;
mod archives;
mod desk;
mod drafts;
mod every;
mod guard;
mod imports;
mod merging;
mod proposals;
mod records;
mod refusals;
mod retries;
mod reverts;
mod tokens;
mod waiting;
