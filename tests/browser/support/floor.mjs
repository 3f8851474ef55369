// What a page, a style sheet or a script asks of a browser, looked up in MDN's tables: names what is beyond the oldest browsers
// that are served and has nothing in its place. What is asked inside `@supports`, or written once before in an older way, has.
import { createRequire } from "node:module";
import { parse } from "acorn";
import { ancestor, full } from "acorn-walk";
import * as css from "css-tree";

const tables = createRequire(import.meta.url)("@mdn/browser-compat-data");

/** The oldest browsers of readers, and of the editors who use the preview and the desk. */
export const READERS = { browsers: { chrome: 69, chrome_android: 69, safari: 12, safari_ios: 12 }, ecmaVersion: 2017, sourceType: "script" };
export const EDITORS = { browsers: { chrome: 86, firefox: 115 }, ecmaVersion: 2021, sourceType: "module" };

/** Which of the browsers of a floor cannot do a feature, as words; "" where all can, or nothing is known of it. */
function lacking(feature, floor, prefix = "") {
  const support = feature?.__compat?.support;
  if (!support) return "";
  const cannot = ([browser, version]) => {
    const statements = [support[browser] ?? []].flat();
    const holds = (one) => one.version_added && parseFloat(String(one.version_added).replace("≤", "")) <= version
      && !(one.version_removed && parseFloat(one.version_removed) <= version)
      && !one.flags && !one.alternative_name && (one.prefix ?? "") === prefix;
    return statements.length > 0 && one(statements) && !statements.some(holds);
  };
  const one = (statements) => statements.every((statement) => statement.version_added !== "preview");
  return Object.entries(floor.browsers).filter(cannot).map(([browser, version]) => `${browser} ${version}`).join(", ");
}

/** The first version of each browser that has a feature (`css.selectors.has`), where that is later than the given one. */
export function firstVersions(place, browsers) {
  const { support } = place.split(".").reduce((branch, name) => branch[name], tables).__compat;
  const first = (browser) => [support[browser]].flat().find((one) => !one.prefix && !one.partial_implementation)?.version_added;
  return Object.keys(browsers).map((browser) => [browser, first(browser)]).filter(([browser, version]) => version && parseFloat(version) > browsers[browser]);
}

/* Pages. */

/** What a page asks of browsers that a floor does not have, once each: elements, attributes, and values of these. */
export function beyondInPage(text, floor) {
  const faults = new Set();
  const tell = (name, who) => { if (who) faults.add(`${name} (${who})`); };
  for (const [, name, attributes] of text.replace(/(<script[^>]*>)[^]*?(?=<\/script>)/g, "$1").matchAll(/<([a-z][\w-]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)/g)) {
    const element = tables.html.elements[name] ?? tables.svg.elements[name];
    tell(`<${name}>`, element ? lacking(element, floor) : "unknown to the tables");
    for (const [, attribute, value] of attributes.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)) {
      const known = element?.[attribute] ?? tables.html.global_attributes[attribute];
      tell(`<${name} ${attribute}>`, lacking(known, floor));
      tell(`<${name} ${attribute}=${value}>`, lacking(known?.[value] ?? element?.[`${attribute}_${value}`], floor));
    }
  }
  return [...faults];
}

/** Scripts that stand in a page itself. */
export const inlineScripts = (text) => Array.from(text.matchAll(/<script>([^]*?)<\/script>/g), ([, script]) => script);

/* Style sheets. */

const vendor = (name) => name.match(/^-(?:webkit|moz)-/)?.[0] ?? "";
const property = (name) => tables.css.properties[name] ?? tables.css.properties[name.slice(vendor(name).length)];

/** Functions of values by name, wherever in the tables of types they stand. */
const functions = new Map();
(function collect(branch) {
  for (const [name, feature] of Object.entries(branch)) {
    if (name === "__compat" || typeof feature !== "object") continue;
    if (!functions.has(name)) functions.set(name, feature);
    collect(feature);
  }
})(tables.css.types);

/** A unit of length: those of the viewport as it is just now share one entry. */
const unit = (name) => (/^[dls]v/.test(name) ? functions.get(`viewport_percentage_units_${{ d: "dynamic", l: "large", s: "small" }[name[0]]}`) : tables.css.types.length[name]);

/** What a value asks for beyond its property. */
function* asked(declaration, rule) {
  const { property: name, value } = declaration;
  const table = property(name) ?? {};
  const isGrid = rule?.some((one) => one.property === "display" && css.generate(one.value).includes("grid"));
  if (/^(row-|column-)?gap$/.test(name) && !isGrid) yield [`${name} outside a grid`, table.flex_context];
  const found = [];
  css.walk(value, (node) => { found.push(node); });
  for (const node of found) {
    if (node.type === "Identifier" && table[node.name]) yield [`${name}: ${node.name}`, table[node.name]];
    if (node.type === "Dimension") yield [node.unit, unit(node.unit)];
    if (node.type === "Hash" && [4, 8].includes(node.value.length)) yield [`#${node.value}`, functions.get("alpha_hexadecimal_notation")];
    if (node.type === "Function") {
      yield [`${node.name}()`, table[node.name] ?? functions.get(node.name)];
      const commas = css.generate(node).includes(",");
      if (/^(rgb|hsl)a?$/.test(node.name) && !commas) yield [`${node.name}() with spaces`, functions.get(node.name.slice(0, 3))?.space_separated_parameters];
    }
  }
}

const holdsVariable = (value) => css.generate(value).includes("var(");

/** Faults of one declaration, of which `rule` has all. */
function* ofDeclaration(declaration, rule, floor) {
  const { property: name, value } = declaration;
  if (name.startsWith("--")) return;
  const all = [[name, property(name), vendor(name)], ...asked(declaration, rule)];
  const older = rule.slice(0, rule.indexOf(declaration)).filter((one) => one.property.slice(vendor(one.property).length) === name);
  // With var() a browser learns too late that it cannot read the rest: the older value has gone by then.
  const isDoubled = older.some((one) => [...ofDeclaration(one, [one], floor)].length === 0) && !holdsVariable(value);
  for (const [what, feature, prefix = ""] of all) {
    const who = lacking(feature, floor, property(name) && tables.css.properties[name] ? "" : prefix);
    if (who && !isDoubled) yield `${what} (${who})`;
  }
}

function* ofSelector(selector, floor) {
  const found = [];
  css.walk(selector, (node) => { found.push(node); });
  for (const node of found) {
    if (!/^Pseudo/.test(node.type) && node.type !== "NestingSelector" && !(node.type === "AttributeSelector" && node.flags)) continue;
    const name = node.type === "NestingSelector" ? "nesting" : node.name?.name ?? node.name;
    const feature = node.type === "AttributeSelector" ? tables.css.selectors.attribute.case_insensitive_modifier : tables.css.selectors[name];
    const isKnown = node.type === "NestingSelector" || node.type === "AttributeSelector" || feature || vendor(name);
    const who = isKnown ? lacking(feature, floor) : "unknown to the tables";
    if (who) yield `:${name} in ${css.generate(selector)} (${who})`;
    if (name === "not" && css.generate(node).includes(",")) yield `:not() with a list in ${css.generate(selector)}`;
  }
}

function* ofAtRule(node, floor) {
  const who = lacking(tables.css["at-rules"][node.name] ?? tables.css["at-rules"].page?.[node.name], floor);
  const isMargin = /^(top|bottom|left|right)-/.test(node.name);
  if (who || isMargin) yield `@${node.name} (${who || "margins of pages"})`;
  if (node.name !== "media" || !node.prelude) return;
  const found = [];
  css.walk(node.prelude, (inner) => { found.push(inner); });
  for (const inner of found.filter((one) => one.type === "Feature" || one.type === "FeatureRange")) {
    const name = inner.type === "FeatureRange" ? "range_syntax" : inner.name.replace(/^(min|max)-/, "");
    const without = lacking(tables.css["at-rules"].media[name], floor);
    if (without) yield `@media ${name} (${without})`;
  }
}

/** What a style sheet asks of browsers that a floor does not have, once each. */
export function beyondInStyle(text, floor) {
  const faults = new Set();
  const tree = css.parse(text, { onParseError: (error) => faults.add(`does not parse: ${error.message}`) });
  const visit = (list, isAsked) => list.forEach((node) => {
    if (node.type === "Rule") {
      const rule = node.block.children.toArray().filter((one) => one.type === "Declaration");
      if (!isAsked) {
        for (const fault of ofSelector(node.prelude, floor)) faults.add(fault);
        for (const one of rule) for (const fault of ofDeclaration(one, rule, floor)) faults.add(fault);
      }
      visit(node.block.children, isAsked);
    } else if (node.type === "Atrule") {
      if (!isAsked) for (const fault of ofAtRule(node, floor)) faults.add(fault);
      const inside = node.block?.children;
      const isBox = inside && ["page", "font-face"].includes(node.name);
      if (inside && !isBox) visit(inside, isAsked || node.name === "supports");
      if (isBox) visit(inside.filter((one) => one.type === "Atrule"), isAsked);
    }
  });
  visit(tree.children, false);
  return [...faults];
}

/** Selectors that count as more than one class, states and what scripts set beside. */
export function heavySelectors(text, states) {
  const heavy = [];
  css.walk(css.parse(text), {
    visit: "Selector",
    enter(selector) {
      let count = 0;
      css.walk(selector, (node) => {
        if (node.type === "ClassSelector" && !states.includes(node.name)) count += 1;
        if (node.type === "IdSelector") count += 100;
      });
      if (count > 1) heavy.push(css.generate(selector));
    },
  });
  return heavy;
}

/* Scripts. */

// Interfaces that a script of a page has to do with: a name that stands in others only is none of these.
const INTERFACES = "Document Element HTMLElement Node EventTarget Event CustomEvent KeyboardEvent UIEvent Window History Location Navigator Clipboard Storage HTMLInputElement HTMLFormElement HTMLDetailsElement HTMLSelectElement HTMLTextAreaElement HTMLScriptElement HTMLLinkElement HTMLImageElement HTMLMediaElement DOMTokenList DOMParser URL URLSearchParams FormData Response SpeechSynthesis SpeechSynthesisUtterance MediaQueryList MessagePort SharedWorker EventSource NodeList DOMRect ShadowRoot".split(" ");
const BUILTINS = "Array String Object Promise Map Set WeakMap WeakSet RegExp Number Math JSON TypedArray Symbol Date Function".split(" ");

const member = (table, name) => table?.[name]?.__compat ? table[name] : table?.[`${name}_static`];
const inAll = (name) => [...INTERFACES.map((one) => tables.api[one]), ...BUILTINS.map((one) => tables.javascript.builtins[one])]
  .map((table) => (name === "constructor" ? undefined : member(table, name))).filter((feature) => feature?.__compat);
/** A member of a global: of `Object`, of `localStorage`, of `crypto`. */
const memberOf = (global, name) => [tables.javascript.builtins[global], tables.api[global], tables.api[global.charAt(0).toUpperCase() + global.slice(1)],
  global.endsWith("Storage") ? tables.api.Storage : undefined].map((table) => member(table, name)).find(Boolean);

/** Names that a program declares, wherever. */
function declared(program) {
  const names = new Set();
  const pattern = (node) => full(node, (inner) => { if (inner.type === "Identifier") names.add(inner.name); });
  full(program, (node) => {
    if (node.type === "VariableDeclarator") pattern(node.id);
    if (node.params) node.params.forEach(pattern);
    if (node.type === "CatchClause" && node.param) pattern(node.param);
    if (/^(Function|Class)Declaration$/.test(node.type)) names.add(node.id.name);
    if (/^Import\w*Specifier$/.test(node.type)) names.add(node.local.name);
  });
  return names;
}

/** What a script asks of browsers that a floor does not have, once each: words of the language, calls, properties, globals. */
export function beyondInScript(text, floor) {
  let program;
  try {
    program = parse(text, { ecmaVersion: floor.ecmaVersion, sourceType: floor.sourceType });
  } catch (fault) {
    return [`not ES${floor.ecmaVersion}: ${fault.message}`];
  }
  const faults = new Set();
  const own = declared(program);
  const tell = (name, features) => {
    const who = features.map((feature) => lacking(feature, floor)).find(Boolean);
    if (who) faults.add(`${name} (${who})`);
  };
  const global = (name) => tables.api[name] ?? tables.javascript.builtins[name] ?? tables.api.Window[name] ?? tables.javascript.functions?.[name];
  ancestor(program, {
    MemberExpression(node) {
      if (node.computed) return;
      const name = node.property.name;
      const holder = node.object.type === "Identifier" && !own.has(node.object.name) ? node.object.name : "";
      const exact = holder && memberOf(holder, name);
      tell(holder ? `${holder}.${name}` : `.${name}`, exact ? [exact] : inAll(name));
    },
    Identifier(node) {
      if (!own.has(node.name) && global(node.name)) tell(node.name, [global(node.name)]);
    },
    NewExpression(node) {
      if (node.callee.type === "Identifier" && !own.has(node.callee.name)) tell(`new ${node.callee.name}`, [global(node.callee.name)].filter(Boolean));
    },
    CallExpression(node) {
      const called = node.callee.property?.name ?? node.callee.name;
      const [first] = node.arguments;
      if (called !== "addEventListener" || first?.type !== "Literal") return;
      const events = INTERFACES.map((one) => tables.api[one]?.[`${first.value}_event`]).filter(Boolean);
      if (events.length > 0 && events.every((feature) => lacking(feature, floor))) tell(`event ${first.value}`, events);
    },
  });
  return [...faults];
}
