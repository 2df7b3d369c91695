// Bundles the GraphiQL page into dist/graphiql.js and dist/graphiql.css, with fonts and pictures inside them, so
// that the server embeds two files and a browser asks no other host. The HTML around them is the server's.

import { build } from "esbuild";

await build({
  entryPoints: { graphiql: "graphiql.jsx" },
  outdir: "dist",
  bundle: true,
  // GraphiQL loads its editor's modes with import(); one classic script holds them all.
  format: "iife",
  jsx: "automatic",
  loader: { ".woff2": "dataurl", ".woff": "dataurl", ".ttf": "dataurl", ".svg": "dataurl", ".png": "dataurl" },
  define: { "process.env.NODE_ENV": '"production"' },
  minify: true,
  target: "es2022",
  // The licences of what is bundled ask to be kept; they stand at the end of the file.
  legalComments: "eof",
  logLevel: "warning",
});
