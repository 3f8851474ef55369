// Choosing stories in the list of the desk, to see their facts side by side.
//
// What was chosen outlives a search and a turned page; it is forgotten with the page.

import { button, element, find, word } from "/_liuhao/dom.js";

// How many can be compared.
export const FEWEST = 2;
const MOST = 4;

const chosen = new Map();

const isStory = (row) => (row.page ?? row.href)?.startsWith("/branches/");

function set(row, isChosen) {
  if (isChosen) chosen.set(row.file, row);
  else chosen.delete(row.file);
  draw();
}

// The box of a row; none where the row is no story.
export function drawPick(row) {
  if (!isStory(row)) return null;
  const label = word("face-compare-pick", { title: row.title || row.name });
  const box = element("input", { type: "checkbox", "data-pick": row.file, "aria-label": label, checked: chosen.has(row.file) });
  box.onchange = () => set(row, box.checked);
  return element("label", { class: "pick", title: label }, box);
}

// The line that tells what is chosen, and leads on. It is there from the start, so that no row moves under the pointer.
export function draw() {
  const boxes = [...document.querySelectorAll("[data-pick]")];
  for (const box of boxes) {
    box.checked = chosen.has(box.dataset.pick);
    box.disabled = chosen.size >= MOST && !box.checked;
  }
  const { size } = chosen;
  find("picks").hidden = size === 0 && boxes.length < FEWEST;
  const told = size === 0 ? "none" : size < FEWEST ? "more" : "picked";
  find("picked").textContent = word(`face-compare-${told}`, { count: size, most: MOST });
  const address = `/_liuhao/compare?${new URLSearchParams(Array.from(chosen.keys(), (file) => ["file", file]))}`;
  const go = size < FEWEST ? button(word("face-compare"), null, { disabled: true }) : element("a", { class: "button main", id: "compare", href: address }, word("face-compare"));
  const clear = size === 0 ? null : button(word("face-compare-clear"), () => { chosen.clear(); draw(); find("q").focus(); });
  find("pick-acts").replaceChildren(...[go, clear].filter(Boolean));
}
