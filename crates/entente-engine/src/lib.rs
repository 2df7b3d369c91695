//! What one can ask and do: editions that answer, a register that holds the current one, and the editor.
//!
//! Everything here is synchronous and deterministic; time, cancellation and bounds come in as values. Not here: HTTP,
//! GraphQL, files, and any decision about what data is valid, which is the model's.

pub mod administrator;
mod beside;
mod current;
pub mod draft;
mod drafts;
pub mod edition;
pub mod editor;
mod group;
pub mod import;
pub mod imported;
pub mod known;
pub mod moved;
mod offer;
mod ordered;
pub mod past;
pub mod principal;
pub mod proposal;
pub mod query;
mod queue;
pub mod register;
pub mod revert;
pub mod token;
pub mod withheld;
pub mod write;

pub use edition::Edition;
pub use editor::Editor;
pub use principal::{NotPermitted, Permission, Principal};
pub use register::Register;
