// One page of every kind that the site has.
import { readdirSync } from "node:fs";
import path from "node:path";
import { has, site } from "./paths.mjs";

const first = (folder) => {
  const pages = has(folder) ? readdirSync(path.join(site, folder)) : [];
  return pages.filter((name) => name.endsWith(".html") && name !== "index.html").sort().map((name) => `${folder}/${name}`)[0];
};

const booklet = () => has("series/2023-liuhao/booklet.html") && "series/2023-liuhao/booklet.html";

/** Kind of page to address; a kind that the site does not have is left out. */
export const kinds = Object.fromEntries(Object.entries({
  feed: "index.html",
  feed_page: "page/2.html",
  story: "branches/jinta-caizheng.html",
  story_photos: "branches/shili-jiaoyuju-diyi.html",
  story_plain: "branches/shili-huanzhi.html",
  series_index: "series/index.html",
  series: "series/2023-liuhao.html",
  booklet: booklet(),
  counties: "county/index.html",
  county: first("county"),
  honours: "honour/index.html",
  honour: first("honour"),
  years: "year/index.html",
  year: first("year"),
  tags: "tag/index.html",
  tag: first("tag"),
  statistics: "stats.html",
  review: first("reviews"),
  search: has("search.html") && "search.html",
  about: "about.html",
  guide: "guide.html",
  not_found: "404.html",
  alias: "branches/old-address.html",
}).filter(([, address]) => address && has(address)));

/** Kinds that a reader stays on: an alias sends the reader on at once. */
export const lasting = Object.fromEntries(Object.entries(kinds).filter(([kind]) => kind !== "alias"));

/** An address as a link writes it. */
export const encoded = (address) => address.split("/").map(encodeURIComponent).join("/");

/** Every HTML page of the site. */
export function everyPage() {
  const all = readdirSync(site, { recursive: true }).map((name) => name.split(path.sep).join("/"));
  return all.filter((name) => name.endsWith(".html")).sort();
}
