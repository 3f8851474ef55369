// The sheet of a story for its review: facts, faults, waivers, open numbers; to be printed and signed.

import { get, query } from "/_liuhao/ask.js";
import { compare } from "/_liuhao/conflict.js";
import { button, element, find, loadWords, say, word } from "/_liuhao/dom.js";

const file = new URLSearchParams(location.search).get("file") ?? "";

const part = (title, ...inner) => element("section", { class: "part" }, element("h2", {}, title), inner);
const none = (name) => element("p", { class: "hint" }, word(name));
const table = (heads, rows) =>
  element(
    "table",
    {},
    element("thead", {}, element("tr", {}, heads.map((name) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, rows.map((cells) => element("tr", {}, cells.map((cell) => element("td", {}, cell ?? "—"))))),
  );

const drawFault = (fault) =>
  element("li", {}, element("strong", {}, fault.label), ` ${fault.message}`, fault.line ? ` ${word("face-line", { line: fault.line })}` : "");

const listed = (value) => (Array.isArray(value) ? value.join("、") : value);

// A fact in words: what was written, what was understood.
function factsOf(field) {
  if (field.rows.length === 0) return field.value === null ? [] : [[field.label, listed(field.value), field.understood]];
  // In the order of the columns, as the form has them.
  const cells = (row) => field.columns.map((column) => listed(row.values[column.path])).filter(Boolean).join("　");
  return field.rows.map((row) => [field.label, row.phrase ?? cells(row), row.understood]);
}

const faultsOf = (field) => [...field.faults, ...field.rows.flatMap((row) => row.faults)];

// Paragraphs that only one of the two texts has, side by side.
function changedText(body, before) {
  const lines = compare(body, before).filter(([kind, line]) => kind !== "same" && line.trim() !== "");
  const of = (side) => lines.filter(([kind]) => kind === side).map(([, line]) => element("p", {}, line));
  return lines.length > 0 ? [[word("face-text"), of("theirs"), of("ours")]] : [];
}

// What has changed since it was published last.
function drawChanges(form, { since, is_known, has_text, changes, body, warnings }) {
  const title = since ? word("face-sheet-since", { date: since }) : word("face-sheet-changes");
  if (!is_known) return part(title, none("face-sheet-first"));
  const rows = [...changes.map(({ label, before, after }) => [label, before, after]), ...(has_text ? changedText(form.body, body) : [])];
  return part(
    title,
    rows.length > 0 ? table([word("face-fact"), word("face-sheet-before"), word("face-sheet-now")], rows) : none("face-sheet-same"),
    has_text ? null : none("face-sheet-facts-only"),
    warnings.length > 0 ? element("ol", { class: "list-of" }, warnings.map(drawFault)) : null,
  );
}

function drawSheet(form, story, sheet) {
  const present = form.fields.filter((field) => field.present);
  const facts = present.filter((field) => field.path !== "waive").flatMap(factsOf);
  const faults = [...form.faults, ...form.fields.flatMap(faultsOf), ...form.body_faults];
  const waivers = form.fields.find((field) => field.path === "waive")?.rows ?? [];
  const open = form.claims.filter((one) => one.is_open).map((one) => one.text);
  const signed = (name) => form.review?.states.find((one) => one.state === name);
  return [
    element("p", { class: "hint" }, word("face-sheet-of", { name: form.name, date: sheet.printed ?? "" })),
    part(
      word("face-sheet-facts"),
      table([word("face-fact"), word("face-value"), word("face-read-as")], facts.map(([label, value, understood]) => [label, value, understood === value ? "" : (understood ?? "")])),
    ),
    drawChanges(form, sheet),
    story.missing.length > 0 ? part(word("desk-missing"), element("p", {}, story.missing.join("、"))) : null,
    part(word("desk-report"), faults.length > 0 ? element("ol", { class: "list-of" }, faults.map(drawFault)) : none("desk-clean")),
    open.length > 0 ? part(word("face-open-numbers", { count: open.length }), element("p", {}, open.join("、"))) : null,
    waivers.length > 0
      ? part(word("face-waivers"), table([word("face-rule"), word("face-reason")], waivers.map((row) => [row.values["waive.rule"], row.values["waive.reason"]])))
      : null,
    part(
      word("face-review"),
      element(
        "table",
        { class: "signing" },
        element("thead", {}, element("tr", {}, [word("face-review-state"), word("face-review-by"), word("face-review-date"), word("face-remarks")].map((name) => element("th", { scope: "col" }, name)))),
        element(
          "tbody",
          {},
          ["初审", "复审", "终审"].map((name) =>
            element("tr", {}, [name, signed(name)?.by.join("、"), signed(name)?.date, ""].map((cell) => element("td", {}, cell ?? ""))),
          ),
        ),
      ),
    ),
  ];
}

async function begin() {
  await loadWords("sheet");
  find("back").textContent = `← ${word("face-back")}`;
  find("back").href = `/_liuhao/edit?${query({ file })}`;
  try {
    const [form, story, sheet] = await Promise.all(["form.json", "story.json", "sheet.json"].map((name) => get(`${name}?${query({ file })}`)));
    document.title = `${word("face-sheet")} - ${form.title}`;
    find("title").textContent = form.title;
    find("main").replaceChildren(...drawSheet(form, story, sheet).filter(Boolean));
    find("said").before(button(word("face-print"), () => print(), { class: "main", id: "print" }));
  } catch (refusal) {
    find("title").textContent = word("face-sheet");
    say(refusal.message, "bad");
  }
}

begin();
