// The sheet of a story for its review: facts, faults, waivers, what has changed; to be printed and signed.

import { get, query } from "/_liuhao/ask.js";
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

function drawSheet(sheet) {
  const open = sheet.numbers.filter((one) => one.is_open).map((one) => one.text);
  const signed = (name) => sheet.review.states.find((one) => one.state === name);
  return [
    element("p", { class: "hint" }, word("face-sheet-of", { name: sheet.name, date: sheet.printed })),
    part(word("face-sheet-facts"), table([word("face-fact"), word("face-value"), word("face-read-as")], sheet.facts.map((fact) => [fact.label, fact.value, fact.understood === fact.value ? "" : fact.understood]))),
    sheet.missing.length > 0 ? part(word("desk-missing"), element("p", {}, sheet.missing.join("、"))) : null,
    part(word("desk-report"), sheet.faults.length > 0 ? element("ol", { class: "list-of" }, sheet.faults.map(drawFault)) : none("desk-clean")),
    open.length > 0 ? part(word("face-open-numbers", { count: open.length }), element("p", {}, open.join("、"))) : null,
    sheet.waivers.length > 0 ? part(word("face-waivers"), table([word("face-rule"), word("face-reason")], sheet.waivers.map((one) => [one.rule, one.reason]))) : null,
    part(
      sheet.since ? word("face-changed-since", { date: sheet.since }) : word("face-never-published"),
      sheet.changes.length > 0
        ? table([word("face-fact"), word("face-before"), word("face-after")], sheet.changes.map((one) => [one.label, one.before, one.after]))
        : sheet.since ? none("face-unchanged") : null,
      sheet.warnings_against.length > 0 ? element("ol", { class: "list-of" }, sheet.warnings_against.map(drawFault)) : null,
    ),
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

await loadWords("sheet");
find("back").textContent = `← ${word("face-back")}`;
find("back").href = `/_liuhao/edit?${query({ file })}`;
try {
  const sheet = await get(`sheet.json?${query({ file })}`);
  document.title = `${word("face-sheet")} - ${sheet.title}`;
  find("title").textContent = sheet.title;
  find("main").replaceChildren(...drawSheet(sheet).filter(Boolean));
  find("said").before(button(word("face-print"), () => print(), { class: "main", id: "print" }));
} catch (refusal) {
  find("title").textContent = word("face-sheet");
  say(refusal.message, "bad");
}
