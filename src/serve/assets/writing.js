// The text of a story: a text field with a small bar, marks in its lines, pictures and pastes.
//
// Entry point: `writing`. The field is the browser's own, so undo, input methods and readers of screens work as
// everywhere. Behind it lies the same text unseen; it gives the field its height and carries the marks.

import { button, element, word } from "/_liuhao/dom.js";

// A shorter text holds no number of a person, and nobody's home.
const SHORTEST = 6;
const PICTURES = ["image/jpeg", "image/png", "image/webp", "image/gif"];

// Puts text in place of what is selected, so that the browser's undo takes it back.
function insert(area, text) {
  area.focus();
  if (document.execCommand("insertText", false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

// Start and end of the lines that the selection touches.
function touched(area) {
  const { value, selectionStart, selectionEnd } = area;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const end = value.indexOf("\n", selectionEnd);
  return [start, end < 0 ? value.length : end];
}

// Gives the touched lines a mark in front, or takes it away where all have it.
function prefix(area, mark, known) {
  const [start, end] = touched(area);
  const lines = area.value.slice(start, end).split("\n");
  const all = lines.every((line) => line === "" || known.test(line));
  const isOff = all && lines.some((line) => line !== "");
  const made = lines.map((line) => {
    const bare = line.replace(known, "");
    return isOff || (line === "" && lines.length > 1) ? bare : mark + bare;
  });
  area.setSelectionRange(start, end);
  insert(area, made.join("\n"));
  if (lines.length > 1) area.setSelectionRange(start, start + made.join("\n").length);
}

function embolden(area) {
  const { value, selectionStart: start, selectionEnd: end } = area;
  const chosen = value.slice(start, end);
  const isBold = value.slice(start - 2, start) === "**" && value.slice(end, end + 2) === "**";
  if (isBold) {
    area.setSelectionRange(start - 2, end + 2);
    insert(area, chosen);
    area.setSelectionRange(start - 2, end - 2);
    return;
  }
  const text = chosen.trim() || word("face-bold-sample");
  const [before, after] = chosen.trim() ? chosen.split(chosen.trim(), 2) : ["", ""];
  insert(area, `${before}**${text}**${after}`);
  area.setSelectionRange(start + before.length + 2, start + before.length + 2 + text.length);
}

// A block of its own, with empty lines round it.
export function insertBlock(area, block) {
  const { value, selectionEnd } = area;
  const end = value.indexOf("\n", selectionEnd) < 0 ? value.length : value.indexOf("\n", selectionEnd);
  area.setSelectionRange(end, end);
  const before = value.slice(0, end);
  const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const after = value.slice(end).startsWith("\n\n") || end === value.length ? "" : "\n";
  insert(area, `${gap}${block}${after}`);
}

const table = () => {
  const cell = word("face-table-cell");
  const row = `| ${cell} | ${cell} |`;
  return `| ${word("face-table-head")} | ${word("face-table-head")} |\n| --- | --- |\n${row}\n${row}`;
};

// The marks of the saved text in the text as it is now: those that a change touches are let go.
export function moved(marks, saved, now) {
  if (saved === now) return marks;
  let head = 0;
  const least = Math.min(saved.length, now.length);
  while (head < least && saved[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < least - head && saved[saved.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  const by = now.length - saved.length;
  return marks.flatMap((mark) => {
    if (mark.end <= head) return [mark];
    if (mark.start >= saved.length - tail) return [{ ...mark, start: mark.start + by, end: mark.end + by }];
    return [];
  });
}

// The text in pieces: headings whole, and what the marks cover. Of marks that overlap the first one counts.
function drawMirror(text, marks) {
  const pieces = [];
  let at = 0;
  const upTo = (end) => {
    for (const part of text.slice(at, end).split(/(^#{1,6} [^\n]*)/m)) {
      if (part !== "") pieces.push(/^#{1,6} /.test(part) ? element("span", { class: "heading" }, part) : part);
    }
    at = end;
  };
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    if (mark.start < at || mark.end > text.length || mark.end <= mark.start) continue;
    upTo(mark.start);
    pieces.push(element("mark", { class: mark.kind }, text.slice(mark.start, mark.end)));
    at = mark.end;
  }
  upTo(text.length);
  return pieces;
}

// `tell`: changed(), left(), photos(files), rich(html, plain), plain(plain), at(offset).
export function writing(tell) {
  const mirror = element("div", { class: "mirror", "aria-hidden": "true" });
  const area = element("textarea", { id: "body", "aria-label": word("face-text"), "aria-describedby": "text-help", spellcheck: "false", autocomplete: "off" });
  const files = element("input", { type: "file", accept: PICTURES.join(","), multiple: true, hidden: true, tabindex: "-1", "aria-label": word("face-photo") });
  const tool = (id, sign, act) =>
    button("", () => act(), { class: "tool", id: `tool-${id}` }, "");
  const tools = [
    ["heading", "H", () => prefix(area, "## ", /^#{1,6} +/)],
    ["bold", "B", () => embolden(area)],
    ["list", "•", () => prefix(area, "- ", /^[-*+] +/)],
    ["quote", "❝", () => prefix(area, "> ", /^> ?/)],
    ["photo", "▣", () => files.click()],
    ["table", "▦", () => insertBlock(area, table())],
    ["undo", "↶", () => { area.focus(); document.execCommand("undo"); }],
    ["redo", "↷", () => { area.focus(); document.execCommand("redo"); }],
  ].map(([id, sign, act]) => {
    const made = tool(id, sign, act);
    // The field keeps its selection while a tool is pressed.
    made.onmousedown = (event) => event.preventDefault();
    made.append(element("span", { class: "sign", "aria-hidden": "true" }, sign), word(`face-${id}`));
    return made;
  });
  let [marks, saved] = [[], ""];
  const redraw = () => {
    // A last empty line has no height by itself.
    mirror.replaceChildren(...drawMirror(area.value, moved(marks, saved, area.value)), "\n\u200b");
  };
  area.oninput = () => {
    redraw();
    tell.changed();
  };
  area.onblur = () => tell.left();
  area.onkeydown = (event) => {
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (isCommand && event.key.toLowerCase() === "b") {
      event.preventDefault();
      embolden(area);
    }
  };
  const look = () => tell.at(area.selectionStart === area.selectionEnd ? area.selectionStart : null);
  area.onclick = look;
  area.onkeyup = (event) => event.key.startsWith("Arrow") && look();
  const pictures = (list) => [...list].filter((file) => PICTURES.includes(file.type));
  area.onpaste = (event) => {
    const given = event.clipboardData;
    const found = pictures(given.files);
    const html = given.getData("text/html");
    // Word gives a picture of the text beside the text itself.
    if (html && /<(p|h\d|table|li|img|b|strong)\b/i.test(html)) {
      event.preventDefault();
      tell.rich(html, given.getData("text/plain"));
    } else if (found.length > 0) {
      event.preventDefault();
      tell.photos(found);
    } else if (given.getData("text/plain").trim().length >= SHORTEST) {
      event.preventDefault();
      tell.plain(given.getData("text/plain"));
    }
  };
  files.onchange = () => {
    const found = pictures(files.files);
    files.value = "";
    if (found.length > 0) tell.photos(found);
  };
  const box = element(
    "div",
    { class: "writing" },
    element("div", { class: "tools", role: "group", "aria-label": word("face-tools") }, tools, files),
    element("div", { class: "paper" }, mirror, area),
    element("p", { class: "hint", id: "text-help" }, word("face-text-help")),
  );
  box.ondragover = (event) => {
    if ([...event.dataTransfer.types].includes("Files")) {
      event.preventDefault();
      box.classList.add("over");
    }
  };
  box.ondragleave = () => box.classList.remove("over");
  box.ondrop = (event) => {
    box.classList.remove("over");
    const found = pictures(event.dataTransfer.files);
    if (found.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    tell.photos(found);
  };
  return {
    box,
    area,
    // Shows a text that was saved, with its marks; what is being typed stays.
    show(text, its, isKept) {
      [marks, saved] = [its, text];
      if (!isKept && area.value !== text) {
        const { selectionStart, selectionEnd } = area;
        area.value = text;
        if (document.activeElement === area) area.setSelectionRange(selectionStart, selectionEnd);
      }
      redraw();
    },
    insert: (text) => insert(area, text),
    insertBlock: (text) => insertBlock(area, text),
    // Goes to a place and shows it.
    go(start, end = start) {
      area.focus();
      area.setSelectionRange(start, end);
      const at = mirror.ownerDocument.createRange();
      const walker = document.createTreeWalker(mirror, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(), left = start; node; node = walker.nextNode()) {
        if (left <= node.length) {
          at.setStart(node, left);
          at.collapse(true);
          const box = at.getBoundingClientRect();
          const scroller = area.closest(".pane");
          scroller.scrollBy({ top: box.top - scroller.getBoundingClientRect().top - scroller.clientHeight / 3 });
          return;
        }
        left -= node.length;
      }
    },
    marksNow: () => moved(marks, saved, area.value),
  };
}
