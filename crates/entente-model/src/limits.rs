//! Every bound on user input in one place, handed down as a value. The unit or bound stands last in each name.

/// The bounds of one installation. Each has a default, and a question may lower some of them for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most hops that a neighbourhood may reach.
    pub hops_max: u32,
    /// The most entries of the network that one question may look at.
    pub expansions_max: u64,
    /// The most milliseconds that one question may take.
    pub timeout_ms: u64,
    /// How many rows a list has where the question does not say.
    pub page_size_default: usize,
    /// The most rows of a list.
    pub page_size_max: usize,
    /// The most ties to which a question may bound its paths.
    pub path_hops_max: u32,
    /// The most paths that one question about the first of them looks for, pages before it included.
    pub paths_max: usize,
    /// The most ties that an answer lists for one step of a path.
    pub step_ties_max: usize,
    /// The most ties that the answer about a neighbourhood lists.
    pub edges_max: usize,
    /// The most values that one list of a filter may have.
    pub filter_values_max: usize,
    /// The most actors that a question may name.
    pub named_actors_max: usize,
    /// The most peers of an agreement that a question may ask to tie pairwise under the hub projection.
    pub pairwise_up_to_max: u32,
    /// The most bytes of a text that is searched for.
    pub search_bytes_max: usize,
    /// The most agreements that stay in memory; where there are more, they are read from the store when they are asked
    /// for.
    pub agreements_held_max: usize,
    /// The most bytes, roughly, that agreements read from the store take in memory, to be asked for again.
    pub cache_bytes_max: u64,
    /// The most records, participations included, that an edition of the past may have to be built again from the store,
    /// and that all those kept in memory may have together; the one asked for last is kept whatever it has.
    pub past_records_max: usize,
    /// The most changes that are undone to make an edition of the past from the current one; beyond them it is built from
    /// the store.
    pub past_changes_max: usize,
    /// The most bytes, roughly, that documents take in memory that were read and measured, to be asked again.
    pub documents_bytes_max: u64,
    /// The most bytes that answers take in memory, to be given again while their edition is the current one; 0 keeps none.
    pub answers_bytes_max: u64,
    /// The most candidates that an error about a name lists.
    pub candidates_max: usize,
    /// The most participations of one agreement.
    pub participations_max: usize,
    /// The most bytes of one text value of a record.
    pub text_bytes_max: usize,
    /// The most violations that are reported at once.
    pub violations_max: usize,
    /// The most bytes of a request's body.
    pub body_bytes_max: usize,
    /// The most bytes of the archive that is sent to be imported.
    pub import_bytes_max: u64,
    /// The most milliseconds that an import over HTTP may take, sending included.
    pub import_timeout_ms: u64,
    /// The most records of which the answer to an import tells how their fields differ.
    pub import_details_max: usize,
    /// The most entries of an archive, those included that are no table.
    pub archive_entries_max: usize,
    /// The most bytes of the tables of an archive once they are inflated, together.
    pub archive_bytes_max: u64,
    /// The most bytes of a name in an archive.
    pub archive_name_bytes_max: usize,
    /// The most changes of a proposal that an import makes.
    pub proposal_changes_max: usize,
    /// The most levels of a GraphQL document.
    pub document_depth_max: usize,
    /// The most selections of a GraphQL document once its fragments are spread.
    pub document_nodes_max: u64,
    /// The most aliases of a GraphQL document.
    pub document_aliases_max: u64,
    /// The most complexity points of a GraphQL document.
    pub document_complexity_max: usize,
    /// The most questions that are worked on at once.
    pub workers_max: usize,
    /// The most requests to write that are worked on at once, beside the questions; those that wait for the disk do so
    /// together.
    pub writers_max: usize,
    /// The most questions that wait for a worker; more are refused.
    pub queue_max: usize,
    /// Whether persons may be recorded.
    pub persons_allowed: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            hops_max: 6,
            expansions_max: 5_000_000,
            timeout_ms: 5_000,
            page_size_default: 25,
            page_size_max: 500,
            path_hops_max: 64,
            paths_max: 1_000,
            step_ties_max: 100,
            edges_max: 5_000,
            filter_values_max: 300,
            named_actors_max: 50,
            pairwise_up_to_max: 250,
            search_bytes_max: 512,
            agreements_held_max: 200_000,
            cache_bytes_max: 268_435_456,
            past_records_max: 1_000_000,
            past_changes_max: 10_000,
            documents_bytes_max: 16_777_216,
            answers_bytes_max: 67_108_864,
            candidates_max: 10,
            participations_max: 10_000,
            text_bytes_max: 4_000,
            violations_max: 1_000,
            body_bytes_max: 262_144,
            import_bytes_max: 268_435_456,
            import_timeout_ms: 900_000,
            import_details_max: 1_000,
            archive_entries_max: 256,
            archive_bytes_max: 4_294_967_296,
            archive_name_bytes_max: 255,
            proposal_changes_max: 10_000,
            document_depth_max: 20,
            document_nodes_max: 5_000,
            document_aliases_max: 100,
            document_complexity_max: 50_000,
            workers_max: 4,
            writers_max: 64,
            queue_max: 64,
            persons_allowed: false,
        }
    }
}
