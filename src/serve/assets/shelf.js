// What is done with a whole story: begun, renamed, put away and brought back.

import { post, query, Refusal } from "/_liuhao/ask.js";
import { button, confirm, dialog, element, find, say, word } from "/_liuhao/dom.js";

// A question for one line of text. `send(text)` does it; what it refuses is told below the field.
// `choice`, where there is one: what may be chosen beside it, as `[value, name]`.
function askText(title, { label, hint, value = "", yes, send, choice = null }) {
  return dialog(title, (close) => {
    const input = element("input", { type: "text", id: "answer", value, autocomplete: "off", autofocus: true, "aria-describedby": "answer-fault" });
    const fault = element("p", { class: "refused", id: "answer-fault", role: "status" });
    const select = choice && element("select", { id: "choice" }, choice.options.map(([value, name]) => element("option", { value }, name)));
    const form = element(
      "form",
      {},
      choice ? element("div", { class: "field" }, element("label", { for: "choice" }, choice.label), select) : null,
      element("div", { class: "field" }, element("label", { for: "answer" }, label), hint ? element("p", { class: "hint" }, hint) : null, input),
      fault,
      element("div", { class: "acts" }, element("button", { class: "main" }, yes), button(word("face-cancel"), () => close())),
    );
    form.onsubmit = async (event) => {
      event.preventDefault();
      try {
        close(await send(input.value.trim(), select?.value));
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal;
        fault.textContent = [refusal.message, refusal.help].filter(Boolean).join(" ");
        input.focus();
      }
    };
    return form;
  });
}

export const openStory = (file) => location.assign(`/_liuhao/edit?${query({ file })}`);

// A story; where the site has sections, an article of one of them.
export async function makeNew(sections = []) {
  const options = [["", word("desk-story")], ...sections.map(({ folder, name }) => [folder, name])];
  const made = await askText(word("face-new"), {
    label: word(sections.length > 0 ? "face-new-title" : "face-new-name"),
    hint: word("face-new-help"),
    yes: word("face-new-yes"),
    choice: sections.length > 0 ? { label: word("face-new-kind"), options } : null,
    send: (name, section) => post("new", section ? { name, section } : { name }),
  });
  if (made) openStory(made.file);
}

export async function rename(row) {
  const slug = row.file.replace(/\/index\.md$/, "").replace(/\.md$/, "").split("/").at(-1);
  const made = await askText(word("face-rename-of", { title: row.title || row.name }), {
    label: word("face-rename-name"),
    hint: word("face-rename-help"),
    value: slug,
    yes: word("face-rename"),
    send: async (name) => (name === slug ? null : post("rename", { file: row.file, etag: row.etag, slug: name })),
  });
  if (made) say(word("face-renamed", { name: made.file }), "good");
}

export async function remove(row) {
  const title = row.title || row.name;
  const isSure = await confirm(word("face-delete-of", { title }), word("face-delete-help"), word("face-delete"), { isGrave: true });
  if (!isSure) return;
  try {
    const { trash } = await post("delete", { file: row.file, etag: row.etag });
    say(word("face-deleted", { title, trash }), "good", button(word("face-undo"), () => restore(trash, title)));
    find("said").querySelector("button").focus();
  } catch (refusal) {
    say(refusal.message, "bad");
  }
}

async function restore(trash, title) {
  try {
    await post("restore", { trash });
    say(word("face-restored", { title }), "good");
  } catch (refusal) {
    say(refusal.message, "bad");
  }
}

// Ends the program; the page stays with a word that it may be closed.
export async function stop() {
  if (!(await confirm(word("face-stop"), word("face-stop-ask"), word("face-stop")))) return;
  await post("stop", {});
  const last = element("p", { id: "said", role: "status" }, word("face-stopped"));
  document.querySelector("main").replaceChildren(last);
  find("acts").replaceChildren();
}
