// Publishing: what it would change, then the build itself and its report.

import { get, mayEdit, post, query } from "/_liuhao/ask.js";
import { button, element, find, loadWords, say, word } from "/_liuhao/dom.js";
import { listen } from "/_liuhao/listen.js";

const KINDS = ["new", "changed", "withdrawn"];

const drawPage = (page, kind) =>
  element(
    "li",
    {},
    page.href && kind !== "withdrawn" ? element("a", { href: page.href, target: "preview" }, page.title) : page.title,
    page.why ? element("span", { class: "hint" }, ` ${word(`face-why-${page.why}`)}`) : null,
  );

function drawPages(report) {
  const tallies = KINDS.map((kind) =>
    element("li", {}, element("b", {}, `${report[kind].length}`), word(`face-pages-${kind}`)),
  );
  const lists = KINDS.filter((kind) => report[kind].length > 0).map((kind) =>
    element(
      "section",
      { class: "card" },
      element("h2", {}, `${word(`face-pages-${kind}`)} ${report[kind].length}`),
      element("ul", { class: "pages" }, report[kind].map((page) => drawPage(page, kind))),
    ),
  );
  return [element("ul", { class: "tallies card" }, tallies), lists];
}

const drawFault = (fault) =>
  element(
    "li",
    { class: `fault ${fault.severity}` },
    element("p", {}, element("strong", {}, `${fault.label} `), fault.message),
    fault.help ? element("p", { class: "help" }, fault.help) : null,
    fault.file
      ? element("a", { class: "quiet", href: `/_liuhao/edit?${query({ file: fault.file })}` }, word("face-go-mend", { name: fault.name ?? fault.file }))
      : null,
  );

function drawFaults(faults) {
  const errors = faults.filter((fault) => fault.severity === "error");
  const others = faults.filter((fault) => fault.severity !== "error");
  return [
    errors.length > 0
      ? element("section", { class: "card" }, element("h2", {}, word("face-errors-stand", { count: errors.length })), element("ol", {}, errors.map(drawFault)))
      : null,
    others.length > 0
      ? element("details", { class: "card" }, element("summary", {}, word("face-warnings-stand", { count: others.length })), element("ol", {}, others.map(drawFault)))
      : null,
  ];
}

const isNothing = (plan) => KINDS.every((kind) => plan[kind].length === 0);

function show(...parts) {
  find("main").replaceChildren(...parts.flat(3).filter(Boolean));
}

// The plan is drawn anew while files change, until it is carried out.
let isPlan = true;

async function before() {
  try {
    const plan = await get("publish.json");
    if (!isPlan) return;
    say("");
    const act = plan.may
      ? element("p", {}, isNothing(plan) ? word("face-nothing-new") : word("face-may-publish"))
      : element("p", { class: "fault error" }, word("face-may-not"));
    const go = plan.may ? element("div", { class: "acts" }, button(word("face-publish-now"), publish, { class: "main", id: "now" })) : null;
    show(element("section", { class: "card" }, act, go), drawFaults(plan.faults.filter((fault) => fault.severity === "error")), drawPages(plan), drawFaults(plan.faults.filter((fault) => fault.severity !== "error")));
  } catch (refusal) {
    say(refusal.message, "bad");
  }
}

async function publish(pressed) {
  isPlan = false;
  pressed.disabled = true;
  say(word("face-publishing"));
  try {
    const report = await post("publish", {});
    if (!report.published) {
      isPlan = true;
      say(word("face-may-not"), "bad");
      show(drawFaults(report.faults));
      return;
    }
    say(word("face-published"), "good");
    const told = word("face-published-what", { pages: report.pages, written: report.files_written, removed: report.files_removed });
    show(
      element(
        "section",
        { class: "card" },
        element("h2", { id: "done" }, word("face-published")),
        element("p", {}, told),
        element("p", {}, word("face-published-where", { output: report.output })),
        element("div", { class: "acts" }, element("a", { class: "button main", href: "/_liuhao/" }, word("face-back"))),
      ),
      drawPages(report),
      drawFaults(report.faults),
    );
  } catch (refusal) {
    say([refusal.message, refusal.help].filter(Boolean).join(" "), "bad");
    pressed.disabled = false;
    isPlan = true;
  }
}

async function begin() {
  await loadWords("publish");
  document.title = `${word("face-publish")} - ${word("desk-title")}`;
  find("title").textContent = word("face-publish");
  find("back").textContent = `← ${word("face-back")}`;
  if (!mayEdit) return say(word("face-not-here"), "bad");
  say(word("face-looking"));
  listen(() => isPlan && before());
}

begin();
