//! The import of whoever may only propose: all of it is one proposal. Not here: that of an editor, who writes.

use entente_model::admit::admit;

use crate::editor::{Import, Imported, WriteError, need_few};
use crate::import::Plan;
use crate::imported::amended;
use crate::proposal::Proposer;
use crate::withheld::Withheld;

impl Proposer<'_> {
    /// Proposes to make records stand: all of them in one proposal, where they are admissible as things stand.
    ///
    /// # Errors
    /// [`WriteError`]; nothing was proposed.
    pub fn import(&self, import: Import) -> Result<Imported, WriteError> {
        let Import { records, complete, dry_run, details_max, note, at_us, .. } = import;
        let (edition, store) = (self.register.edition(), self.register.store());
        let limits = self.register.limits();
        let mut plan = Plan::of(&edition, records, complete)?;
        let violations = admit(&plan.made, &*edition, limits);
        if !violations.is_empty() {
            return Err(WriteError::Violations(violations));
        }
        plan.propose_all();
        need_few(&plan.proposed, limits)?;
        let difference = plan.difference(&edition, details_max)?;
        let revision = edition.revision();
        if dry_run || plan.proposed.is_empty() {
            return Ok(Imported { revision, difference, proposal: None });
        }
        let author = &self.principal.name;
        let withheld = Withheld { author, note, base: revision, at_us, changes: &plan.proposed };
        let proposal = withheld.propose(store, &amended(store, revision)?);
        let proposal = proposal.map_err(|error| WriteError::Unproposed { revision: None, error })?;
        Ok(Imported { revision, difference, proposal: Some(proposal) })
    }
}
