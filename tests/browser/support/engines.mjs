// The browsers of readers: this year's, and those that old telephones and offices hold, as far as they are installed
// (`tests/devices` installs them).
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { openChromium } from "./chromium.mjs";
import { target } from "./paths.mjs";
import { openFirefox, openWebkit } from "./webdriver.mjs";

const first = (...names) => names.find((name) => name && existsSync(name));
const OLD = path.join(target, "devices");
const old = (version) => first(path.join(OLD, `chromium-${version}`, "chromium"));
const webkit = () => {
  const [driver, screen] = [first("/usr/bin/WebKitWebDriver"), first("/usr/bin/Xvfb")];
  const folders = ["/usr/lib", "/usr/libexec", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"].filter(existsSync);
  const found = folders.flatMap((folder) => readdirSync(folder).filter((name) => name.startsWith("webkit2gtk")).map((name) => path.join(folder, name, "MiniBrowser")));
  const browser = first(...found.sort().reverse());
  return driver && screen && browser ? { driver, browser, screen } : undefined;
};

/** Name of an engine, what it is installed as, how a page of it is opened, and whether the preview and the desk are for it. */
export const ENGINES = [
  ...[69, 78, 80, 88].map((version) => ({ name: `Chromium ${version}`, program: old(version), isForEditors: version >= 86, open: (program, size) => openChromium(program, size, ["--use-gl=swiftshader"]) })),
  { name: "Chromium", isForEditors: true, program: first(process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"), open: (program, size) => openChromium(program, size, ["--disable-gpu"]) },
  { name: "Firefox ESR", isForEditors: true, program: first("/usr/bin/firefox-esr", "/usr/bin/firefox"), open: openFirefox },
  { name: "WebKitGTK", program: webkit(), open: openWebkit },
];
