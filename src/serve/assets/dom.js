// What every page of the desk is made with: elements, words, and the line that tells what happened.
//
// Everything that comes from files is put in as text, never as markup.

const known = new Map();

// The attributes that are null or undefined are left out; so are such children.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export const find = (id) => document.getElementById(id);

// Fetches the texts of a page, and says which language they are in.
export async function loadWords(page) {
  const answer = await (await fetch(`/_liuhao/words.json?for=${page}`, { cache: "no-cache" })).json();
  for (const [id, text] of answer.words) known.set(id, text);
  document.documentElement.lang = answer.lang;
}

// The text of an id, with `{name}` filled in.
export function word(id, values = {}) {
  const text = known.get(id) ?? id;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// A button that does one thing.
export function button(text, act, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, text);
  if (act) made.onclick = () => act(made);
  return made;
}

// Tells what happened, aloud for those who listen: `kind` is "good", "bad" or "".
export function say(text, kind = "", ...more) {
  const line = find("said");
  line.className = kind;
  line.replaceChildren(...(text ? [element("span", {}, text), ...more] : []));
}

// Asks in a dialog and gives what `draw(close)` closes it with; Esc gives null.
export function dialog(title, draw, { isWide = false } = {}) {
  const before = document.activeElement;
  return new Promise((done) => {
    const box = element("dialog", { "aria-labelledby": "dialog-title", class: isWide ? "wide" : null });
    const close = (value = null) => {
      box.dataset.open = "no";
      box.close();
      box.remove();
      if (before?.isConnected) before.focus();
      done(value);
    };
    box.append(element("h2", { id: "dialog-title" }, title), ...[draw(close)].flat());
    box.addEventListener("cancel", (event) => {
      event.preventDefault();
      close();
    });
    document.body.append(box);
    box.showModal();
  });
}

// A question with two answers; true for yes.
export function confirm(title, text, yes, { isGrave = false } = {}) {
  return dialog(title, (close) => [
    ...[text].flat().map((line) => element("p", {}, line)),
    element(
      "div",
      { class: "acts" },
      button(yes, () => close(true), { class: isGrave ? "grave" : "main", autofocus: true }),
      button(word("face-cancel"), () => close(false)),
    ),
  ]).then((answer) => answer === true);
}

