// What other programs read of a page: cards of chats, search engines, the audit of government sites, the browser's own edge.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { stage } from "./support/browser.mjs";
import { binary, source } from "./support/paths.mjs";

const here = stage();
let folder;
before(() => {
  folder = mkdtempSync(path.join(tmpdir(), "liuhao-known-"));
  cpSync(source, folder, { recursive: true });
  appendFileSync(path.join(folder, "site.yaml"), "\nbase_url: https://www.example.gov.cn/lgb/\nsite_code: bm01000001\n");
  execFileSync(binary, ["build", "--lang", "en", "--output", path.join(folder, "public")], { cwd: folder, stdio: "pipe" });
});
after(() => rmSync(folder, { recursive: true, force: true }));
const page = (address) => readFileSync(path.join(folder, "public", address), "utf8");
const metas = (text) => new Map(Array.from(text.matchAll(/<meta (?:name|property)="([^"]+)" content="([^"]*)">/g), ([, name, content]) => [name, content]));

test("a story says to chats and audits what it is", () => {
  const found = metas(page("branches/shili-jiaoyuju-diyi.html"));
  for (const [name, wanted] of [["og:type", "article"], ["og:url", "https://www.example.gov.cn/lgb/branches/shili-jiaoyuju-diyi.html"], ["SiteName", "示例老干部"], ["SiteDomain", "www.example.gov.cn"], ["SiteIDCode", "bm01000001"], ["ColumnType", "工作动态"]]) {
    assert.equal(found.get(name), wanted, name);
  }
  assert.match(found.get("PubDate"), /^\d{4}-\d\d-\d\d$/);
  for (const name of ["og:title", "og:description", "og:image", "ArticleTitle", "ContentSource", "ColumnName", "ColumnKeywords", "ColumnDescription", "Author", "Url", "Image", "description"]) assert.ok(found.get(name), name);
  assert.match(found.get("og:image"), /^https:\/\/www\.example\.gov\.cn\/lgb\/branches\/.*jpg$/);
  assert.deepEqual([...found].filter(([, content]) => content === ""), [], "no label is empty");
});

test("the data for search engines parses, and tells article and way", () => {
  const text = page("branches/jinta-caizheng.html");
  const { "@graph": [article, way] } = JSON.parse(text.match(/<script type="application\/ld\+json">(.*?)<\/script>/s)[1]);
  assert.equal(article["@type"], "Article");
  assert.equal(article.datePublished, "2024-03-18");
  assert.equal(article.about.name, "金塔县财政局第三党支部");
  assert.equal(way["@type"], "BreadcrumbList");
  assert.deepEqual(way.itemListElement.map((one) => one.position), [1, 2, 3]);
  assert.ok(way.itemListElement.slice(0, 2).every((one) => one.item.startsWith("https://www.example.gov.cn/lgb/")));
});

// The labels that 政府网站发展指引 (国办发〔2017〕47号) asks of every page, and kinds of columns of its list.
test("every other page has a description and its column", () => {
  for (const [address, type] of [["index.html", "首页"], ["stats.html", "数据发布"], ["series/index.html", "工作动态"], ["county/index.html", "工作动态"], ["county/shili.html", "工作动态"], ["about.html", "概况信息"]]) {
    const found = metas(page(address));
    assert.ok(found.get("description") && found.get("og:description"), address);
    for (const name of ["SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords"]) assert.ok(found.get(name), `${address}: ${name}`);
    assert.equal(found.get("ColumnType"), type, address);
    assert.deepEqual([...found].filter(([, content]) => content === ""), [], address);
  }
});

test("the edge of the browser has the colour of the page, light and dark", async () => {
  for (const [colorScheme, wanted] of [["light", "#ffffff"], ["dark", "#191919"]]) {
    const { page, close } = await here.open("index.html", { colorScheme });
    assert.equal(await page.getAttribute("meta[name=theme-color]", "content"), wanted);
    await close();
  }
});
