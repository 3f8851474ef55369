// Branches side by side: what each story states of each fact, as it is written; what none states is said to be absent.

import { get, mayEdit, query } from "/_liuhao/ask.js";
import { button, element, find, loadWords, say, word } from "/_liuhao/dom.js";
import { listen } from "/_liuhao/listen.js";
import { FEWEST } from "/_liuhao/pick.js";

const files = () => new URLSearchParams(location.search).getAll("file");
const editAddress = (file) => `/_liuhao/edit?${query({ file })}`;

// The page without one of its stories; Back brings it again.
function drop(file) {
  const rest = files().filter((one) => one !== file);
  history.pushState(null, "", `?${new URLSearchParams(rest.map((one) => ["file", one]))}`);
  draw().then(() => find("title").focus());
}

function drawHead(story, isDroppable) {
  const acts = [
    story.page ? element("a", { class: "button", href: story.page, target: "preview" }, word("desk-preview")) : null,
    isDroppable ? button("✕", () => drop(story.file), { "aria-label": word("face-compare-drop", { title: story.title }), title: word("face-compare-drop", { title: story.title }) }) : null,
  ];
  return element(
    "th",
    { scope: "col" },
    mayEdit ? element("a", { href: editAddress(story.file) }, story.title) : story.title,
    " ",
    story.state === "desk-published" ? null : element("span", { class: `badge ${story.state}` }, word(story.state)),
    element("div", { class: "acts" }, acts),
  );
}

function drawCell(values, story) {
  const shown = values.map((value) => element("div", {}, value));
  const absent = word(story.is_read ? "face-compare-absent" : "face-compare-unread");
  return element("td", { "data-label": story.title, class: shown.length > 0 ? null : "absent" }, shown.length > 0 ? shown : absent);
}

const drawLine = (title, line, stories, isInner) =>
  element(
    "tr",
    { class: [line.is_same ? "same" : null, isInner ? "inner" : null].filter(Boolean).join(" ") || null },
    element("th", { scope: "row", class: isInner ? "inner" : null }, title, line.is_same ? element("span", { class: "badge" }, word("face-compare-same")) : null),
    line.cells.map((values, nth) => drawCell(values, stories[nth])),
  );

// A fact with names has a line of its own above them.
function drawFact(fact, stories) {
  if (fact.lines.length === 1 && fact.lines[0].name === null) return [drawLine(fact.label, fact.lines[0], stories, false)];
  const isSame = fact.lines.every((line) => line.is_same);
  return [
    element("tr", { class: isSame ? "same" : null }, element("th", { scope: "rowgroup", colspan: stories.length + 1 }, fact.label)),
    fact.lines.map((line) => drawLine(line.name, line, stories, true)),
  ];
}

function drawTable({ stories, facts }) {
  return element(
    "table",
    {},
    element("thead", {}, element("tr", {}, element("td", { class: "corner" }), stories.map((story) => drawHead(story, stories.length > FEWEST)))),
    facts.map((fact) => element("tbody", {}, drawFact(fact, stories))),
  );
}

function drawOnly() {
  const box = element("input", { type: "checkbox", id: "only", checked: document.body.classList.contains("only-different") });
  box.onchange = () => document.body.classList.toggle("only-different", box.checked);
  return element("label", { class: "only" }, box, word("face-compare-only"));
}

async function draw() {
  const chosen = files();
  if (chosen.length < FEWEST) {
    find("main").replaceChildren(element("p", { class: "empty" }, word("face-compare-few")));
    return;
  }
  try {
    const told = await get(`compare.json?${new URLSearchParams(chosen.map((file) => ["file", file]))}`);
    document.title = `${word("face-compare")} - ${told.stories.map((story) => story.title).join("、")}`;
    const hint = element("p", { class: "hint" }, word("face-compare-hint", { date: told.printed ?? "" }));
    const focused = document.activeElement?.id;
    find("main").replaceChildren(hint, drawOnly(), drawTable(told));
    if (focused === "only") find("only").focus();
    say("");
  } catch (refusal) {
    find("main").replaceChildren();
    say(refusal.message, "bad");
  }
}

loadWords("compare").then(() => {
  find("back").textContent = `← ${word("face-back")}`;
  find("title").textContent = document.title = word("face-compare");
  find("title").tabIndex = -1;
  find("said").before(button(word("face-print"), () => print(), { class: "main", id: "print" }));
  addEventListener("popstate", draw);
  listen(draw);
});
