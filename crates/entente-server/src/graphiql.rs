//! The files of the GraphiQL page, as they were when the server was compiled: everything comes from this host, and
//! the page asks no other.
//!
//! Not here: the routes and headers that serve them, and the sources of the bundle (`web/graphiql`).

use std::hash::{DefaultHasher, Hasher};
use std::sync::LazyLock;

/// One file of the page.
#[derive(Debug)]
pub(crate) struct Asset {
    /// The value of `Content-Type`.
    pub(crate) media_type: &'static str,
    /// The bytes, never compressed.
    pub(crate) bytes: &'static [u8],
    /// The value of `ETag`, strong and in its quotation marks: equal bytes have equal tags.
    pub(crate) etag: String,
}

/// Says whether the bundle was built before the server was compiled.
///
/// Without it, [`page`] explains how to build it, and [`script`] and [`style`] are empty.
pub(crate) fn is_built_in() -> bool {
    !SCRIPT_BYTES.is_empty()
}

/// Returns the HTML of the page, to be served at `/graphiql`.
///
/// It works under `default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:`:
/// the editor sets styles on its elements, and the fonts stand inside the style sheet.
pub(crate) fn page() -> &'static Asset {
    static PAGE: LazyLock<Asset> = LazyLock::new(|| {
        let html = if is_built_in() { PAGE_HTML } else { MISSING_HTML };
        Asset::new("text/html; charset=utf-8", html.as_bytes())
    });
    &PAGE
}

/// Returns the script, to be served at `/graphiql/graphiql.js`.
pub(crate) fn script() -> &'static Asset {
    static SCRIPT: LazyLock<Asset> = LazyLock::new(|| Asset::new("text/javascript; charset=utf-8", SCRIPT_BYTES));
    &SCRIPT
}

/// Returns the style sheet, to be served at `/graphiql/graphiql.css`.
pub(crate) fn style() -> &'static Asset {
    static STYLE: LazyLock<Asset> = LazyLock::new(|| Asset::new("text/css; charset=utf-8", STYLE_BYTES));
    &STYLE
}

const SCRIPT_BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/graphiql.js"));

const STYLE_BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/graphiql.css"));

const PAGE_HTML: &str = r#"<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Entente: ask in GraphQL</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/graphiql/graphiql.css">
    <script src="/graphiql/graphiql.js" defer></script>
  </head>
  <body>
    <div id="graphiql"></div>
    <noscript>This page needs JavaScript. The same questions can be sent to <code>/graphql</code> by any client.</noscript>
  </body>
</html>
"#;

const MISSING_HTML: &str = r#"<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Entente: GraphiQL is not built in</title>
    <link rel="icon" href="data:,">
  </head>
  <body>
    <h1>GraphiQL is not built into this server</h1>
    <p>The API itself works: send questions to <code>/graphql</code>.</p>
    <p>To have this page, run <code>make graphiql</code> in the repository and build the server again.</p>
  </body>
</html>
"#;

impl Asset {
    /// Takes the tag from the bytes. It guards a cache against staleness and nothing against malice, so the standard
    /// library's hash is enough.
    fn new(media_type: &'static str, bytes: &'static [u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write(bytes);
        Self { media_type, bytes, etag: format!("\"{:016x}\"", hasher.finish()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_changes_with_the_bytes_and_only_with_them() {
        let tag = |bytes| Asset::new("text/plain", bytes).etag;
        assert_eq!(tag(b"graph"), tag(b"graph"));
        assert_ne!(tag(b"graph"), tag(b"graphs"));
        assert_ne!(tag(b""), tag(b"\0"));
        let tag = tag(b"graph");
        assert!(tag.len() == 18 && tag.starts_with('"') && tag.ends_with('"'), "{tag} is not a strong tag");
    }

    #[test]
    fn the_page_loads_only_what_the_server_has() {
        let html = std::str::from_utf8(page().bytes).unwrap();
        let addresses = html.split(['"', '\'']).skip(1).step_by(2).filter(|value| value.contains('/'));
        let own = ["/graphiql/graphiql.js", "/graphiql/graphiql.css"];
        for address in addresses {
            assert!(own.contains(&address), "the page refers to {address}");
        }
        assert_eq!(html.contains(own[0]), is_built_in());
    }

    #[test]
    fn the_bundle_is_whole_or_absent() {
        assert_eq!(script().bytes.is_empty(), style().bytes.is_empty());
        if is_built_in() {
            // Where the fonts are not inside the style sheet, the page would ask for files that nobody serves.
            let style = std::str::from_utf8(style().bytes).unwrap();
            let outside = style.split("url(").skip(1).find(|url| !url.trim_start_matches('"').starts_with("data:"));
            assert_eq!(outside, None);
        }
    }
}
