// What is understood of a date or a quantity while it is typed, below its control. Nothing is saved by it.

import { post, Refusal } from "/_liuhao/ask.js";
import { find } from "/_liuhao/dom.js";
import { drawBelow } from "/_liuhao/fault.js";
import { filled, valueOf } from "/_liuhao/form.js";

// How long a pause in typing is before it is asked, in milliseconds.
const PAUSE = 250;
const SHAPES = ["date", "quantity"];

// The change that the control stands for, as if it were saved now; null where there is nothing to understand.
function changeOf({ state }, control) {
  const { path, nth, field } = control.dataset;
  const value = valueOf(control);
  if (value === "") return null;
  if (nth === "fresh") return { op: "insert", path, values: filled(state.fresh.get(path)?.values ?? {}) };
  return nth === undefined ? { op: "set", path, value } : { op: "set", path, nth: Number(nth), field, value };
}

// Hears each control that is typed into.
export function reading(session) {
  let pause = 0;
  const look = async (control) => {
    const change = changeOf(session, control);
    if (change === null) return;
    const typed = control.value;
    let read = null;
    try {
      ({ field: read } = await post("read", { file: session.state.form.file, changes: [change] }));
    } catch (refusal) {
      // What is half typed may be anything; once it is saved, why not is told.
      if (!(refusal instanceof Refusal)) throw refusal;
    }
    if (!read || control.value !== typed || !control.isConnected) return;
    const { path, nth } = control.dataset;
    const said = nth === undefined ? read : nth === "fresh" ? read.rows.at(-1) : read.rows[Number(nth)];
    const below = find(nth === undefined ? `below-${path}` : `below-${path}-${nth}`);
    if (!said || !below) return;
    // Of a row it is not known which cell is meant.
    if (nth === undefined) control.toggleAttribute("aria-invalid", false);
    if (nth === undefined && said.faults.some((fault) => fault.severity === "error")) control.setAttribute("aria-invalid", "true");
    below.replaceChildren(...drawBelow("", { understood: said.understood, written: typed, faults: said.faults }).childNodes);
  };
  return (control) => {
    clearTimeout(pause);
    if (SHAPES.includes(control.dataset.shape)) pause = setTimeout(() => look(control), PAUSE);
  };
}
