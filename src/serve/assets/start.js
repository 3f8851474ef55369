// The first page where there is no site yet: open one that was used, make a new one, or look for one on this computer.
//
// Folders are named by the ids that the desk gave them, never by a path.

import { get, mayEdit, post, query, Refusal } from "/_liuhao/ask.js";
import { button, element, find, loadWords, say, word } from "/_liuhao/dom.js";
import { stop } from "/_liuhao/shelf.js";

// Does something that leads to the desk; why it did not is told in `line`.
async function attempt(line, act) {
  line.textContent = "";
  try {
    await act();
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    line.textContent = [refusal.message, refusal.help].filter(Boolean).join(" ");
  }
}

async function go(asking) {
  say(word("face-site-opening"));
  try {
    location.assign((await asking).url);
  } catch (refusal) {
    say("");
    throw refusal;
  }
}

const status = () => element("p", { class: "refused", role: "status" });
const open = (folder, line) => attempt(line, () => go(post("open", { id: folder.id })));

const drawSite = (folder, line) => {
  const name = folder.site || folder.name;
  return element(
    "li",
    {},
    element("div", { class: "what" }, element("b", {}, name), element("small", {}, folder.path)),
    button(word("face-open"), () => open(folder, line), { class: "main", "aria-label": word("face-open-of", { name }) }),
  );
};

function drawSites(sites) {
  const line = status();
  return element(
    "section",
    { class: "card", id: "sites" },
    element("h2", {}, word("face-site-used")),
    element("ul", { class: "folders" }, sites.map((site) => drawSite(site, line))),
    line,
  );
}

// The folders of this computer, one inside the other, down to one that is a site.
function drawLook(folders, isOpen) {
  const [line, box] = [status(), element("div", {})];
  const into = (id) => attempt(line, async () => draw(await get(`folders.json?${query({ id })}`)));
  const drawFolder = (folder) =>
    folder.is_site
      ? drawSite(folder, line)
      : element(
          "li",
          {},
          button(element("span", { class: "what" }, element("b", {}, folder.name), element("small", {}, folder.path)), () => into(folder.id), {
            class: "folder",
          }),
        );
  function draw({ folders: inside, here, up }) {
    const top = () => draw({ folders, here: null, up: null });
    box.replaceChildren(
      ...(here
        ? [
            element("p", { class: "hint", tabindex: "-1", id: "here" }, here.path),
            element("div", { class: "acts" }, button(`← ${word("face-up")}`, () => (up ? into(up) : top())), button(word("face-look-top"), top)),
          ]
        : []),
      element("ul", { class: "folders" }, inside.length > 0 ? inside.map(drawFolder) : element("li", { class: "hint" }, word("face-no-folders"))),
    );
    find("here")?.focus();
  }
  draw({ folders, here: null, up: null });
  return element(
    "details",
    { class: "card", id: "look", open: isOpen },
    element("summary", {}, word("face-site-open")),
    element("p", { class: "hint" }, word("face-site-open-help")),
    line,
    box,
  );
}

const field = (id, label, hint, control) =>
  element(
    "div",
    { class: "field" },
    element("label", { for: id }, word(label)),
    hint ? element("p", { class: "hint", id: `${id}-help` }, word(hint)) : null,
    control,
  );

function drawNew(folders) {
  const line = status();
  const text = (id, more = {}) => element("input", { type: "text", id, autocomplete: "off", ...more });
  const name = text("name", { required: true, "aria-describedby": "name-help" });
  const introduction = text("introduction");
  const counties = element("textarea", { id: "counties", rows: 3, autocomplete: "off", "aria-describedby": "counties-help" });
  const where = element("p", { class: "hint", id: "place-help" });
  const place = element("select", { id: "place", "aria-describedby": "place-help" }, folders.map((folder) => element("option", { value: folder.id }, folder.name)));
  const tell = () => (where.textContent = folders.find((folder) => folder.id === place.value)?.path ?? "");
  place.onchange = tell;
  tell();
  const folder = text("folder", { "aria-describedby": "folder-help" });
  const form = element(
    "form",
    {},
    field("name", "face-site-name", "face-site-name-help", name),
    field("introduction", "face-site-introduction", null, introduction),
    field("counties", "face-site-counties", "face-site-counties-help", counties),
    field("place", "face-site-place", null, [place, where]),
    element("details", { id: "more-folder" }, element("summary", {}, word("face-site-folder")), field("folder", "face-site-folder", "face-site-folder-help", folder)),
    line,
    element("div", { class: "acts" }, element("button", { class: "main", id: "create" }, word("face-site-create"))),
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    const listed = counties.value.split(/[\n、，,;；]+/).map((one) => one.trim()).filter(Boolean);
    const asked = { id: place.value, folder: folder.value.trim(), name: name.value.trim(), introduction: introduction.value.trim(), counties: listed };
    attempt(line, () => go(post("create", asked)));
  };
  return element("section", { class: "card", id: "make" }, element("h2", {}, word("face-site-new")), form);
}

async function begin() {
  await loadWords("start");
  document.title = word("face-start");
  find("title").textContent = word("face-start");
  if (!mayEdit) return say(word("face-not-here"), "bad");
  find("acts").append(button(word("face-stop"), stop, { id: "stop", class: "quiet" }));
  try {
    const { sites, folders } = await get("start.json");
    find("main").append(
      element("p", { class: "lead" }, word(sites.length > 0 ? "face-start-again" : "face-start-help")),
      ...(sites.length > 0 ? [drawSites(sites)] : []),
      drawNew(folders),
      drawLook(folders, sites.length === 0),
    );
  } catch (refusal) {
    say(refusal.message, "bad");
  }
}

begin();
