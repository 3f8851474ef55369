// The first page where there is no site yet: open a folder that is one, or make a new site.

import { get, mayEdit, post, query } from "/_liuhao/ask.js";
import { button, element, find, loadWords, say, word } from "/_liuhao/dom.js";

const go = ({ url }) => location.assign(url);

async function attempt(act) {
  try {
    await act();
  } catch (refusal) {
    say([refusal.message, refusal.help].filter(Boolean).join(" "), "bad");
  }
}

const open = (folder) => attempt(async () => go(await post("open", { id: folder.id })));

function drawFolder(folder, choose) {
  const what = element("div", { class: "what" }, element("b", {}, folder.is_site ? folder.site || folder.name : folder.name), element("small", {}, folder.path));
  return element(
    "li",
    {},
    what,
    folder.is_site ? button(word("face-open"), () => open(folder), { class: "main", "aria-label": word("face-open-of", { name: folder.site || folder.name }) }) : null,
    folder.is_site ? null : button(word("face-look-in"), () => choose(folder), { "aria-label": word("face-look-in-of", { name: folder.name }) }),
  );
}

// Walks through the folders of this machine; `here` is where a new site would be made.
function walker(box, onHere) {
  const top = async () => draw({ ...(await get("start.json")), here: null, up: null });
  const into = (folder) => attempt(async () => draw(await get(`folders.json?${query({ id: folder.id })}`)));
  function draw({ folders, here, up }) {
    onHere(here);
    box.replaceChildren(
      element(
        "div",
        { class: "acts" },
        here ? button(word("face-up"), () => (up ? into({ id: up }) : attempt(top))) : null,
        here ? element("p", { class: "quiet" }, here.path) : null,
      ),
      element(
        "ul",
        { class: "folders" },
        folders.length > 0 ? folders.map((folder) => drawFolder(folder, into)) : element("li", { class: "hint" }, word("face-no-folders")),
      ),
    );
  }
  return top;
}

function drawNew(place) {
  const field = (id, label, hint, more = {}) =>
    element("div", { class: "field" }, element("label", { for: id }, word(label)), hint ? element("p", { class: "hint" }, word(hint)) : null, element(more.rows ? "textarea" : "input", { id, ...(more.rows ? {} : { type: "text" }), autocomplete: "off", ...more }));
  const folder = field("folder", "face-site-folder", "face-site-folder-help");
  const form = element(
    "form",
    {},
    field("name", "face-site-name", "face-site-name-help", { required: true }),
    field("introduction", "face-site-introduction", null),
    field("counties", "face-site-counties", "face-site-counties-help", { rows: 3 }),
    folder,
    element("p", { class: "hint", id: "where", role: "status" }),
    element("div", { class: "acts" }, element("button", { class: "main", id: "create" }, word("face-site-create"))),
  );
  const value = (id) => form.querySelector(`#${id}`).value.trim();
  form.onsubmit = (event) => {
    event.preventDefault();
    const counties = value("counties").split(/[\n、，,]+/).map((one) => one.trim()).filter(Boolean);
    attempt(async () => go(await post("create", { id: place().id, folder: value("folder") || value("name"), name: value("name"), introduction: value("introduction"), counties })));
  };
  return form;
}

async function begin() {
  let here = null;
  const box = element("div", {});
  const { folders } = await get("start.json");
  const home = folders.find((folder) => !folder.is_site) ?? folders[0];
  const place = () => here ?? home;
  const made = drawNew(place);
  const top = walker(box, (folder) => {
    here = folder;
    made.querySelector("#where").textContent = word("face-site-where", { path: place().path });
  });
  find("main").append(
    element("p", {}, word("face-start-help")),
    element("section", { class: "card" }, element("h2", {}, word("face-site-new")), made),
    element("section", { class: "card" }, element("h2", {}, word("face-site-open")), element("p", { class: "hint" }, word("face-site-open-help")), box),
  );
  await top();
}

async function beginPage() {
  await loadWords("start");
  document.title = word("face-start");
  find("title").textContent = word("face-start");
  if (mayEdit) attempt(begin);
  else say(word("face-not-here"), "bad");
}

beginPage();
