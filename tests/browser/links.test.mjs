// Every internal link, picture, script and style sheet is answered, and every anchor is there.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { everyPage } from "./support/pages.mjs";
import { site } from "./support/paths.mjs";

const decode = (text) => text.replaceAll("&amp;", "&").replaceAll("&quot;", "\"").replaceAll("&#39;", "'");
const tags = (html) => html.replaceAll(/<!--.*?-->/gs, "").match(/<[a-zA-Z](?:"[^"]*"|'[^']*'|[^>"'])*>/g) || [];
const read = (address) => readFileSync(path.join(site, address), "utf8");
const anchors = new Map();
const ids = (address) => {
  if (!anchors.has(address)) {
    const found = tags(read(address)).flatMap((tag) => [...tag.matchAll(/\sid="([^"]*)"/g)].map((match) => decode(match[1])));
    anchors.set(address, new Set(found));
  }
  return anchors.get(address);
};

const broken = (from) => tags(read(from)).flatMap((tag) => {
  const links = [...tag.matchAll(/\s(?:href|src|srcset)="([^"]*)"/g)].flatMap((match) =>
    (tag.includes(`srcset="${match[1]}"`) ? match[1].split(",").map((part) => part.trim().split(" ")[0]) : [match[1]]));
  return links.map(decode).filter((link) => !/^[a-z]+:/i.test(link) && link !== "").filter((link) => {
    const url = new URL(link, `http://site/${from.split("/").map(encodeURIComponent).join("/")}`);
    const address = decodeURIComponent(url.pathname.slice(1)) || "index.html";
    if (!existsSync(path.join(site, address))) return true;
    return url.hash.length > 1 && address.endsWith(".html") && !ids(address).has(decodeURIComponent(url.hash.slice(1)));
  });
});

test("every link and anchor answers", () => {
  let pages = 0;
  for (const address of everyPage()) {
    assert.deepEqual(broken(address), [], address);
    pages += 1;
  }
  assert.ok(pages > 40);
});

test("no id stands twice in a page", () => {
  for (const address of everyPage()) {
    const all = tags(read(address)).flatMap((tag) => [...tag.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]));
    assert.equal(new Set(all).size, all.length, address);
  }
});
