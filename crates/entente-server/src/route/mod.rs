//! One file a route.

pub(crate) mod graphiql;
pub(crate) mod graphql;
pub(crate) mod health;
pub(crate) mod import;
pub(crate) mod schema;
pub(crate) mod start;
