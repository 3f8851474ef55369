// Activities, honours, age bands: a list of rows, each with its columns, that can be put in order.
//
// Only draws; `form.js` says what is done. A row that is not written yet is drawn from `fresh`.

import { element, word } from "/_liuhao/dom.js";
import { drawBelow } from "/_liuhao/fault.js";

// Columns that are shown at once; the others behind 更多.
const shownOf = (columns) => (columns.length <= 3 ? columns.length : columns.length > 4 ? 3 : 2);

const listed = (value) => (Array.isArray(value) ? value.join("\n") : (value ?? ""));

function drawCell(column, key, value, { isLocked, nth, path, belowId }) {
  const id = `${key}-${column.path}`;
  const text = listed(value);
  const attributes = {
    id,
    autocomplete: "off",
    disabled: isLocked,
    "aria-describedby": belowId,
    "data-path": path,
    "data-nth": nth,
    "data-field": column.path,
    "data-shape": column.shape,
  };
  return element(
    "div",
    { class: `cell ${column.shape}`, id: `cell-${id}` },
    element("label", { for: id }, column.label),
    column.shape === "texts"
      ? element("textarea", { ...attributes, rows: Math.max(1, text.split("\n").length), title: word("face-texts") }, text)
      : element("input", {
          ...attributes,
          type: "text",
          value: text,
          placeholder: column.example ? word("face-like", { example: column.example }) : null,
          inputmode: column.path.endsWith("age_band.count") ? "numeric" : null,
          list: column.options?.length > 8 ? `list-${column.path}` : null,
        }),
    column.options?.length > 0 && column.options.length <= 8 && !isLocked ? drawChoices(column, id, value) : null,
  );
}

// The known values as buttons: one tap fills the field.
export function drawChoices(field, id, value) {
  return element(
    "div",
    { class: "choices", role: "group", "aria-label": field.label },
    field.options.map((option) =>
      element(
        "button",
        { type: "button", "data-act": "choose", "data-for": id, "data-value": option, "aria-pressed": String(value === option) },
        option,
      ),
    ),
  );
}

function drawHandles(field, nth, count) {
  const act = (name, sign, isOff) =>
    element(
      "button",
      {
        type: "button",
        class: "small",
        id: `${name}-${field.path}-${nth}`,
        "data-act": name,
        "data-path": field.path,
        "data-nth": nth,
        disabled: isOff,
        "aria-label": word(`face-row-${name}`, { nth: nth + 1 }),
        title: word(`face-row-${name}`, { nth: nth + 1 }),
      },
      sign,
    );
  return element(
    "div",
    { class: "handles" },
    element("span", { class: "grip", draggable: "true", "aria-hidden": "true", title: word("face-row-drag") }, "⠿"),
    element("span", { class: "nth" }, `${nth + 1}`),
    act("up", "↑", nth === 0),
    act("down", "↓", nth === count - 1),
    act("cut", "✕", false),
  );
}

function drawCells(field, key, values, place) {
  const shown = shownOf(field.columns);
  const cell = (column) => drawCell(column, key, values[column.path], { ...place, path: field.path });
  const rest = field.columns.slice(shown);
  const isFilled = rest.some((column) => listed(values[column.path]) !== "");
  return [
    element("div", { class: "cells" }, field.columns.slice(0, shown).map(cell)),
    rest.length > 0
      ? element(
          "details",
          { id: `rest-${key}`, open: isFilled },
          element("summary", {}, rest.map((column) => column.label).join("、")),
          element("div", { class: "cells" }, rest.map(cell)),
        )
      : null,
  ];
}

function drawRow(field, row, drafts) {
  const key = `${field.path}-${row.nth}`;
  const belowId = `below-${key}`;
  const draft = (name) => drafts.get(`${field.path}/${row.nth}/${name}`);
  const place = { isLocked: Boolean(row.locked), nth: row.nth, belowId };
  const values = { ...row.values };
  for (const column of field.columns) {
    const kept = draft(column.path);
    if (kept) values[column.path] = kept.value;
  }
  const refusal = [...field.columns.map((column) => column.path), ""].map(draft).find((one) => one?.refusal)?.refusal;
  const phrase = draft("")?.value ?? row.phrase;
  return element(
    "li",
    { class: "row", id: `row-${key}`, "data-path": field.path, "data-nth": row.nth },
    drawHandles(field, row.nth, field.rows.length),
    row.phrase === null || row.phrase === undefined
      ? drawCells(field, key, values, place)
      : element(
          "div",
          { class: "cells" },
          drawCell({ path: "", label: field.label, shape: "text", example: "" }, key, phrase, { ...place, path: field.path }),
        ),
    drawBelow(key, { understood: row.understood, written: Object.values(row.values).map(listed), faults: row.faults, locked: row.locked, refusal }),
  );
}

function drawFresh(field, fresh) {
  const key = `${field.path}-fresh`;
  return element(
    "li",
    { class: "row fresh", id: `row-${key}`, "data-path": field.path },
    drawCells(field, key, fresh.values, { isLocked: false, nth: "fresh", belowId: `below-${key}` }),
    drawBelow(key, { faults: [], refusal: fresh.refusal }),
    element(
      "div",
      { class: "acts" },
      element("button", { type: "button", class: "main", "data-act": "keep", "data-path": field.path }, word("face-row-keep")),
      element("button", { type: "button", "data-act": "drop", "data-path": field.path }, word("face-cancel")),
    ),
  );
}

// The sum of the age bands beside the total, as it stands in the controls.
export function sumText(sum, total) {
  if (Number.isNaN(total)) return word("face-sum", { sum });
  if (sum === total) return word("face-sum-equal", { sum, total });
  return word("face-sum-differs", { sum, total, by: Math.abs(total - sum) });
}

export function drawRows(field, { drafts, fresh }) {
  const waiting = fresh.get(field.path);
  const sum = field.sum;
  const total = Number.parseInt(sum?.total ?? "", 10);
  return element(
    "div",
    { class: "rows-of", id: `rows-${field.path}` },
    field.columns
      .filter((column) => column.options?.length > 8)
      .map((column) => element("datalist", { id: `list-${column.path}` }, column.options.map((value) => element("option", { value })))),
    field.rows.length > 0 || waiting
      ? element(
          "ol",
          { class: "rows" },
          field.rows.map((row) => drawRow(field, row, drafts)),
          waiting ? drawFresh(field, waiting) : null,
        )
      : null,
    sum && field.rows.length > 0
      ? element(
          "p",
          { class: `sum ${Number.isNaN(total) || sum.is_partial ? "" : sum.is_equal ? "equal" : "differs"}`, id: `sum-${field.path}`, role: "status", "data-total": total },
          sumText(sum.sum, total),
        )
      : null,
    waiting
      ? null
      : element(
          "button",
          { type: "button", class: "add", id: `add-${field.path}`, "data-act": "add", "data-path": field.path },
          word("face-row-add", { what: field.label }),
        ),
  );
}
