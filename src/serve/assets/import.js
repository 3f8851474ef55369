// Files of others become stories: chosen, or dropped anywhere on the desk.

import { get, post, postFile, query } from "/_liuhao/ask.js";
import { button, dialog, element, say, word } from "/_liuhao/dom.js";
import { openStory } from "/_liuhao/shelf.js";

const send = (file, more = {}) => postFile(`import?${query({ name: file.name, ...more })}`, "application/octet-stream", file);

// Brings in one file; asks which story where it holds several. Gives what is to be told of it.
async function one(file) {
  try {
    return { file, made: await send(file) };
  } catch (refusal) {
    const stories = refusal.answer?.stories;
    if (!stories) return { file, refusal };
    const part = await which(file, stories);
    if (part === null) return { file, refusal };
    return send(file, { part }).then(
      (made) => ({ file, made }),
      (again) => ({ file, refusal: again }),
    );
  }
}

const which = (file, stories) =>
  dialog(word("face-import-which", { name: file.name }), (close) => [
    element("ol", { class: "folders" }, stories.map((title, nth) => element("li", {}, button(title, () => close(nth + 1))))),
    element("div", { class: "acts" }, button(word("face-cancel"), () => close())),
  ]);

function drawMade({ title, photos, headings, filled, asked, notes }) {
  return [
    element("p", {}, word("face-import-made", { title, headings: headings.length, photos, filled })),
    asked > 0 ? element("p", {}, element("strong", {}, word("face-import-asked", { asked }))) : null,
    notes.length > 0 ? element("ul", { class: "pages" }, notes.map((note) => element("li", {}, note))) : null,
  ];
}

// What stands in a field, in one line.
function standing({ value, rows, columns }) {
  const row = ({ phrase, values }) => phrase ?? columns.map(({ path }) => values[path]).filter(Boolean).join(" ");
  return (rows.length > 0 ? rows.map(row) : [value].flat()).filter(Boolean).join(" · ");
}

// Whether a value says the same with and without its unit: 3 and 3名.
const isSame = (now, counted) => now === counted || (/^[\d.]+$/.test(now) && now === counted.match(/^[\d.]+/)?.[0]);

// The facts of a story that counts would take the place of, each with what stands there now.
function replaced(form, facts) {
  const counted = (path) => facts.filter((fact) => fact.path === path);
  return form.fields
    .filter(({ path }) => counted(path).length > 0)
    .map((field) => ({ ...field, now: standing(field) }))
    .filter(({ path, now, columns }) => now !== "" && (columns.length > 0 || !isSame(now, counted(path)[0].value)));
}

// The counts of a roster, and the story that they go into: what they take the place of is shown before.
function drawRoster({ facts, changes, notes }, tell) {
  const list = element("select", { id: "roster-story" });
  const before = element("div", { class: "field", role: "status" });
  let form = null;
  const choose = async () => {
    form = null;
    const chosen = await get(`form.json?${query({ file: list.value })}`);
    if (chosen.file !== list.value) return;
    form = chosen;
    const old = replaced(form, facts);
    before.replaceChildren(
      ...(old.length > 0
        ? [
            element("p", {}, word("face-roster-replaced")),
            element("ul", { class: "pages" }, old.map(({ label, now }) => element("li", {}, `${label} `, element("b", {}, now)))),
          ]
        : []),
    );
  };
  const fill = async () => {
    const desk = await get("desk.json");
    const stories = desk.rows.filter((row) => row.file.startsWith("content/branches/"));
    list.append(...stories.map((row) => element("option", { value: row.file }, row.title || row.name)));
    list.onchange = choose;
    if (stories.length > 0) await choose();
  };
  fill();
  const put = async () => {
    if (form === null) return;
    // A list is counted as a whole: what was written of it goes.
    const lists = replaced(form, facts).filter(({ columns }) => columns.length > 0);
    const cleared = lists.map(({ path }) => ({ op: "remove", path }));
    try {
      await post("edit", { file: form.file, etag: form.etag, changes: [...cleared, ...changes] });
      openStory(form.file);
    } catch (refusal) {
      tell(refusal.message);
      // Somebody has saved meanwhile: what they wrote is shown before it is replaced.
      await choose();
    }
  };
  return [
    element("p", {}, word("face-roster-help")),
    element("ul", { class: "pages" }, facts.map((fact) => element("li", {}, `${fact.label} `, element("b", {}, fact.value)))),
    notes.length > 0 ? element("ul", { class: "pages" }, notes.map((note) => element("li", { class: "hint" }, note))) : null,
    element("div", { class: "field" }, element("label", { for: "roster-story" }, word("face-roster-story")), list),
    before,
    element("div", { class: "acts" }, button(word("face-roster-put"), put, { class: "main" })),
  ];
}

function drawResult({ file, made, refusal }, tell) {
  const inner = refusal
    ? element("div", { class: "fault error" }, element("p", {}, refusal.message), refusal.help ? element("p", { class: "help" }, refusal.help) : null)
    : made.roster
      ? drawRoster(made.roster, tell)
      : [drawMade(made), element("div", { class: "acts" }, button(word("face-open"), () => openStory(made.file), { class: "main" }))];
  return element("section", { class: "card" }, element("h3", {}, file.name), inner);
}

export async function bringIn(files) {
  if (files.length === 0) return;
  const results = [];
  for (const [nth, file] of files.entries()) {
    say(word("face-import-going", { name: file.name, nth: nth + 1, count: files.length }));
    results.push(await one(file));
  }
  say("");
  await dialog(word("face-import-done"), (close) => {
    const told = element("p", { class: "refused", role: "status" });
    return [
      results.map((result) => drawResult(result, (text) => (told.textContent = text))).flat(),
      told,
      element("div", { class: "acts" }, button(word("face-close"), () => close())),
    ].flat();
  });
}

// Files may be dropped anywhere on the page.
export function brought() {
  const shade = element("div", { id: "drop", hidden: true, "aria-hidden": "true" }, word("face-drop"));
  document.body.append(shade);
  const hasFiles = (event) => [...event.dataTransfer.types].includes("Files");
  addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    shade.hidden = false;
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) shade.hidden = true;
  });
  addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    shade.hidden = true;
    bringIn([...event.dataTransfer.files]);
  });
}
