//! How Entente is spoken: a GraphQL schema whose resolvers parse, ask the engine and map the answer.
//!
//! This is the first asynchronous layer. Not here: HTTP, and any rule about data or ties.

pub mod connection;
pub mod error;
pub mod guard;
pub mod here;
pub mod input;
pub mod known;
pub mod lasting;
pub mod mutation;
pub mod object;
pub mod order;
pub mod query;
pub mod rules;
pub mod scalar;
pub mod session;
pub mod vocabulary;
pub mod worker;

use async_graphql::{EmptySubscription, SDLExportOptions, SchemaBuilder, ValidationMode};
use entente_model::limits::Limits;

/// The schema of Entente.
pub type Schema = async_graphql::Schema<query::Query, mutation::Mutation, EmptySubscription>;

/// Builds the schema with its bounds on documents.
pub fn schema(limits: &Limits) -> Schema {
    builder(limits).finish()
}

/// Builds the same schema for documents that are known to fit it: it holds them against the bounds and passes over most
/// of the rest of validation. It must be shown no other document, and no object in a variable: an unknown member of one
/// would go unnoticed.
pub fn trusting_schema(limits: &Limits) -> Schema {
    builder(limits).validation_mode(ValidationMode::Fast).finish()
}

fn builder(limits: &Limits) -> SchemaBuilder<query::Query, mutation::Mutation, EmptySubscription> {
    async_graphql::Schema::build(query::Query::default(), mutation::Mutation::default(), EmptySubscription)
        .limit_depth(limits.document_depth_max)
        .limit_complexity(limits.document_complexity_max)
        .limit_directives(8)
        .disable_suggestions()
}

/// Writes the schema in the schema definition language, in an order that does not vary.
pub fn sdl() -> String {
    let options = SDLExportOptions::new()
        .sorted_fields()
        .sorted_arguments()
        .sorted_enum_items()
        .include_specified_by()
        .prefer_single_line_descriptions();
    let mut text = schema(&Limits::default()).sdl_with_options(options);
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}
