// The form: one control for each fact, drawn from what the desk says of the file.
//
// Entry points: `drawForm` makes it anew from the state, `valueOf` reads a control. What is done with a
// control is told by `data-act`; `edit.js` hears it. Drawn again and again, it is merged into the one that is
// shown, so nothing here remembers anything.

import { element, word } from "/_liuhao/dom.js";
import { drawBelow, drawFault } from "/_liuhao/fault.js";
import { drawChoices, drawRows } from "/_liuhao/rows.js";

const isRows = (field) => field.shape === "groups" || field.shape === "entries";

// What a control holds, as the desk takes it.
export function valueOf(control) {
  if (control.type === "checkbox") return String(control.checked);
  if (control.dataset.shape === "texts") return lines(control.value);
  return control.value.trim();
}

// The cells of a row that hold something.
export function filled(values) {
  const entries = Object.entries(values).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value !== ""));
  return Object.fromEntries(entries);
}

export const lines = (text) => text.split("\n").map((part) => part.trim()).filter((part) => part !== "");

function drawControl(field, draft) {
  const id = `field-${field.path}`;
  const value = draft ? draft.value : (field.value ?? "");
  const common = {
    id,
    "data-path": field.path,
    "data-shape": field.shape,
    disabled: Boolean(field.locked),
    "aria-describedby": `below-${field.path}`,
    "aria-required": field.required ? "true" : null,
    "aria-invalid": field.faults.some((fault) => fault.severity === "error") ? "true" : null,
    autocomplete: "off",
  };
  const placeholder = field.example ? word("face-like", { example: field.example }) : null;
  if (field.shape === "long") return element("textarea", { ...common, rows: 2, placeholder }, value);
  return element("input", {
    ...common,
    type: "text",
    value,
    placeholder,
    list: field.options.length > 8 ? `list-${field.path}` : null,
  });
}

function drawFlag(field, draft) {
  const id = `field-${field.path}`;
  const value = draft ? draft.value : field.value;
  const isOn = ["true", "是", "yes", "on"].includes(String(value ?? "").toLowerCase());
  return element(
    "div",
    { class: "field flag", id: `of-${field.path}` },
    element(
      "label",
      { for: id, class: "switch" },
      element("input", { type: "checkbox", id, checked: isOn, disabled: Boolean(field.locked), "data-path": field.path, "data-shape": "flag", "aria-describedby": `below-${field.path}` }),
      element("span", {}, field.label),
    ),
    element("p", { class: "hint" }, field.help),
    drawBelow(field.path, { faults: field.faults, locked: field.locked, refusal: draft?.refusal }),
  );
}

// Several short texts, one on each line.
function drawTexts(field, draft) {
  const id = `field-${field.path}`;
  const values = draft ? draft.value : (field.value ?? []);
  return element(
    "div",
    { class: "field texts", id: `of-${field.path}` },
    element("label", { for: id }, field.label),
    element("p", { class: "hint" }, `${field.help} ${word("face-texts")}`),
    element("textarea", { id, rows: Math.max(1, values.length), "data-path": field.path, "data-shape": "texts", disabled: Boolean(field.locked), autocomplete: "off", "aria-describedby": `below-${field.path}` }, values.join("\n")),
    field.options.length > 0 && field.options.length <= 12 ? drawToggles(field, id, values) : null,
    drawBelow(field.path, { faults: field.faults, locked: field.locked, refusal: draft?.refusal }),
  );
}

const drawToggles = (field, id, values) =>
  element(
    "div",
    { class: "choices", role: "group", "aria-label": field.label },
    field.options.map((option) =>
      element(
        "button",
        { type: "button", "data-act": "toggle", "data-for": id, "data-value": option, "aria-pressed": String(values.includes(option)) },
        option,
      ),
    ),
  );

function drawField(field, state) {
  const draft = state.drafts.get(field.path);
  if (isRows(field)) {
    return element(
      "div",
      { class: "field", id: `of-${field.path}` },
      element(field.group ? "h3" : "h2", {}, field.label),
      element("p", { class: "hint" }, field.help),
      field.faults.map((fault) => drawFault(fault)),
      field.locked ? element("p", { class: "locked" }, field.locked) : drawRows(field, state),
    );
  }
  if (field.shape === "flag") return drawFlag(field, draft);
  if (field.shape === "texts") return drawTexts(field, draft);
  const id = `field-${field.path}`;
  const value = draft ? draft.value : (field.value ?? "");
  return element(
    "div",
    { class: `field ${field.shape}`, id: `of-${field.path}` },
    element("label", { for: id }, field.label, field.required ? element("span", { class: "required" }, word("face-required")) : null),
    field.help && field.help !== field.label ? element("p", { class: "hint" }, field.help) : null,
    drawControl(field, draft),
    field.options.length > 8
      ? element("datalist", { id: `list-${field.path}` }, field.options.map((value) => element("option", { value })))
      : null,
    field.options.length > 0 && field.options.length <= 8 && !field.locked ? drawChoices(field, id, value) : null,
    drawBelow(field.path, { understood: field.understood, written: value, faults: field.faults, locked: field.locked, refusal: draft?.refusal }),
  );
}

// What every story needs at once.
const FIRST = ["title", "date", "draft"];

// Fields that belong together, one card for each: what is needed at once, groups and lists, then what is left.
function cards(fields) {
  const cards = new Map([["first", { title: word("face-basics"), fields: [], rest: [] }]]);
  const others = { title: word("face-others"), fields: [], rest: [] };
  for (const field of fields) {
    const name = FIRST.includes(field.path) ? "first" : (field.group ?? (isRows(field) ? field.path : null));
    if (name !== null && !cards.has(name)) cards.set(name, { title: field.group_label, fields: [], rest: [] });
    const card = name === null ? others : cards.get(name);
    (field.more && !field.present ? card.rest : card.fields).push(field);
  }
  return [...cards.values(), others];
}

// Fields that are rarely filled in stand behind 更多; a list of them alone is one too.
function drawCard(card, state) {
  const all = [...card.fields, ...card.rest];
  if (all.length === 0) return null;
  const rest = card.rest.map((field) => drawField(field, state));
  const id = `card-${all[0].path}`;
  if (card.fields.length === 0) {
    const title = card.title ?? card.rest[0].label;
    return element("details", { class: "card", id }, element("summary", {}, title), rest);
  }
  return element(
    "section",
    { class: "card", id },
    card.title ? element("h2", {}, card.title) : null,
    card.fields.map((field) => drawField(field, state)),
    rest.length > 0 ? element("details", { id: `more-${id}` }, element("summary", {}, word("face-more")), rest) : null,
  );
}

// A line that an import was not sure of.
function drawAsked(card, state) {
  const draft = state.asked.get(card.comment);
  const value = draft ?? card.proposal ?? "";
  const id = `asked-${card.line}`;
  const acts = (name, text, isMain) =>
    element("button", { type: "button", class: isMain ? "main" : null, "data-act": name, "data-card": card.comment }, text);
  const canTake = card.path !== null && card.proposal !== null;
  return element(
    "section",
    { class: "card asked", id: `card-asked-${card.line}` },
    element("h3", {}, word("face-asked")),
    element("p", {}, card.text),
    draft !== undefined
      ? element("div", { class: "field" }, element("label", { for: id }, word("face-asked-value")), element("input", { id, type: "text", value, "data-asked": card.comment, autocomplete: "off" }))
      : null,
    element(
      "div",
      { class: "acts" },
      canTake ? acts("take", draft === undefined ? word("face-take") : word("face-take-own"), true) : null,
      canTake && draft === undefined ? acts("alter", word("face-alter"), false) : null,
      acts("dismiss", word("face-dismiss"), false),
    ),
  );
}

export function drawForm(form, state) {
  // The first line of an import says what the questions are; it is none itself.
  const asked = form.cards.filter((card) => /^#\s*待确认/.test(card.comment)).map((card) => drawAsked(card, state));
  return element(
    "div",
    { id: "facts" },
    form.faults.map((fault) => drawFault(fault)),
    asked,
    cards(form.fields).map((card) => drawCard(card, state)),
    element(
      "details",
      { id: "source", class: "card" },
      element("summary", {}, word("face-source")),
      element("p", { class: "hint" }, word("face-source-help", { name: form.name })),
      element("pre", { tabindex: "0", role: "region", "aria-label": word("face-source") }, form.text.split(/\r?\n/).slice(0, form.body_line - 1).join("\n")),
    ),
  );
}
