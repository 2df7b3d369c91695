// The questions that a visitor finds in the page, one a tab; they double as a first lesson in the schema.

// Asks who cooperates with Albania.
export const neighboursOfAlbania = `# Who cooperates with Albania or its bodies, and on what?
# Press the play button. The book explains every field.
query NeighboursOfAlbania {
  neighbourhood(of: [{ code: "ALB" }], including: PARTS) {
    totalNodes
    totalEdges
    nodes {
      actor { name kind }
      distance
      tieCount
    }
    edges {
      source { name }
      target { name }
      kind
      agreement { title period { start end } }
    }
  }
}
`;

// Asks how Albania and South Korea are linked.
export const pathToKorea = `# Through whom are Albania and South Korea linked,
# and who says so?
query PathToKorea {
  shortestPath(from: { code: "ALB" }, to: { code: "KOR" }) {
    path {
      length
      explanation
      steps {
        sentence
        ties {
          kind
          agreement {
            title
            citations { source { title url } locator }
          }
        }
      }
    }
  }
}
`;
