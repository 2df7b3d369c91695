// The GraphiQL page: questions go to /graphql of the host that served the page, and nowhere else.

import { GraphiQL } from "graphiql";
import "graphiql/style.css";
import "./page.css";
import { createRoot } from "react-dom/client";
import { neighboursOfAlbania, pathToKorea } from "./questions.js";

const ENDPOINT = "/graphql";

// Asks the server one question. What is no JSON, as the message of a proxy, is shown as it came.
async function ask(question, { headers } = {}) {
  const response = await fetch(ENDPOINT, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json", ...headers },
    body: JSON.stringify(question),
    credentials: "same-origin",
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return { errors: [{ message: `The server answered ${response.status}: ${text}` }] };
  }
}

createRoot(document.getElementById("graphiql")).render(
  <GraphiQL
    fetcher={ask}
    defaultQuery={neighboursOfAlbania}
    defaultTabs={[{ query: neighboursOfAlbania }, { query: pathToKorea }]}
    isHeadersEditorEnabled
    shouldPersistHeaders={false}
  >
    <GraphiQL.Logo>Entente</GraphiQL.Logo>
  </GraphiQL>,
);
