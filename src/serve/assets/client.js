// Keeps an open page as the server would send it now, without losing the reader's place.
//
// A page is fetched again and merged into the one that is open, three ways: what differs between the
// page as it was sent and as it would be sent now is brought in; what the reader or a script of the
// page has changed since (an open <details>, a filled-in field, a class) stays.

import { Idiomorph } from "/_liuhao/idiomorph.js";
import { listen } from "/_liuhao/listen.js";
import { showReport } from "/_liuhao/overlay.js";

const here = () => location.pathname + location.search;
// Each node of the page as it was sent.
const sent = new WeakMap();
// Changed files by path, and the stamp that makes the browser fetch them again.
const stamps = new Map();
let text = null;
let waiting = null;
let queue = Promise.resolve();

const fetchText = async (cache) => (await fetch(here(), { cache })).text();
const parse = (html) => new DOMParser().parseFromString(html, "text/html");

// Notes which node of the page came from which node that was sent.
function adopt(node, from) {
  sent.set(node, from);
  const children = [...node.childNodes];
  let at = 0;
  for (const child of from.childNodes) {
    const found = children.findIndex(
      (one, index) => index >= at && one.nodeType === child.nodeType && one.nodeName === child.nodeName,
    );
    if (found < 0) continue;
    adopt(children[found], child);
    at = found + 1;
  }
}

function adoptItself(node) {
  sent.set(node, node.cloneNode(false));
  node.childNodes.forEach(adoptItself);
}

// The address with its stamp, or null where the file has not changed.
function stamped(address) {
  if (!address) return null;
  const url = new URL(address, document.baseURI);
  if (url.origin !== location.origin) return null;
  const stamp = stamps.get(decodeURIComponent(url.pathname)) ?? stamps.get("*");
  if (stamp === undefined) return null;
  const [path, hash] = address.split("#");
  const bare = path.replace(/[?&]liuhao=\d+$/, "");
  const mark = bare.includes("?") ? "&" : "?";
  return `${bare}${mark}liuhao=${stamp}${hash === undefined ? "" : `#${hash}`}`;
}

const stampedSet = (set) =>
  set.replace(/(^|,\s*)([^\s,]+)/g, (whole, before, address) => before + (stamped(address) ?? address));

// Gives the pictures below an element their stamps.
function stampPictures(root) {
  for (const element of root.querySelectorAll("img[src], source[src], video[src], audio[src], embed[src]")) {
    const address = stamped(element.getAttribute("src"));
    if (address && address !== element.getAttribute("src")) element.setAttribute("src", address);
  }
  for (const element of root.querySelectorAll("img[srcset], source[srcset]")) {
    const set = stampedSet(element.getAttribute("srcset"));
    if (set !== element.getAttribute("srcset")) element.setAttribute("srcset", set);
  }
  for (const element of root.querySelectorAll("video[poster]")) {
    const address = stamped(element.getAttribute("poster"));
    if (address && address !== element.getAttribute("poster")) element.setAttribute("poster", address);
  }
}

const sheets = (root) => root.querySelectorAll('link[rel~="stylesheet"], link[rel~="icon"]');

// Puts changed style sheets in place of the old ones once they are there, so that the page is never
// without style.
async function swapSheets() {
  const loads = [];
  for (const old of sheets(document)) {
    const address = stamped(old.getAttribute("href"));
    if (!address || address === old.getAttribute("href")) continue;
    const fresh = old.cloneNode();
    fresh.setAttribute("href", address);
    adoptItself(fresh);
    loads.push(
      new Promise((done) => {
        fresh.onload = fresh.onerror = done;
        setTimeout(done, 2000);
        if (!old.relList.contains("stylesheet")) done();
      }).then(() => old.remove()),
    );
    old.after(fresh);
  }
  await Promise.all(loads);
}

// A script cannot be exchanged, and one that a page brings in anew has to run.
function needsReload(assets, next) {
  const known = new Set([...document.scripts].map((script) => script.getAttribute("src")));
  const isChanged = (script) => assets.includes(new URL(script.src, location.href).pathname.slice(1));
  const scripts = [...next.querySelectorAll("script[src]")];
  return scripts.some((script) => !known.has(script.getAttribute("src")) || isChanged(script));
}

function merge(next) {
  const coming = new Map();
  const attribute = (node, name) => node.getAttribute?.(name) ?? null;
  Idiomorph.morph(document.documentElement, next.documentElement, {
    head: { style: "merge", shouldPreserve: (element) => !sent.has(element) },
    callbacks: {
      beforeNodeMorphed(node, fresh) {
        if (node.nodeType !== Node.ELEMENT_NODE && sent.get(node)?.nodeValue === fresh.nodeValue) {
          return false;
        }
        coming.set(node, fresh);
        return true;
      },
      afterNodeMorphed: (node, fresh) => sent.set(node, fresh),
      afterNodeAdded: adoptItself,
      // What a script has made stays where it is.
      beforeNodeRemoved: (node) => node.nodeType !== Node.ELEMENT_NODE || sent.has(node),
      beforeAttributeUpdated(name, node) {
        const [was, will] = [sent.get(node), coming.get(node)];
        return !(was && will && attribute(was, name) === attribute(will, name));
      },
    },
  });
}

async function update(event) {
  const assets = event.all ? [] : event.assets;
  for (const address of assets) stamps.set(`/${address}`, event.version);
  if (event.all) stamps.set("*", event.version);
  if (event.all || assets.length > 0) {
    // A style sheet may show a picture that has changed.
    if (assets.some((address) => !address.endsWith(".js"))) {
      for (const sheet of sheets(document)) {
        const url = new URL(sheet.href, location.href);
        if (url.origin === location.origin) stamps.set(decodeURIComponent(url.pathname), event.version);
      }
    }
    await swapSheets();
    stampPictures(document);
  }
  const html = await fetchText("no-cache");
  if (html === text && !assets.some((address) => address.endsWith(".js"))) return;
  const next = parse(html);
  if (needsReload(assets, next)) {
    location.reload();
    return;
  }
  text = html;
  for (const sheet of sheets(next)) {
    const address = stamped(sheet.getAttribute("href"));
    if (address) sheet.setAttribute("href", address);
  }
  stampPictures(next);
  merge(next);
}

function follow(event) {
  const address = event.follow && `/${event.follow.split("/").map(encodeURIComponent).join("/")}`;
  if (!address || decodeURI(address) === decodeURI(location.pathname)) return false;
  location.assign(address);
  return true;
}

function hear(event) {
  if (document.hidden) {
    // Nobody looks: what was missed is made up for at once, later.
    const assets = [...new Set([...(waiting?.assets ?? []), ...event.assets])];
    waiting = { ...event, assets, all: event.all || (waiting?.all ?? false), follow: null };
    return;
  }
  if (follow(event)) return;
  queue = queue
    .then(() => update(event))
    .then(() => showReport(event))
    .then(() => document.documentElement.setAttribute("data-liuhao-version", event.version))
    // The server is gone for now; the next event makes up for it.
    .catch(() => {});
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden || !waiting) return;
  const event = waiting;
  waiting = null;
  hear(event);
});

// The page as it was sent lies in the browser's cache.
queue = fetchText("force-cache")
  .then((html) => {
    text = html;
    adopt(document.documentElement, parse(html).documentElement);
  })
  .catch(() => {});
listen(hear);
