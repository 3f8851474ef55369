// Three reviews, three proofs: who has signed, and the next signature.

import { element, word } from "/_liuhao/dom.js";

const STATES = ["初审", "复审", "终审"];

export function drawReview({ states, next }) {
  const signed = (name) => states.find((one) => one.state === name);
  return element(
    "section",
    { class: "card", id: "review" },
    element("h2", {}, word("face-review")),
    element(
      "ol",
      { class: "steps" },
      STATES.map((name) => {
        const line = signed(name);
        return element(
          "li",
          { class: line ? "signed" : name === next ? "next" : null },
          element("b", {}, name),
          " ",
          line ? [line.by.join("、"), line.date].filter(Boolean).join("　") : word("face-not-signed"),
        );
      }),
    ),
    element(
      "div",
      { class: "cells" },
      element(
        "div",
        { class: "cell" },
        element("label", { for: "review-state" }, word("face-review-state")),
        element("select", { id: "review-state" }, STATES.map((name) => element("option", { value: name, selected: name === (next ?? "终审") }, name))),
      ),
      element("div", { class: "cell" }, element("label", { for: "review-by" }, word("face-review-by")), element("input", { id: "review-by", type: "text", autocomplete: "off" })),
      element("div", { class: "cell" }, element("label", { for: "review-date" }, word("face-review-date")), element("input", { id: "review-date", type: "date" })),
    ),
    element("button", { type: "button", class: "main", "data-act": "sign" }, word("face-sign")),
  );
}
