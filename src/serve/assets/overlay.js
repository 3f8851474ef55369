// The report that is laid over a page while an error stands.
//
// Everything from the report is put in as text, never as markup.

let root = null;
let shown = "";
let isClosed = false;

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// file:line:column, as a link where there is an editor to open.
function place(at) {
  if (!at.name) return null;
  const name = [at.name, at.line, at.column].filter((part) => part !== null).join(":");
  return at.href ? element("a", { class: "place", href: at.href }, name) : element("span", { class: "place" }, name);
}

// The line with a caret below the words at fault. What stands before is repeated unseen, so that the
// caret stands right in any font.
function excerpt(at, note) {
  if (!at.words) return note ? element("p", { class: "note" }, note) : null;
  const [head, fault, tail] = at.words;
  const caret = "^".repeat(Math.max(1, [...fault].length));
  const number = `${at.line} │ `;
  return element(
    "pre",
    {},
    element("span", { class: "number" }, number),
    head,
    element("mark", {}, fault),
    tail,
    "\n",
    element("span", { class: "unseen", "aria-hidden": "true" }, number, head),
    element("span", { class: "caret" }, caret, note ? ` ${note}` : ""),
  );
}

// One fault, for the report and for the desk.
export function drawFault(fault, words) {
  return element(
    "li",
    { class: `fault ${fault.severity}` },
    element(
      "p",
      { class: "what" },
      element("strong", {}, fault.label),
      ` ${fault.message} `,
      element("code", {}, fault.rule),
    ),
    place(fault.at),
    excerpt(fault.at, fault.note),
    ...fault.related.map((one) => element("div", { class: "related" }, `${one.message} `, place(one.at), excerpt(one.at))),
    fault.help ? element("p", { class: "help" }, element("strong", {}, words["label-help"]), ` ${fault.help}`) : null,
  );
}

function host() {
  const made = document.createElement("liuhao-report");
  root = made.attachShadow({ mode: "open" });
  document.documentElement.append(made);
}

function draw(report) {
  const words = Object.fromEntries(report.words);
  const count = words["overlay-badge"].replace("{count}", report.faults.length);
  const badge = element("button", { class: "badge", type: "button" }, count);
  const close = element("button", { class: "close", type: "button", "aria-label": words["overlay-close"] }, "×");
  const panel = element(
    "section",
    { class: "panel", "aria-label": words["overlay-title"] },
    element("header", {}, element("h1", {}, words["overlay-title"]), element("span", { class: "count" }, count), close),
    element(
      "p",
      { class: "hint" },
      `${words["overlay-last-good"]} `,
      element("a", { href: "/_liuhao/" }, words["overlay-desk"]),
    ),
    element("ol", {}, ...report.faults.map((fault) => drawFault(fault, words))),
  );
  const apply = () => {
    panel.hidden = isClosed;
    badge.hidden = !isClosed;
  };
  close.onclick = () => {
    isClosed = true;
    apply();
    badge.focus();
  };
  badge.onclick = () => {
    isClosed = false;
    apply();
    close.focus();
  };
  root.replaceChildren(element("link", { rel: "stylesheet", href: "/_liuhao/overlay.css" }), panel, badge);
  apply();
}

// Shows the report while an error stands, and takes it away when all are mended.
export async function showReport(event) {
  // In a frame of the desk the faults stand beside it, at their fields.
  if (window.top !== window.self) return;
  if (event.errors === 0) {
    root?.host.remove();
    [root, shown, isClosed] = [null, "", false];
    return;
  }
  const text = await (await fetch("/_liuhao/report.json", { cache: "no-cache" })).text();
  if (text === shown && root?.host.isConnected) return;
  const report = JSON.parse(text);
  // Another fault than the one that was put aside is shown again.
  if (text !== shown) isClosed = false;
  shown = text;
  if (!root?.host.isConnected) host();
  draw(report);
}
