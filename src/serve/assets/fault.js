// A fault with its mend as a button, and what was understood of a value.

import { element, word } from "/_liuhao/dom.js";

// The mend of a fault as data of its button: what is to be asked for is in `data-mend`.
function mend(fault) {
  if (!fault.fix) return null;
  const asked = fault.fix.slip ? { line: fault.line } : { changes: fault.fix.changes };
  return element(
    "button",
    { type: "button", class: "mend", "data-act": "mend", "data-mend": JSON.stringify(asked) },
    fault.fix.label,
  );
}

export function drawFault(fault, ...more) {
  return element(
    "div",
    { class: `fault ${fault.severity}` },
    element("p", {}, element("strong", {}, `${fault.label} `), fault.message),
    fault.help ? element("p", { class: "help" }, fault.help) : null,
    mend(fault),
    ...more,
  );
}

const bare = (text) => text.replace(/\s/g, "");

// What stands below a control: what was understood, what is wrong with it, why it was not saved.
export function drawBelow(id, { understood, written, faults, locked, refusal }) {
  const isNews = understood && ![written].flat().some((text) => bare(text ?? "") === bare(understood));
  return element(
    "div",
    { class: "below", id: `below-${id}` },
    isNews ? element("p", { class: "understood" }, `${word("face-understood")} ${understood}`) : null,
    locked ? element("p", { class: "locked" }, locked) : null,
    ...faults.map((fault) => drawFault(fault)),
    refusal ? drawRefusal(refusal) : null,
  );
}

function drawRefusal(refusal) {
  return element(
    "div",
    { class: "fault error refusal" },
    element("p", {}, element("strong", {}, `${word("face-not-saved")} `), refusal.message),
    refusal.help ? element("p", { class: "help" }, refusal.help) : null,
    element("button", { type: "button", class: "mend", "data-act": "again" }, word("face-again")),
  );
}
