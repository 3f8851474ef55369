// The file was changed elsewhere at the same place: both texts side by side, and the editor chooses.

import { button, dialog, element, word } from "/_liuhao/dom.js";

// Of longer texts the middle is shown as a whole, not line by line.
const MOST = 2_000_000;

// Lines of both texts that differ, in runs: [["same"|"ours"|"theirs", line]…].
export function compare(ours, theirs) {
  const [a, b] = [ours.split(/\r?\n/), theirs.split(/\r?\n/)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const [left, right] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const middle = left.length * right.length > MOST
    ? [...left.map((line) => ["ours", line]), ...right.map((line) => ["theirs", line])]
    : longest(left, right);
  return [...a.slice(0, head).map((line) => ["same", line]), ...middle, ...a.slice(a.length - tail).map((line) => ["same", line])];
}

// By the longest run of lines that both have in one order.
function longest(a, b) {
  const width = b.length + 1;
  const length = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      length[i * width + j] = a[i] === b[j] ? length[(i + 1) * width + j + 1] + 1 : Math.max(length[(i + 1) * width + j], length[i * width + j + 1]);
    }
  }
  const made = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      made.push(["same", a[i]]);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && length[(i + 1) * width + j] >= length[i * width + j + 1])) {
      made.push(["ours", a[i]]);
      i += 1;
    } else {
      made.push(["theirs", b[j]]);
      j += 1;
    }
  }
  return made;
}

// One of the two texts: what only it has is marked, what both have far from that is left out.
function drawSide(lines, side) {
  const own = lines.filter(([kind]) => kind === "same" || kind === side);
  const isNear = (at) => own.slice(Math.max(0, at - 2), at + 3).some(([kind]) => kind === side);
  const shown = [];
  own.forEach(([kind, line], at) => {
    if (isNear(at)) shown.push(element(kind === side ? "mark" : "span", {}, line === "" ? "\u00a0" : line));
    else if (shown.at(-1)?.className !== "gap") shown.push(element("span", { class: "gap" }, "……"));
  });
  return element("div", { class: "side", tabindex: "0", role: "region", "aria-label": word(`face-${side}`) }, shown);
}

// True for ours, false for theirs, null to think it over.
export function settle({ ours, theirs, message }) {
  const lines = compare(ours ?? "", theirs);
  return dialog(
    word("face-conflict"),
    (close) => [
      element("p", {}, message),
      element(
        "div",
        { class: "sides" },
        ...["ours", "theirs"].map((side) => element("section", {}, element("h3", {}, word(`face-${side}`)), drawSide(lines, side))),
      ),
      element(
        "div",
        { class: "acts" },
        button(word("face-keep-ours"), () => close(true), { class: "main", autofocus: true }),
        button(word("face-keep-theirs"), () => close(false)),
        button(word("face-later"), () => close(null)),
      ),
    ],
    { isWide: true },
  );
}
