// What the buttons of the editing page do. Each act has the name that its button carries.

import { post } from "/_liuhao/ask.js";
import { find, say, word } from "/_liuhao/dom.js";
import { filled, valueOf } from "/_liuhao/form.js";
import { sumText } from "/_liuhao/rows.js";

const field = (session, path) => session.state.form.fields.find((one) => one.path === path);
const card = (session, line) => session.state.form.cards.find((one) => one.comment === line);

// Goes to a control when it is there.
function focus(id) {
  const found = find(id);
  if (found && !found.disabled) found.focus();
  return found;
}

async function move(session, path, nth, to) {
  const last = field(session, path).rows.length - 1;
  if (to < 0 || to > last || to === nth) return;
  if (!(await session.edit([{ op: "move", path, nth, to }]))) return;
  say(word("face-row-moved", { nth: to + 1 }), "good");
  // The button goes with its row; at the end of the list the other one is there.
  const name = to < nth ? "up" : "down";
  if (focus(`${name}-${path}-${to}`)?.disabled) focus(`${name === "up" ? "down" : "up"}-${path}-${to}`);
}

// Puts a value into a control as if it had been typed, and saves it.
function put(session, pressed, value) {
  const control = find(pressed.dataset.for);
  control.value = value;
  control.dispatchEvent(new Event("input", { bubbles: true }));
  if (control.dataset.nth === "fresh") {
    session.draw();
    return;
  }
  session.saveField(session.keyOf(control.dataset.path, control.dataset.nth, control.dataset.field));
}

// Answers a question of an import, and goes on to the next one.
async function answer(session, asked, { op, changes }) {
  const change = { op, line: asked.line, comment: asked.comment, ...(changes ? { changes } : {}) };
  const went = await session.edit([change], null, { done: () => session.state.asked.delete(asked.comment) });
  if (went) (document.querySelector(".card.asked button") ?? find("field-title"))?.focus();
  return went;
}

export const acts = {
  undo: (session) => session.other("undo", {}),

  mendFile: async (session) => (await session.other("fix", {})) && location.reload(),

  mend(session, _, pressed) {
    const { line, changes } = JSON.parse(pressed.dataset.mend);
    return changes ? session.edit(changes) : session.other("fix", line === null || line === undefined ? {} : { line });
  },

  again(session, _, pressed) {
    const box = pressed.closest(".row, .field");
    for (const control of box.querySelectorAll("input[data-path], textarea[data-path]")) {
      session.saveField(session.keyOf(control.dataset.path, control.dataset.nth, control.dataset.field));
    }
  },

  choose(session, _, pressed) {
    const control = find(pressed.dataset.for);
    // Pressed again it takes the value away.
    put(session, pressed, control.value === pressed.dataset.value ? "" : pressed.dataset.value);
  },

  toggle(session, _, pressed) {
    const values = valueOf(find(pressed.dataset.for));
    const { value } = pressed.dataset;
    const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
    put(session, pressed, next.join("\n"));
  },

  add(session, path) {
    session.state.fresh.set(path, { values: {}, refusal: null });
    session.draw();
    focus(`${path}-fresh-${field(session, path).columns[0].path}`);
  },

  drop(session, path) {
    session.state.fresh.delete(path);
    session.draw();
    focus(`add-${path}`);
  },

  // Writes a new row; `isNext` begins another one behind it.
  async keep(session, path, isNext) {
    const fresh = session.state.fresh.get(path);
    if (!fresh || fresh.isSent) return;
    const values = filled(fresh.values);
    if (Object.keys(values).length === 0) {
      if (isNext !== false) acts.drop(session, path);
      return;
    }
    fresh.isSent = true;
    const went = await session.edit([{ op: "insert", path, values }], null, {
      done: () => session.state.fresh.delete(path),
      failed: (refusal) => Object.assign(fresh, { refusal, isSent: false }),
    });
    if (!went) return;
    if (isNext === true) acts.add(session, path);
    else if (isNext !== false) focus(`add-${path}`);
  },

  up: (session, path, pressed) => move(session, path, Number(pressed.dataset.nth), Number(pressed.dataset.nth) - 1),
  down: (session, path, pressed) => move(session, path, Number(pressed.dataset.nth), Number(pressed.dataset.nth) + 1),

  async cut(session, path, pressed) {
    if (!(await session.edit([{ op: "remove", path, nth: Number(pressed.dataset.nth) }]))) return;
    say(word("face-row-cut-done"), "good");
    focus(`add-${path}`);
  },

  take(session, _, pressed) {
    const asked = card(session, pressed.dataset.card);
    const value = session.state.asked.get(asked.comment) ?? asked.proposal;
    const changes = asked.changes && !session.state.asked.has(asked.comment) ? asked.changes : [{ op: "set", path: asked.path, value }];
    return answer(session, asked, { op: "take", changes });
  },

  alter(session, _, pressed) {
    const asked = card(session, pressed.dataset.card);
    session.state.asked.set(asked.comment, asked.proposal ?? "");
    session.draw();
    focus(`asked-${asked.line}`);
  },

  dismiss(session, _, pressed) {
    const asked = card(session, pressed.dataset.card);
    return answer(session, asked, { op: "dismiss" });
  },

  fill(session, _, pressed) {
    const claim = session.state.form.claims.find((one) => one.start === Number(pressed.dataset.start));
    session.state.openClaim = null;
    return session.edit(claim.goes[Number(pressed.dataset.nth)].changes);
  },

  async sign(session) {
    const [state, by, date] = ["state", "by", "date"].map((name) => find(`review-${name}`).value.trim());
    if (by === "") {
      say(word("face-review-nobody"), "bad");
      focus("review-by");
      return;
    }
    const went = await session.other("review", { state, by, ...(date === "" ? {} : { date }) });
    if (went) find("review-by").value = "";
  },

  // The sum of the age bands while they are typed.
  sum(control) {
    const line = control.dataset.path && find(`sum-${control.dataset.path}`);
    if (!line) return;
    const counts = control.closest(".rows-of").querySelectorAll('input[data-field="age_band.count"]');
    const sum = [...counts].reduce((all, one) => all + (Number.parseInt(one.value, 10) || 0), 0);
    const total = Number(line.dataset.total);
    line.textContent = sumText(sum, total);
    line.className = `sum ${Number.isNaN(total) ? "" : sum === total ? "equal" : "differs"}`;
  },

  // Pictures are put beside the story one after the other, and shown where the cursor stands.
  async photos(session, text, files) {
    let last = null;
    for (const [nth, one] of files.entries()) {
      say(word("face-photo-going", { nth: nth + 1, count: files.length }));
      try {
        last = await session.upload(one);
        text.insertBlock(last.markdown);
      } catch (refusal) {
        say(`${word("face-photo-refused", { name: one.name })} ${refusal.message}`, "bad");
        return;
      }
    }
    await session.saveBody();
    say(word("face-photo-done", { count: files.length }), "good");
  },

  async rich(text, html, plain) {
    try {
      const { markdown, notes } = await post("paste", { html });
      text.insert(markdown);
      say([word("face-pasted"), ...(notes ?? [])].join(" "), "good");
    } catch (refusal) {
      // The words at least.
      text.insert(plain);
      say(`${word("face-pasted-plain")} ${refusal.message}`, "bad");
    }
  },

  // What is of persons is held back by the program, as of a whole file; anything else stays as it is.
  async plain(text, plain) {
    try {
      const { markdown, notes } = await post("paste", { text: plain });
      text.insert(markdown);
      if (notes?.length) say(notes.join(" "), "good");
    } catch (refusal) {
      text.insert(plain);
      say(`${word("face-pasted-plain")} ${refusal.message}`, "bad");
    }
  },

  // Rows are drawn to their place by their grip.
  drag(session, root) {
    let held = null;
    const rowOf = (event) => event.target.closest?.("li.row:not(.fresh)");
    const clear = () => root.querySelectorAll(".before, .after").forEach((row) => row.classList.remove("before", "after"));
    root.addEventListener("dragstart", (event) => {
      if (!event.target.closest?.(".grip")) return;
      held = rowOf(event);
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", held.dataset.nth);
      event.dataTransfer.setDragImage(held, 20, 20);
    });
    root.addEventListener("dragover", (event) => {
      const over = rowOf(event);
      clear();
      if (!held || !over || over.dataset.path !== held.dataset.path) return;
      event.preventDefault();
      const isAfter = Number(over.dataset.nth) > Number(held.dataset.nth);
      over.classList.add(isAfter ? "after" : "before");
    });
    root.addEventListener("drop", (event) => {
      const over = rowOf(event);
      clear();
      if (!held || !over || over.dataset.path !== held.dataset.path) return;
      event.preventDefault();
      move(session, held.dataset.path, Number(held.dataset.nth), Number(over.dataset.nth));
      held = null;
    });
    root.addEventListener("dragend", () => {
      held = null;
      clear();
    });
  },
};
