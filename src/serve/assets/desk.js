// The editor's desk: every story with its state, kept up to date.

import { listen } from "/_liuhao/listen.js";
import { drawFault } from "/_liuhao/overlay.js";

const find = (id) => document.getElementById(id);
const question = { state: "", q: "", page: 1 };
const open = new Map();
let words = {};
let asked = 0;

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const load = async (address) => (await fetch(address, { cache: "no-cache" })).json();

function drawStates(totals) {
  const states = [
    ["", "desk-all", totals.all],
    ["errors", "desk-with-errors", totals.errors],
    ["warnings", "desk-with-warnings", totals.warnings],
    ["kept-back", "desk-kept-back", totals.kept_back],
    ["missing", "desk-with-missing", totals.missing],
  ];
  const buttons = states.map(([state, word, count]) => {
    const isNow = String(question.state === state);
    const button = element("button", { type: "button", "aria-pressed": isNow, "data-state": state }, `${words[word]} ${count}`);
    button.onclick = () => ask({ state, page: 1 });
    return button;
  });
  const focused = document.activeElement?.dataset?.state;
  find("states").replaceChildren(...buttons);
  if (focused !== undefined) buttons.find((button) => button.dataset.state === focused)?.focus();
}

const counted = (word, count) => (count > 0 ? `${words[word]} ${count}` : null);

function drawReportCell(row) {
  const parts = [
    ["error", counted("desk-errors", row.errors)],
    ["warning", counted("desk-warnings", row.warnings)],
    ["information", counted("desk-information", row.information)],
  ].filter(([, text]) => text !== null);
  if (parts.length === 0) return element("td", { class: "clean" }, words["desk-clean"]);
  return element("td", {}, ...parts.map(([kind, text]) => element("span", { class: `tally ${kind}` }, text)));
}

function drawNumbers(numbers) {
  if (!numbers) return element("td", {}, "—");
  const [all, rest] = numbers;
  const covered = element("meter", { min: 0, max: Math.max(all, 1), value: all - rest });
  return element("td", { class: "numbers" }, covered, ` ${all - rest}/${all}`);
}

function drawRow(row) {
  const detail = element("tr", { class: "detail", hidden: "" }, element("td", { colspan: 5 }));
  const toggle = element("button", { type: "button", class: "toggle", "aria-expanded": "false" }, row.title || row.name);
  const preview = row.href ? element("a", { href: row.href, target: "preview" }, words["desk-preview"]) : null;
  const line = element(
    "tr",
    { class: row.errors > 0 ? "faulty" : null, "data-file": row.file },
    element("td", {}, toggle, element("small", {}, row.name, row.date ? ` · ${row.date}` : "")),
    element("td", {}, element("span", { class: `state ${row.state}` }, words[row.state]), " ", preview),
    drawReportCell(row),
    element("td", { class: "missing" }, row.missing.join("、") || words["desk-none"]),
    drawNumbers(row.numbers),
  );
  const expand = async () => {
    const report = await load(`/_liuhao/story.json?file=${encodeURIComponent(row.file)}`);
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
    report.faults.length > 0 ? faults : element("p", {}, words["desk-clean"]),
    report.numbers.length > 0 ? element("h2", {}, words["desk-coverage"]) : null,
    report.numbers.length > 0 ? numbers : null,
  );
}

function drawPager(desk) {
  if (desk.pages === 1) {
    find("pager").replaceChildren();
    return;
  }
  const turn = (word, page, isThere) => {
    const button = element("button", { type: "button", disabled: isThere ? null : "" }, words[word]);
    button.onclick = () => ask({ page });
    return button;
  };
  find("pager").replaceChildren(
    turn("desk-previous", desk.page - 1, desk.page > 1),
    element("span", {}, `${desk.page} / ${desk.pages}`),
    turn("desk-next", desk.page + 1, desk.page < desk.pages),
  );
}

async function draw() {
  const number = ++asked;
  const desk = await load(`/_liuhao/desk.json?${new URLSearchParams(question)}`);
  words = Object.fromEntries(desk.words);
  const drawn = desk.rows.map(drawRow);
  await Promise.all(drawn.map((row) => row.ready));
  // A later question has been answered first.
  if (number !== asked) return;
  const focused = document.activeElement?.closest?.("tr[data-file]")?.dataset.file;
  question.page = desk.page;
  document.title = `${words["desk-title"]} - ${desk.name}`;
  find("title").textContent = `${words["desk-title"]} · ${desk.name}`;
  find("home").textContent = words["desk-home"];
  find("q").placeholder = words["desk-search"];
  find("q").setAttribute("aria-label", words["desk-search"]);
  find("troubles").replaceChildren(...desk.troubles.map((text) => element("li", {}, text)));
  drawStates(desk.totals);
  find("count").textContent = desk.found === 0 ? words["desk-nothing"] : `${desk.found}`;
  const heads = ["desk-story", "desk-state", "desk-report", "desk-missing", "desk-coverage"];
  find("head").replaceChildren(...heads.map((word) => element("th", { scope: "col" }, words[word])));
  find("rows").replaceChildren(...drawn.flatMap((row) => row.rows));
  if (focused) {
    const row = [...find("rows").children].find((line) => line.dataset.file === focused);
    row?.querySelector(".toggle")?.focus();
  }
  drawPager(desk);
}

function ask(change) {
  Object.assign(question, change);
  draw().catch(() => {});
}

find("q").oninput = () => ask({ q: find("q").value, page: 1 });
find("ask").onsubmit = (event) => event.preventDefault();
listen(() => ask({}));
