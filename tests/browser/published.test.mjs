// What the allow-list lets out runs nothing in a real browser, on a plain nginx without a single header of ours: whatever
// a file is called, whatever is in it, and whether the host names a type for it or leaves the browser to guess.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { deflateSync, gzipSync } from "node:zlib";
import { launch } from "./support/browser.mjs";
import { binary } from "./support/paths.mjs";

const nginx = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"].find(existsSync);
const SCRIPT = 'new Image().src="/fired?"+location.pathname;fetch("/fired?"+location.pathname)';
const HTML = `<!DOCTYPE html><html><body><script>${SCRIPT}</script><img src="x" onerror='${SCRIPT}'></body></html>`;
const XHTML = `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title><script>${SCRIPT}</script></head></html>`;
const SVG = `<svg xmlns="http://www.w3.org/2000/svg"><script>${SCRIPT}</script></svg>`;

// What hosts and browsers make of a name.
const REFUSED = `html htm xhtml xht shtml shtm stm svg svgz mht mhtml xsl xslt swf hta htc php php3 php5 php7 phtml pht phar inc
  cgi fcgi pl py rb lua asp aspx ashx asmx cer jsp jspx cfm exe com scr bat cmd msi ps1 vbs lnk url jar sh zip wasm unheard
  rdf atom rss xul vcf ics htmls pac appcache xbl dtd`.split(/\s+/);
const KNOWN = `jpg jpeg png gif webp ico avif heic bmp tiff mp3 m4a aac ogg opus wav flac mp4 m4v mov webm ogv pdf doc docx xls
  xlsx ppt pptx wps et dps ofd odt rtf txt csv json webmanifest xml woff2 JPG Txt`.split(/\s+/);

const wide = (text, isBig) => {
  const bytes = Buffer.from(`\uFEFF${text}`, "utf16le");
  return isBig ? bytes.swap16() : bytes;
};
/** UTF-16 without the mark that says so. */
const bare = (text, isBig) => wide(text, isBig).subarray(2);
/** UTF-32 with its mark. */
const widest = (text) => Buffer.from(Array.from(`\uFEFF${text}`, (c) => c.codePointAt(0)).flatMap((c) => [c & 255, c >> 8 & 255, c >> 16 & 255, 0]));
/** Signs of UTF-7 in place of the marks of a tag. */
const seventh = (text) => text.replace(/[<>"']/g, (c) => `+${Buffer.from(c, "utf16le").swap16().toString("base64").replace(/=+$/, "")}-`);
/** A sign that switches alphabets, which vanishes where it is read as such: in the middle of each name. */
const switched = (text) => text.replace(/script|xhtml|onerror/g, (word) => `${word.slice(0, 3)}\x1B(B${word.slice(3)}`);
const declared = (encoding, text) => `<?xml version="1.0" encoding="${encoding}"?>${text}`;
const told = (encoding) => `<meta charset="${encoding}">`;
const behind = (begin, text) => Buffer.concat([Buffer.from(begin, "latin1"), Buffer.from(text)]);
const CONTENTS = {
  page: Buffer.from(HTML),
  fragment: Buffer.from(`<script>${SCRIPT}</script>`),
  blanks: Buffer.from(`\n\t\f\r  ${HTML}`),
  marked: Buffer.from(`\uFEFF${HTML}`),
  "marked-blanks": Buffer.from(`\uFEFF \n${HTML}`),
  wide: wide(HTML, false),
  "wide-big": wide(HTML, true),
  "wide-bare": bare(HTML, false),
  "wide-bare-big": bare(HTML, true),
  "wide-xhtml": wide(declared("UTF-16", XHTML), false),
  "wide-xhtml-big": wide(declared("UTF-16", XHTML), true),
  "wide-xhtml-bare": bare(declared("UTF-16LE", XHTML), false),
  "wide-said": Buffer.from(declared("UTF-16", XHTML)),
  widest: widest(HTML),
  "widest-xhtml": widest(declared("UTF-32", XHTML)),
  "seventh-xml": Buffer.from(declared("UTF-7", seventh(XHTML))),
  "seventh-told": Buffer.from(`${told("UTF-7")}${seventh(HTML)}`),
  seventh: Buffer.from(`+/v8-${seventh(HTML)}`),
  "switched-xml": Buffer.from(declared("ISO-2022-JP", switched(XHTML))),
  "switched-told": Buffer.from(`${told("ISO-2022-JP")}\x1B$B\x1B(B${switched(HTML)}`),
  switched: Buffer.from(`\x1B$B$3$l\x1B(B ${switched(HTML)}`),
  "switched-korean": Buffer.from(declared("ISO-2022-KR", `\x1B$)C${switched(XHTML)}`)),
  "old-xml": Buffer.from(declared("GB18030", XHTML)),
  "old-hz": Buffer.from(declared("HZ-GB-2312", XHTML.replaceAll("script", "scr~\nipt"))),
  comment: Buffer.from(`<!-- -->${HTML}`),
  capitals: Buffer.from(HTML.replace("<!DOCTYPE html><html>", "<HTML>")),
  table: Buffer.from(`<TABLE><tr><td>${HTML}</table>`),
  xhtml: Buffer.from(XHTML),
  "xhtml-declared": Buffer.from(`<?xml version="1.0"?>\n${XHTML}`),
  prefixed: Buffer.from(`<?xml version="1.0"?><a xmlns:h="http://www.w3.org/1999/xhtml"><h:script>${SCRIPT}</h:script></a>`),
  hidden: Buffer.from(`<?xml version="1.0"?><a xmlns:h="http://www.w3.org/1999&#x2F;xhtml"><h:script>${SCRIPT}</h:script></a>`),
  entity: Buffer.from(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY h "http://www.w3.org/1999/xhtml">]><a xmlns:h="&h;"><h:script>${SCRIPT}</h:script></a>`),
  styled: Buffer.from(`<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="#s"?><xsl:stylesheet id="s" version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/">${XHTML}</xsl:template></xsl:stylesheet>`),
  svg: Buffer.from(SVG),
  "svg-declared": Buffer.from(`<?xml version="1.0"?>${SVG}`),
  "svg-packed": gzipSync(SVG),
  gif: behind("GIF89a\x01\0\x01\0\0\0\0;", HTML),
  jpeg: behind("\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0", HTML),
  riff: behind("RIFF\x10\0\0\0WEBPVP8 ", HTML),
  icon: behind("\0\0\x01\0\x01\0", HTML),
  sound: behind("ID3\x03\0\0\0\0\0\0", HTML),
  film: behind("\0\0\0\x20ftypmp42\0\0\0\0", HTML),
  pdf: behind("%PDF-1.7\n", HTML),
  "pdf-script": behind("%PDF-1.7\n", `1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.launchURL("/fired"))>>>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>`),
  zip: behind("PK\x03\x04\x14\0\0\0", HTML),
  ole: behind("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", HTML),
  rtf: behind("{\\rtf1 ", HTML),
  font: behind("wOF2\0\x01\0\0", HTML),
  text: Buffer.from(`名单\n${HTML}`),
  object: Buffer.from(`{"a": ${JSON.stringify(HTML)}}`),
  mail: Buffer.from(`MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n${HTML}\r\n--b--\r\n`),
  packed: deflateSync(HTML),
};

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** Every content under every known name in `static/`, whose files all go out, and pages under all other names there and in `content/`. */
function candidates(root) {
  const all = [];
  const put = (folder, name, ending) => {
    const file = `${folder}/${folder[0]}-${name}-${ending}.${ending}`;
    mkdirSync(path.join(root, folder), { recursive: true });
    writeFileSync(path.join(root, file), CONTENTS[name]);
    all.push(file);
  };
  for (const ending of KNOWN) for (const name of Object.keys(CONTENTS)) put("static/pages", name, ending);
  for (const ending of KNOWN) put("static", "page", ending);
  for (const ending of REFUSED) for (const name of ["page", "xhtml", "svg", "svg-packed"]) for (const folder of ["content/pages", "static"]) put(folder, name, ending);
  return all;
}

function build(root) {
  const run = spawnSync(binary, ["build", "--root", root, "--lang", "en", "--format", "json"], { encoding: "utf8", maxBuffer: 1 << 28 });
  return { code: run.status, report: JSON.parse(run.stdout) };
}

/** A page that links what lies beside it. */
const LINKS = "content/pages/shili.md";

/** nginx as it comes: its types, no header, and `fallback` for what it has no type for. */
async function serve(folder, state, fallback) {
  const port = await new Promise((found) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => { const { port } = probe.address(); probe.close(() => found(port)); });
  });
  mkdirSync(state, { recursive: true });
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${state}/${name};`).join("");
  writeFileSync(`${state}/settings`, `${process.getuid() === 0 ? "user root;" : ""}daemon off;pid ${state}/pid;error_log ${state}/errors;events {}
http {include /etc/nginx/mime.types;default_type ${fallback};access_log off;${paths}server {listen 127.0.0.1:${port};root ${folder};ssi off;}}`);
  const child = spawn(nginx, ["-e", `${state}/errors`, "-c", `${state}/settings`], { stdio: "ignore" });
  const base = `http://127.0.0.1:${port}/`;
  for (let tries = 0; tries < 200; tries += 1) {
    if (await fetch(base).then(() => true, () => false)) return { base, stop: () => child.kill() };
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error("nginx does not come up");
}

/** Opens addresses one after another; gives those that ran a script. */
async function opened(base, addresses) {
  const context = await browser.newContext({ acceptDownloads: false });
  const fired = new Set();
  let current = null;
  context.on("request", (request) => { if (new URL(request.url()).pathname === "/fired") fired.add(decodeURIComponent(new URL(request.url()).search.slice(2)) || current); });
  const page = await context.newPage();
  page.on("dialog", (dialog) => { fired.add(current); dialog.dismiss(); });
  for (const address of addresses) {
    current = address;
    // What is downloaded or left out is no page.
    await page.goto(base + address, { waitUntil: "load" }).catch(() => {});
  }
  await page.goto("about:blank");
  await context.close();
  return [...fired].sort();
}

function listed(folder, below = "") {
  return readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(below, entry.name);
    return entry.isDirectory() ? listed(folder, name) : [name];
  });
}

test("nothing of what is let out runs, from a plain nginx", { skip: nginx ? false : "nginx is not here: tests/all installs it" }, async (t) => {
  assert.ok(REFUSED.length >= 45 && Object.keys(CONTENTS).length >= 20);
  const root = mkdtempSync(path.join(tmpdir(), "liuhao-published-"));
  t.after(() => rmSync(root, { recursive: true }));
  writeFileSync(path.join(root, "site.yaml"), "name: 示例\n");
  const all = candidates(root);
  // What no text links stays where it is.
  const links = all.filter((file) => file.startsWith("content/")).map((file) => `[示例](${path.basename(file)})\n\n`);
  writeFileSync(path.join(root, LINKS), `---\ntitle: 示例\n---\n${links.join("")}`);
  const first = build(root);
  assert.equal(first.code, 1);
  const refused = new Set(first.report.diagnostics.filter((one) => one.severity === "error").map((one) => one.file));
  for (const file of all.filter((file) => REFUSED.some((ending) => file.endsWith(`.${ending}`)))) assert.ok(refused.has(file), `${file} is not refused`);
  for (const file of refused) rmSync(path.join(root, file));
  rmSync(path.join(root, LINKS), { force: true });
  const second = build(root);
  assert.equal(second.code, 0, JSON.stringify(second.report.diagnostics.filter((one) => one.severity === "error").slice(0, 3)));
  const out = listed(path.join(root, "public")).filter((file) => /(^|\/)[cs]-/.test(file));
  t.diagnostic(`${all.length} files, ${refused.size} refused, ${out.length} let out and opened three times`);
  assert.ok(out.length > 0);
  // The control: the same files without the program in between.
  const control = path.join(root, "control");
  mkdirSync(control);
  for (const name of ["page.html", "page.shtml", "svg.svg", "svg.svgz", "xhtml.xhtml", "xhtml.xml", "page.csv"]) writeFileSync(path.join(control, name), CONTENTS[name.split(".")[0]]);
  for (const [fallback, runs] of [["application/octet-stream", []], ["text/plain", []], ['""', ["page.csv"]]]) {
    const careless = await serve(control, path.join(root, "nginx-control"), fallback);
    const seen = await opened(careless.base, readdirSync(control));
    careless.stop();
    for (const name of ["page.html", "page.shtml", "svg.svg", "svg.svgz", "xhtml.xhtml", "xhtml.xml", ...runs]) assert.ok(seen.includes(name), `the control ${name} does not run: ${seen}`);
    const plain = await serve(path.join(root, "public"), path.join(root, "nginx"), fallback);
    const ran = await opened(plain.base, out);
    plain.stop();
    assert.deepEqual(ran, [], fallback);
  }
});
