// The site over HTTP, as a plain static host serves it: at `/`, or below a path such as `/a/b/`.
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { Readable } from "node:stream";
import { site } from "./paths.mjs";

const TYPES = { html: "text/html; charset=utf-8", css: "text/css", js: "text/javascript", svg: "image/svg+xml", png: "image/png", jpg: "image/jpeg", webp: "image/webp", json: "application/json", xml: "application/xml", csv: "text/csv", txt: "text/plain" };

// What a careful host sends: nothing from elsewhere, nothing inline but the script of 404.html.
const POLICY = "default-src 'none'; script-src 'self' 'sha256-nyvS5jOIKFOcFnUL3gh2ObCtabqtca/jZLzgwAWT3po='; style-src 'self'; img-src 'self' data:; media-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";

/** A page as a slow line may bring it: what is read first at once, then its foot line by line, and the browser draws what is there. */
async function* pieces(file) {
  for (const piece of readFileSync(file, "utf8").split(/^(?=<footer)|(?<=<footer[^]*\n)/m)) {
    yield piece;
    await new Promise((later) => setTimeout(later, 20));
  }
}

/**
 * Serves the site below `prefix`; gives the address of its home page's folder and a way to stop. `headers` are those of a
 * careful host, unless a test wants a careless one; a `slow` one sends the foot of a page in pieces.
 */
export async function serve(prefix = "/", folder = site, headers = { "content-security-policy": POLICY }, slow = false) {
  const server = createServer((request, response) => {
    const address = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const inside = address.startsWith(prefix) ? address.slice(prefix.length) : null;
    let file = inside === null ? null : path.join(folder, inside);
    if (file && existsSync(file) && statSync(file).isDirectory()) file = path.join(file, "index.html");
    const found = file && file.startsWith(folder) && existsSync(file);
    const shown = found ? file : path.join(folder, "404.html");
    const type = TYPES[path.extname(shown).slice(1)] || "application/octet-stream";
    response.writeHead(found ? 200 : 404, { "content-type": type, ...headers });
    (slow && shown.endsWith(".html") ? Readable.from(pieces(shown)) : createReadStream(shown)).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const stop = () => { server.closeAllConnections(); return new Promise((done) => server.close(done)); };
  return { base: `http://127.0.0.1:${server.address().port}${prefix}`, stop };
}
