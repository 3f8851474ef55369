// What the text says and no field holds: each number with the fields that it may go into; and the faults of the text.

import { element, word } from "/_liuhao/dom.js";
import { drawFault } from "/_liuhao/fault.js";

// Bounds of a fault of the text in UTF-16 units of `body`, by its line and column; null where it has no place there.
export function boundsOf(fault, form) {
  if (Number.isInteger(fault.start)) return { start: fault.start, end: fault.end };
  if (!fault.line || !fault.words) return null;
  const lines = form.body.split("\n");
  const nth = fault.line - form.body_line;
  if (nth < 0 || nth >= lines.length) return null;
  const before = lines.slice(0, nth).reduce((sum, line) => sum + line.length + 1, 0);
  const line = lines[nth];
  const column = [...line].slice(0, (fault.column ?? 1) - 1).join("").length;
  const words = fault.words[1];
  const end = line.startsWith(words, column) ? column + words.length : line.length;
  return { start: before + column, end: before + end };
}

// All that is marked in the text, in order.
export function marksOf(form, openClaim) {
  const faults = form.body_faults.flatMap((fault) => {
    const bounds = boundsOf(fault, form);
    return bounds ? [{ ...bounds, kind: fault.severity }] : [];
  });
  const open = form.claims.filter((claim) => claim.is_open).map((claim) => ({ start: claim.start, end: claim.end, kind: claim.start === openClaim ? "open chosen" : "open" }));
  return [...faults, ...open];
}

function drawOpen(claim, isOpen) {
  const id = `claim-${claim.start}`;
  return element(
    "li",
    { id },
    element(
      "button",
      { type: "button", class: "claim", id: `${id}-button`, "data-act": "claim", "data-start": claim.start, "aria-expanded": String(isOpen) },
      element("b", {}, claim.text),
      element("span", { class: "hint" }, ` ……${claim.before}${claim.text}${claim.after}……`),
    ),
    isOpen
      ? element(
          "div",
          { class: "goes", role: "group", "aria-label": word("face-goes") },
          element("p", {}, claim.goes.length > 0 ? word("face-goes") : word("face-goes-nowhere")),
          claim.goes.map((one, nth) =>
            element("button", { type: "button", "data-act": "fill", "data-start": claim.start, "data-nth": nth }, one.label),
          ),
        )
      : null,
  );
}

export function drawNumbers(form, openClaim) {
  const open = form.claims.filter((claim) => claim.is_open);
  const closed = form.claims.filter((claim) => !claim.is_open);
  return element(
    "div",
    { id: "numbers" },
    form.body_faults.length > 0 ? element("h2", {}, word("face-text-faults", { count: form.body_faults.length })) : null,
    form.body_faults.map((fault, nth) =>
      drawFault(
        fault,
        boundsOf(fault, form) ? element("button", { type: "button", class: "mend", "data-act": "show", "data-nth": nth }, word("face-show")) : null,
      ),
    ),
    open.length > 0 ? element("h2", {}, word("face-open-numbers", { count: open.length })) : null,
    open.length > 0 ? element("p", { class: "hint" }, word("face-open-help")) : null,
    open.length > 0 ? element("ul", { class: "claims" }, open.map((claim) => drawOpen(claim, claim.start === openClaim))) : null,
    closed.length > 0
      ? element(
          "details",
          { id: "closed" },
          element("summary", {}, word("face-closed-numbers", { count: closed.length })),
          element("ul", { class: "closed" }, closed.map((claim) => element("li", {}, element("b", {}, claim.text), ` ${claim.account}`))),
        )
      : null,
  );
}
