// Where things are: the repository, the binary, the site that is looked at, and what is made on the way.
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");
export const target = process.env.CARGO_TARGET_DIR || path.join(repository, "target");
/** The source of the site that is looked at. */
export const source = path.join(target, "browser", "source");
/** The published site. */
export const site = path.join(target, "browser", "public");
export const screenshots = path.join(target, "screenshots");
export const binary = process.env.LIUHAO || path.join(target, "debug", process.platform === "win32" ? "liuhao.exe" : "liuhao");

/** Whether the site has a page of this address. */
export const has = (address) => existsSync(path.join(site, address));
