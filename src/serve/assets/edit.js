// The page where a story is edited: its facts, its text, and the page as readers see it.
//
// The state is what the desk says of the file (`session.js`). It is drawn whole and merged into the page, so that
// the control in use keeps its words, its cursor and its input method. Every button names its act.

import { get, mayEdit, query } from "/_liuhao/ask.js";
import { button, confirm, element, find, loadWords, say, word } from "/_liuhao/dom.js";
import { drawForm, valueOf } from "/_liuhao/form.js";
import { Idiomorph } from "/_liuhao/idiomorph.js";
import { listen } from "/_liuhao/listen.js";
import { boundsOf, drawNumbers, marksOf } from "/_liuhao/numbers.js";
import { acts } from "/_liuhao/acts.js";
import { reading } from "/_liuhao/reading.js";
import { drawReview } from "/_liuhao/review.js";
import { begin } from "/_liuhao/session.js";
import { writing } from "/_liuhao/writing.js";

// How long a pause in writing is before the text is saved, in milliseconds.
const PAUSE = 1200;
const PANES = ["facts", "text", "page"];

const file = new URLSearchParams(location.search).get("file") ?? "";
let session = null;
let text = null;
let understand = null;
let pause = 0;

// Merges a fresh drawing into the one that is shown; what has the focus keeps its words.
function merge(parent, fresh) {
  const old = parent.querySelector(`#${fresh.id}`);
  if (!old) {
    parent.append(fresh);
    return;
  }
  // What goes away must not hold the focus: Chromium falls over it.
  const { activeElement } = document;
  if (old.contains(activeElement) && !fresh.querySelector(`[id="${activeElement.id}"]`)) activeElement.blur();
  Idiomorph.morph(old, fresh, {
    ignoreActiveValue: true,
    callbacks: {
      // Whether a part is open is the editor's own affair.
      beforeAttributeUpdated: (name, node) => !(name === "open" && node.tagName === "DETAILS"),
    },
  });
}

function draw() {
  const { form, body, openClaim } = session.state;
  merge(find("facts-box"), drawForm(form, session.state));
  if (form.review) merge(find("review-box"), drawReview(form.review));
  text.show(body?.text ?? form.body, marksOf(form, openClaim), body !== null);
  merge(find("numbers-box"), drawNumbers(form, openClaim));
  drawHead(form);
  drawPage(form);
}

function drawHead(form) {
  document.title = `${form.title} - ${word("desk-title")}`;
  find("title").textContent = form.title || form.name;
  find("state").textContent = [form.section, word(form.state)].filter(Boolean).join(" · ");
  find("state").className = `badge ${form.state}`;
  find("undo").disabled = form.undo === 0;
}

function drawPage(form) {
  const frame = find("page");
  const address = form.href;
  find("no-page").hidden = address !== null;
  frame.hidden = address === null;
  if (address !== null && frame.getAttribute("src") !== address) frame.setAttribute("src", address);
  if (address !== null) find("alone").href = address;
}

// The tabs of a narrow screen.
function show(pane) {
  document.body.dataset.pane = pane;
  for (const name of PANES) find(`tab-${name}`).setAttribute("aria-pressed", String(name === pane));
}

function drawFrame() {
  find("back").textContent = `← ${word("face-back")}`;
  find("tabs").setAttribute("aria-label", word("face-tabs"));
  find("tabs").append(...PANES.map((name) => button(word(`face-tab-${name}`), () => show(name), { id: `tab-${name}` })));
  for (const name of PANES) {
    find(`pane-${name}`).setAttribute("aria-label", word(`face-tab-${name}`));
    find(`pane-${name}`).append(element("h2", { class: "pane-title" }, word(`face-tab-${name}`)));
  }
  find("pane-facts").append(element("div", { id: "facts-box" }), element("div", { id: "review-box" }));
  find("pane-text").append(text.box, element("div", { id: "numbers-box" }));
  find("pane-page").append(
    element("p", {}, element("a", { id: "alone", href: "/", target: "preview" }, word("face-alone"))),
    element("p", { id: "no-page", class: "empty", hidden: true }, word("face-no-page")),
    element("iframe", { id: "page", title: word("face-tab-page") }),
  );
  find("acts").append(
    button(word("face-undo"), () => acts.undo(session), { id: "undo", title: word("face-undo-help") }),
    element("a", { class: "button", href: `/_liuhao/sheet?${query({ file })}`, target: "sheet" }, word("face-sheet")),
    button(word("face-publish"), publish, { class: "main", id: "publish" }),
  );
  show("facts");
}

// Everything that is typed is saved before the page is left.
async function saveAll() {
  const keys = [...session.state.drafts.keys()];
  const went = await Promise.all([...keys.map((key) => session.saveField(key)), session.saveBody()]);
  return went.every(Boolean);
}

async function publish() {
  if (!(await saveAll())) return;
  if (session.state.form.state === "desk-draft") {
    const isReady = await confirm(word("face-ready"), word("face-ready-help"), word("face-ready-yes"));
    if (!isReady) return;
    if (!(await session.edit([{ op: "remove", path: "draft" }]))) return;
  }
  location.assign("/_liuhao/publish");
}

const keyOf = ({ dataset }) => session.keyOf(dataset.path, dataset.nth, dataset.field);
const isControl = (element) => element.matches?.("input[data-path], textarea[data-path]");

function hearTyping(event) {
  const control = event.target;
  if (control.dataset.asked !== undefined) session.state.asked.set(control.dataset.asked, control.value);
  if (!isControl(control)) return;
  if (control.dataset.nth === "fresh") {
    session.state.fresh.get(control.dataset.path).values[control.dataset.field] = valueOf(control);
  } else {
    session.type(keyOf(control), valueOf(control));
  }
  acts.sum(control);
  understand(control);
}

function hearLeaving(event) {
  const control = event.target;
  if (!isControl(control)) return;
  if (control.dataset.nth === "fresh") {
    const row = control.closest("li");
    // Into a button of the row: that says itself what is to be done.
    if (!row.contains(event.relatedTarget)) acts.keep(session, control.dataset.path, false);
    return;
  }
  session.saveField(keyOf(control));
}

function hearKey(event) {
  const control = event.target;
  if (event.key !== "Enter" || event.isComposing || !isControl(control) || control.tagName !== "INPUT") return;
  event.preventDefault();
  if (control.dataset.nth === "fresh") acts.keep(session, control.dataset.path, true);
  else session.saveField(keyOf(control));
}

function hearClick(event) {
  const pressed = event.target.closest?.("[data-act]");
  if (!pressed || pressed.disabled) return;
  const act = pressed.dataset.act;
  if (act === "show") return showFault(Number(pressed.dataset.nth));
  if (act === "claim") return openClaim(Number(pressed.dataset.start));
  return acts[act](session, pressed.dataset.path ?? pressed, pressed);
}

function showFault(nth) {
  const { form } = session.state;
  const bounds = boundsOf(form.body_faults[nth], form);
  show("text");
  text.go(bounds.start, bounds.end);
}

function openClaim(start) {
  const { state } = session;
  state.openClaim = state.openClaim === start ? null : start;
  draw();
}

// An open number of the text that the cursor was put into.
function hearPlace(offset) {
  if (offset === null) return;
  const { state } = session;
  const found = text.marksNow().find((mark) => mark.kind.startsWith("open") && mark.start <= offset && offset <= mark.end);
  const claim = found && state.form.claims.find((one) => one.is_open && one.text === text.area.value.slice(found.start, found.end) && state.body === null && one.start === found.start);
  if (!claim) return;
  state.openClaim = claim.start;
  draw();
  say(word("face-claim-open", { text: claim.text }));
}

function hearWriting() {
  return {
    changed() {
      session.typeBody(text.area.value);
      clearTimeout(pause);
      pause = setTimeout(() => session.saveBody(), PAUSE);
    },
    left() {
      clearTimeout(pause);
      session?.saveBody();
    },
    photos: (files) => acts.photos(session, text, files),
    rich: (html, plain) => acts.rich(text, html, plain),
    plain: (plain) => acts.plain(text, plain),
    at: hearPlace,
  };
}

async function start() {
  await loadWords("edit");
  if (!mayEdit) {
    find("title").textContent = word("face-not-here");
    find("back").textContent = `← ${word("face-back")}`;
    return;
  }
  let form;
  try {
    form = await get(`form.json?${query({ file })}`);
  } catch (refusal) {
    find("title").textContent = refusal.message;
    find("back").textContent = `← ${word("face-back")}`;
    return;
  }
  text = writing(hearWriting());
  session = begin(form, draw);
  understand = reading(session);
  drawFrame();
  const wasKept = session.recall();
  draw();
  if (wasKept) say(word("face-kept"), "bad");
  if (!form.writable) drawLocked(form);
  const facts = find("pane-facts");
  facts.addEventListener("input", hearTyping);
  facts.addEventListener("focusout", hearLeaving);
  facts.addEventListener("change", (event) => event.target.type === "checkbox" && session.saveField(keyOf(event.target)));
  facts.addEventListener("keydown", hearKey);
  document.addEventListener("click", hearClick);
  acts.drag(session, facts);
  // An `input` of a checkbox comes before its `change`.
  addEventListener("beforeunload", (event) => session.isUnsaved() && event.preventDefault());
  listen(() => session.look());
}

// A file that cannot be written here: read, and the way to mend it.
function drawLocked(form) {
  const mend = form.fixable ? button(word("face-fix-file"), () => acts.mendFile(session)) : null;
  find("pane-facts").prepend(element("div", { class: "fault error", id: "locked" }, element("p", {}, form.why_not ?? ""), mend));
  find("pane-facts").inert = form.fixable ? false : true;
  text.area.readOnly = true;
}

start();
