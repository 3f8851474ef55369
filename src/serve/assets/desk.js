// The editor's desk: every story with its state, kept up to date; and what may be done with it.
//
// A reader who is not at the machine that serves it sees the list alone.

import { mayEdit, query } from "/_liuhao/ask.js";
import { button, element, find, loadWords, word } from "/_liuhao/dom.js";
import { bringIn, brought } from "/_liuhao/import.js";
import { listen } from "/_liuhao/listen.js";
import { drawFault } from "/_liuhao/overlay.js";
import { draw as drawPicks, drawPick } from "/_liuhao/pick.js";
import { makeNew, remove, rename, stop } from "/_liuhao/shelf.js";

const question = { state: "", q: "", page: 1 };
const open = new Map();
let words = {};
let sections = [];
let asked = 0;

const load = async (address) => (await fetch(address, { cache: "no-cache" })).json();
const editAddress = (file) => `/_liuhao/edit?${query({ file })}`;

function drawStates(totals) {
  const states = [
    ["", "desk-all", totals.all],
    ["errors", "desk-with-errors", totals.errors],
    ["asked", "desk-with-asked", totals.asked],
    ["kept-back", "desk-kept-back", totals.kept_back],
    ["warnings", "desk-with-warnings", totals.warnings],
    ["missing", "desk-with-missing", totals.missing],
  ].filter(([, , count]) => count !== undefined);
  const buttons = states.map(([state, name, count]) =>
    button(`${word(name)} ${count}`, () => ask({ state, page: 1 }), {
      "aria-pressed": String(question.state === state),
      "data-state": state,
    }),
  );
  const focused = document.activeElement?.dataset?.state;
  find("states").replaceChildren(...buttons);
  if (focused !== undefined) buttons.find((one) => one.dataset.state === focused)?.focus();
}

function drawReportCell(row, toggle) {
  const parts = [
    ["error", "desk-errors", row.errors],
    ["asked", "desk-asked", Number(row.asked)],
    ["warning", "desk-warnings", row.warnings],
    ["information", "desk-information", row.information],
  ].filter(([, , count]) => count > 0);
  const shown = parts.map(([kind, name, count]) => element("span", { class: `badge tally ${kind}` }, kind === "asked" ? word(name) : `${word(name)} ${count}`));
  return element("td", {}, parts.length > 0 ? shown : element("span", { class: "clean" }, word("desk-clean")), " ", toggle);
}

function drawNumbers(numbers) {
  if (!numbers) return element("td", { class: "numbers nothing" }, "—");
  const [all, rest] = numbers;
  const label = word("face-numbers-of", { count: all - rest, all });
  const covered = element("meter", { min: 0, max: Math.max(all, 1), value: all - rest, "aria-label": label });
  return element("td", { class: "numbers", "data-label": word("desk-coverage") }, covered, ` ${all - rest}/${all}`);
}

function drawActs(row) {
  const href = row.page ?? row.href;
  const preview = href ? element("a", { class: "button", href, target: "preview" }, word("desk-preview")) : null;
  const isStory = row.href?.startsWith("/branches/");
  const article = isStory ? element("a", { class: "button", href: `/_liuhao/wechat${row.href}`, target: "article" }, word("desk-article")) : null;
  if (!mayEdit) return element("td", {}, element("div", { class: "acts" }, preview, article));
  const title = row.title || row.name;
  return element(
    "td",
    {},
    element(
      "div",
      { class: "acts" },
      preview,
      article,
      button(word("face-rename"), () => rename(row), { "aria-label": word("face-rename-of", { title }) }),
      button(word("face-delete"), () => remove(row), { "aria-label": word("face-delete-of", { title }) }),
    ),
  );
}

// The name that the page has, without the folder that all stories lie in and the ending that all have.
const shortOf = (name) => name.replace(/^content\/(branches\/)?/, "").replace(/(\/index)?\.md$/, "");

function drawRow(row) {
  const title = row.title || row.name;
  const detail = element("tr", { class: "detail", hidden: "" }, element("td", { colspan: 6 }));
  const toggle = element("button", { type: "button", class: "toggle", "aria-expanded": "false", "aria-label": word("face-details-of", { title }) }, word("face-details"));
  const name = mayEdit
    ? element("a", { class: "name", href: editAddress(row.file) }, title)
    : element("span", { class: "name" }, title);
  const line = element(
    "tr",
    { class: row.errors > 0 ? "faulty" : null, "data-file": row.file },
    element("td", { class: "lead" }, drawPick(row), name, element("small", { title: row.name }, [row.date, shortOf(row.name)].filter(Boolean).join(" · "))),
    element(
      "td",
      {},
      row.section ? element("span", { class: "badge section" }, row.section) : null,
      element("span", { class: `badge ${row.state}` }, word(row.state)),
      row.review ? element("span", { class: "badge" }, row.review) : null,
    ),
    drawReportCell(row, toggle),
    element("td", { class: row.missing.length > 0 ? "missing" : "missing nothing", "data-label": word("desk-missing") }, row.missing.join("、") || word("desk-none")),
    drawNumbers(row.numbers),
    drawActs(row),
  );
  const expand = async () => {
    const report = await load(`/_liuhao/story.json?${query({ file: row.file })}`);
    if (!open.has(row.file)) return;
    detail.firstChild.replaceChildren(drawDetail(report));
    detail.hidden = false;
    toggle.setAttribute("aria-expanded", "true");
  };
  toggle.onclick = () => {
    if (open.delete(row.file)) {
      detail.hidden = true;
      toggle.setAttribute("aria-expanded", "false");
      return;
    }
    open.set(row.file, true);
    expand();
  };
  return { rows: [line, detail], ready: open.has(row.file) ? expand() : Promise.resolve() };
}

function drawDetail(report) {
  const faults = element("ol", {}, ...report.faults.map((fault) => drawFault(fault, words)));
  const number = (one) =>
    element("li", { class: one.is_open ? "open" : null }, element("b", {}, one.text), ` ${one.account}`);
  const numbers = element("ul", { class: "list" }, ...report.numbers.map(number));
  return element(
    "div",
    {},
    report.faults.length > 0 ? faults : element("p", {}, word("desk-clean")),
    report.numbers.length > 0 ? element("h2", {}, word("desk-coverage")) : null,
    report.numbers.length > 0 ? numbers : null,
  );
}

function drawPager(desk) {
  if (desk.pages === 1) {
    find("pager").replaceChildren();
    return;
  }
  const turn = (name, page, isThere) => button(word(name), () => ask({ page }), { disabled: !isThere });
  find("pager").replaceChildren(
    turn("desk-previous", desk.page - 1, desk.page > 1),
    element("span", {}, `${desk.page} / ${desk.pages}`),
    turn("desk-next", desk.page + 1, desk.page < desk.pages),
  );
}

async function draw() {
  const number = ++asked;
  const desk = await load(`/_liuhao/desk.json?${query(question)}`);
  words = Object.fromEntries(desk.words);
  const drawn = desk.rows.map(drawRow);
  await Promise.all(drawn.map((row) => row.ready));
  // A later question has been answered first.
  if (number !== asked) return;
  const focused = document.activeElement?.closest?.("tr[data-file]");
  const place = focused && [focused.dataset.file, [...focused.querySelectorAll("a, button")].indexOf(document.activeElement)];
  question.page = desk.page;
  sections = desk.sections;
  document.title = `${word("desk-title")} - ${desk.name}`;
  find("title").textContent = `${word("desk-title")} · ${desk.name}`;
  find("troubles").replaceChildren(...desk.troubles.map((text) => element("p", {}, text)));
  drawStates(desk.totals);
  find("count").textContent = desk.found === 0 ? word("desk-nothing") : word("face-found", { count: desk.found });
  find("rows").replaceChildren(...drawn.flatMap((row) => row.rows));
  if (place) {
    const row = [...find("rows").children].find((line) => line.dataset.file === place[0]);
    row?.querySelectorAll("a, button")[place[1]]?.focus();
  }
  drawPager(desk);
  drawPicks();
}

function ask(change) {
  Object.assign(question, change);
  draw().catch(() => {});
}

function drawFrame() {
  find("home").textContent = word("desk-home");
  find("q").placeholder = word("desk-search");
  find("q").setAttribute("aria-label", word("desk-search"));
  find("pager").setAttribute("aria-label", word("face-pager"));
  find("states").setAttribute("aria-label", word("desk-state"));
  const heads = ["desk-story", "desk-state", "desk-report", "desk-missing", "desk-coverage", "face-acts"];
  find("head").replaceChildren(...heads.map((name) => element("th", { scope: "col" }, word(name))));
  if (!mayEdit) return;
  const picker = element("input", { type: "file", multiple: true, accept: ".docx,.xlsx,.ods,.html,.htm,.mht,.txt,.md", hidden: true, tabindex: "-1", "aria-label": word("face-import") });
  picker.onchange = () => {
    const files = [...picker.files];
    picker.value = "";
    bringIn(files);
  };
  find("bar").append(
    button(word("face-new"), () => makeNew(sections), { class: "main", id: "new" }),
    button(word("face-import"), () => picker.click(), { id: "import" }),
    picker,
    element("p", { class: "hint" }, word("face-import-help")),
  );
  find("bar").hidden = false;
  find("acts").append(
    element("a", { class: "button main", href: "/_liuhao/publish", id: "publish" }, word("face-publish")),
    button(word("face-stop"), stop, { id: "stop", class: "quiet" }),
  );
  brought();
}

find("q").oninput = () => ask({ q: find("q").value, page: 1 });
find("ask").onsubmit = (event) => event.preventDefault();
loadWords("desk").then(() => {
  drawFrame();
  listen(() => ask({}));
});
