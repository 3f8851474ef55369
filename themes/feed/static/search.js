/* 搜索: finds a phrase in all stories without a server. The index is cut into scripts, of which a query loads a few: the
   lists of stretches of text ("windows") that hold two neighbouring characters of the phrase, then the texts of the stories
   that are left. What is shown was found in the text itself. src/search/ writes what is read here, and tells the format. */
(() => {
  "use strict";
  const form = document.querySelector(".search-form");
  if (!form || !window.Promise || !window.URLSearchParams) return;
  const status = document.querySelector(".search-status");
  const list = document.querySelector(".search-results");
  const more = document.querySelector(".search-more");
  const words = document.querySelector(".search-words");
  const root = form.dataset.root;
  const PAGE = 10;
  const LONGEST = 20;
  const CONTEXT = 36;
  /* So many texts are read to say how many stories there are. */
  const CHECKED = 60;

  /* Scripts: each calls liuhaoSearch once, with its data. */
  const loaded = new Map();
  const arrived = new WeakMap();
  window.liuhaoSearch = (kind, number, data) => arrived.set(document.currentScript, data);
  const load = (address) => {
    if (!loaded.has(address)) {
      loaded.set(address, new Promise((done, failed) => {
        const script = document.createElement("script");
        const end = (act, value) => { script.remove(); act(value); };
        script.onload = () => end(done, arrived.get(script));
        script.onerror = () => { loaded.delete(address); end(failed, new Error(address)); };
        script.src = root + address;
        document.head.append(script);
      }));
    }
    return loaded.get(address);
  };

  /* Letters that count as one: the rules of src/search/fold.rs. */
  const fold = (c) => {
    const code = c.codePointAt(0);
    if (code >= 0x41 && code <= 0x5a) return c.toLowerCase();
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
    if (code >= 0x201c && code <= 0x201f) return '"';
    if (code >= 0x2018 && code <= 0x201b) return "'";
    const hasCase = (code >= 0xc0 && code <= 0x58f) || (code >= 0x1e00 && code <= 0x1eff);
    if (!hasCase) return c;
    const small = c.toLowerCase();
    return small.length === 1 ? small : c;
  };
  const folded = (text) => Array.from(text, fold).join("");
  const clean = (text) => text.normalize("NFC")
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu, "")
    .replace(/\s+/g, " ").trim();

  /* Ascending numbers below `universe`, as src/search/postings.rs writes them. */
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const values = new Uint8Array(128);
  Array.from(DIGITS, (digit, value) => { values[digit.charCodeAt(0)] = value; });
  const decode = (text, universe) => {
    let at = 0;
    let count = 0;
    for (let shift = 0, next = 32; next >= 32; shift += 5) {
      next = values[text.charCodeAt(at)];
      at += 1;
      count += (next & 31) * 2 ** shift;
    }
    let width = 0;
    while (count > 0 && count * 10 * 2 ** (width + 1) <= universe * 7) width += 1;
    const numbers = new Uint32Array(count);
    let digit = 0;
    let left = 0;
    const bit = () => {
      if (left === 0) {
        digit = values[text.charCodeAt(at)];
        at += 1;
        left = 6;
      }
      left -= 1;
      return digit >> left & 1;
    };
    for (let index = 0, expected = 0; index < count; index += 1) {
      let gap = 0;
      while (bit() === 1) gap += 1;
      for (let low = 0; low < width; low += 1) gap = gap * 2 + bit();
      numbers[index] = expected + gap;
      expected = numbers[index] + 1;
    }
    return numbers;
  };

  const intersect = (a, b) => {
    const both = [];
    for (let i = 0, j = 0; i < a.length && j < b.length;) {
      if (a[i] === b[j]) both.push(a[i]);
      const [left, right] = [a[i], b[j]];
      if (left <= right) i += 1;
      if (right <= left) j += 1;
    }
    return both;
  };

  /* The place of the last of the ascending `numbers` that is not above `number`. */
  const below = (numbers, number) => {
    let [low, high] = [0, numbers.length];
    while (low < high) {
      const middle = low + high >> 1;
      if (numbers[middle] <= number) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  /* What the manifest says, made ready: for each segment, the newest first, its windows and its cuts. */
  let site = null;
  const open = async () => {
    if (site) return site;
    const manifest = await load(form.dataset.manifest);
    const segments = manifest.segments.map((one, number) => {
      const characters = Array.from(one.cuts);
      const cuts = [];
      for (let at = 0; at < characters.length; at += 2) cuts.push(key(characters[at], characters[at + 1]));
      return { number, first: one.first, windows: one.windows, starts: decode(one.starts, one.windows), cuts };
    }).reverse();
    site = { stories: manifest.stories, segments, version: manifest.version, texts: decode(manifest.texts, manifest.stories) };
    return site;
  };
  const key = (first, second) => first.codePointAt(0) * 0x200000 + second.codePointAt(0);
  const data = (name) => load(`search/${name}.js?v=${site.version}`);

  /* The windows of one pair in a segment. */
  const windows = async (segment, [first, second]) => {
    const part = below(segment.cuts, key(first, second)) + 1;
    const entry = (await data(`index/${segment.number}/${part}`))[first];
    if (!entry) return [];
    const at = Array.from(entry[0]).indexOf(second);
    return at < 0 ? [] : decode(entry[1].split(" ")[at], segment.windows);
  };

  /* The pairs of a phrase in the order in which they are asked for: some that are far apart say more than neighbours, so
     the list is halved again and again. */
  const pairs = (phrase) => {
    const characters = Array.from(phrase).slice(0, LONGEST);
    const all = characters.slice(1).map((second, at) => [characters[at], second]);
    const order = [0, all.length - 1];
    for (let step = all.length / 2; step >= 0.5; step /= 2) {
      for (let at = step; at < all.length; at += 2 * step) order.push(Math.floor(at));
    }
    return [...new Set(order)].map((at) => all[at]);
  };

  /* The windows of a segment that may hold a phrase: no window that does is missing. A few pairs first; `narrow` asks for
     the others, and gives null when there are none left. */
  const candidates = (segment, phrase) => {
    const rest = pairs(phrase);
    let found = null;
    const take = async (count) => {
      const lists = await Promise.all(rest.splice(0, count).map((pair) => windows(segment, pair)));
      lists.sort((a, b) => a.length - b.length).forEach((one) => { found = found === null ? one : intersect(found, one); });
      return found;
    };
    return {
      first: async () => (await take(4)).length > PAGE && rest.length > 0 ? take(2) : found,
      narrow: async () => (rest.length > 0 ? take(rest.length) : null),
    };
  };

  /* Stories of a segment that have a window of every list, those with one in title or names first, the newest first. */
  const stories = (segment, lists) => {
    const named = new Set();
    const sets = lists.map((list) => new Set(Array.from(list, (window) => {
      const at = below(segment.starts, window);
      if (segment.starts[at] === window) named.add(segment.first + at);
      return segment.first + at;
    })));
    const all = [...sets[0]].filter((story) => sets.every((one) => one.has(story)));
    return all.sort((a, b) => named.has(b) - named.has(a) || b - a);
  };

  /* The filters that are set, as a test for the number of a story. */
  const filters = async () => {
    const set = Array.from(form.querySelectorAll("select")).filter((select) => select.value);
    if (set.length === 0) return () => true;
    const terms = await data("terms");
    const sets = set.map((select) => {
      const term = terms[select.name].find(([name]) => name === select.value);
      return new Set(term ? decode(term[1], site.stories) : []);
    });
    return (story) => sets.every((one) => one.has(story));
  };

  const row = async (story) => {
    const file = below(site.texts, story);
    const rows = await data(`text/${file}`);
    const [address, date, county, levels, head, body] = rows[story - site.texts[file]];
    return { address, date, county, levels, head, body };
  };

  /* Where a phrase stands in a text. Folding keeps lengths, so the places are those of the text itself. */
  const places = (text, phrase) => {
    const [all, found] = [folded(text), []];
    for (let at = all.indexOf(phrase); at >= 0; at = all.indexOf(phrase, at + phrase.length)) found.push(at);
    return found;
  };

  const holds = (one, phrases) => {
    const text = folded(`${one.head}\n${one.body}`);
    return phrases.every((phrase) => text.includes(phrase));
  };

  /* Words of one character are in no index: they narrow what the others find. */
  const isLong = (phrase) => Array.from(phrase).length > 1;

  /* All stories of a segment, the newest first, where the filters alone say which. */
  const everyStory = (segment) => Array.from(segment.starts, (start, at) => segment.first + at).reverse();

  /* Stories of a segment that do hold the phrases: gives the next few of them, or null when there are none left. Where most
     of what the index gave was wrong, the rest of the pairs is cheaper than more texts. */
  const within = (segment, phrases, isWanted) => {
    const sources = phrases.filter(isLong).map((phrase) => candidates(segment, phrase));
    let [lists, rest] = [null, []];
    const begin = async () => {
      if (lists !== null) return;
      lists = await Promise.all(sources.map((source) => source.first()));
      rest = (sources.length > 0 ? stories(segment, lists) : everyStory(segment)).filter(isWanted);
    };
    const next = async () => {
      await begin();
      if (rest.length === 0) return null;
      const rows = await Promise.all(rest.slice(0, PAGE).map(row));
      const right = rows.filter((one) => holds(one, phrases));
      rest = rest.slice(PAGE);
      if (sources.length > 0 && right.length * 2 < rows.length && rest.length > PAGE) {
        const narrowed = await Promise.all(sources.map((source) => source.narrow()));
        lists = narrowed.map((list, at) => list || lists[at]);
        const left = new Set(stories(segment, lists));
        rest = rest.filter((story) => left.has(story));
      }
      return right;
    };
    /* How many are left, of which some may not hold the phrases. */
    const left = async () => {
      await begin();
      return rest.length;
    };
    return { next, left };
  };

  /* Stories that hold the phrases, segment by segment, as far as they are asked for: `next` gives one, or null at the end. */
  const results = (phrases) => {
    const ready = [];
    let sources = null;
    const begin = async () => {
      if (sources !== null) return;
      const isWanted = await filters();
      sources = site.segments.map((segment) => within(segment, phrases, isWanted));
    };
    const fill = async () => {
      await begin();
      while (ready.length === 0 && sources.length > 0) {
        const some = await sources[0].next();
        if (some === null) sources.shift();
        else ready.push(...some);
      }
    };
    const next = async () => {
      await fill();
      return ready.length > 0 ? ready.shift() : null;
    };
    /* How many there are still. Where it is few texts, they are read and the number is sure; a pair that stands alone is
       found by the index itself. */
    const left = async () => {
      await begin();
      const counts = await Promise.all(sources.map((source) => source.left()));
      const sum = counts.reduce((all, one) => all + one, 0);
      const isSure = sum === 0 || phrases.every((phrase) => Array.from(phrase).length === 2);
      if (isSure || sum > CHECKED) return { count: ready.length + sum, isSure };
      while (sources.length > 0) {
        const some = await sources[0].next();
        if (some === null) sources.shift();
        else ready.push(...some);
      }
      return { count: ready.length, isSure: true };
    };
    return { next, left };
  };

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([attribute, value]) => element.setAttribute(attribute, value));
    element.append(...children);
    return element;
  };

  /* A text with every phrase marked. */
  const marked = (text, phrases) => {
    const spans = phrases.flatMap((phrase) => places(text, phrase).map((at) => [at, at + phrase.length]));
    const parts = [];
    let end = 0;
    spans.sort((a, b) => a[0] - b[0]).forEach(([from, to]) => {
      if (from < end) return;
      parts.push(text.slice(end, from), make("mark", {}, text.slice(from, to)));
      end = to;
    });
    return [...parts, text.slice(end)];
  };

  /* The line around a place, not cut inside a character of two units. */
  const context = (text, at, length) => {
    const start = text.lastIndexOf("\n", at - 1) + 1;
    const stop = text.indexOf("\n", at);
    const end = stop < 0 ? text.length : stop;
    let from = Math.max(start, at - CONTEXT);
    let to = Math.min(end, at + length + CONTEXT);
    if (/[\udc00-\udfff]/.test(text.charAt(from))) from -= 1;
    if (/[\udc00-\udfff]/.test(text.charAt(to))) to += 1;
    return `${from > start ? "…" : ""}${text.slice(from, to)}${to < end ? "…" : ""}`;
  };

  const draw = (one, asked) => {
    const phrases = asked.some(isLong) ? asked.filter(isLong) : asked;
    const lines = one.head.split("\n");
    const inBody = phrases.flatMap((phrase) => places(one.body, phrase).map((at) => [at, phrase.length]));
    const link = make("a", { href: root + one.address }, ...marked(lines[0], phrases));
    const item = make("div", {}, make("h2", {}, link));
    // The county is shown below, whether it was found or not.
    const isName = (line) => line !== one.county && phrases.some((phrase) => places(line, phrase).length > 0);
    const names = lines.slice(1).filter(isName);
    names.slice(0, 1).forEach((line) => item.append(make("p", { class: "search-context" }, ...marked(line, phrases))));
    inBody.sort((a, b) => a[0] - b[0]).slice(0, 1).forEach(([at, length]) => {
      item.append(make("p", { class: "search-context" }, ...marked(context(one.body, at, length), phrases)));
    });
    const facts = [one.date.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日"), one.county].filter(Boolean);
    const meta = make("p", { class: "meta" }, ...facts.map((fact) => make("span", {}, ...marked(fact, phrases))));
    one.levels.split("、").filter(Boolean).forEach((level) => meta.append(make("span", { class: "level" }, level)));
    if (inBody.length > 1) meta.append(make("span", {}, `文中 ${inBody.length} 处`));
    item.append(meta);
    return make("li", { class: "row" }, item);
  };

  let query = 0;
  let found = null;
  let shown = 0;

  /* What stands in the page's entry of the history, so that Back finds it again. */
  const note = () => {
    try {
      history.replaceState({ shown, y: scrollY }, "");
    } catch (refused) {
      // A browser may forbid it to a page from a disk.
    }
  };

  /* Shows the next results, unless another search has begun meanwhile. */
  const show = async (phrases, isFirst, count = PAGE) => {
    const mine = query;
    const items = [];
    let isEnd = false;
    while (items.length < count && !isEnd) {
      const story = await found.next();
      if (query !== mine) return;
      isEnd = story === null;
      if (!isEnd) items.push(draw(story, phrases));
    }
    if (isFirst) list.textContent = "";
    list.append(...items);
    shown += items.length;
    list.hidden = shown === 0;
    if (!isFirst && items.length > 0) items[0].querySelector("a").focus();
    const rest = isEnd ? { count: 0, isSure: true } : await found.left();
    if (query !== mine) return;
    more.hidden = rest.count === 0;
    more.textContent = `还有${rest.isSure ? "" : "约"} ${rest.count} 篇`;
    if (words) words.hidden = shown > 0;
    if (shown === 0) status.textContent = "没有找到。换一个说法，或者少写几个字再试。";
    else status.textContent = `${rest.isSure ? "找到" : "找到约"} ${shown + rest.count} 篇${rest.count > 0 ? `，先列出 ${shown} 篇` : ""}。`;
    note();
  };

  const failed = (error) => {
    console.warn(error);
    status.textContent = "没有读到搜索数据。请检查网络，刷新页面再试。";
  };

  /* Words with spaces between them are looked for each by itself. Single characters that follow each other are one word that
     was typed apart: 退 休. */
  const split = (text) => {
    const words = [];
    let wasSingle = false;
    text.split(" ").filter(Boolean).forEach((word) => {
      const isSingle = !isLong(word);
      if (isSingle && wasSingle) words[words.length - 1] += word;
      else words.push(word);
      wasSingle = isSingle;
    });
    return [...new Set(words)];
  };

  const search = async (before) => {
    query += 1;
    const mine = query;
    const text = clean(form.elements.q.value);
    const address = new URLSearchParams(Array.from(new FormData(form)).filter(([, value]) => value));
    try {
      if (!before) history.replaceState(null, "", address.toString() ? `?${address}` : location.pathname);
    } catch (refused) {
      // A browser may forbid it to a page from a disk.
    }
    const phrases = split(folded(text));
    const hasFilter = Array.from(form.querySelectorAll("select")).some((select) => select.value);
    if (!hasFilter && !phrases.some(isLong)) {
      [list.hidden, more.hidden] = [true, true];
      if (words) words.hidden = false;
      list.textContent = "";
      status.textContent = text ? "请至少输入两个字，或者选一个县区、荣誉、年度。" : "";
      return;
    }
    status.textContent = "正在查找……";
    await open();
    if (query !== mine) return;
    found = results(phrases);
    shown = 0;
    await show(phrases, true, before ? before.shown : PAGE);
    if (before && query === mine) scrollTo(0, before.y);
    more.onclick = () => show(phrases, false).catch(failed);
  };
  const start = (before) => search(before).catch(failed);

  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => start(), 300);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    start();
  });
  form.addEventListener("input", (event) => { if (!event.isComposing) soon(); });
  form.addEventListener("compositionend", soon);
  form.addEventListener("change", soon);

  const asked = new URLSearchParams(location.search);
  Array.from(form.elements).forEach((field) => {
    if (field.name && asked.has(field.name)) field.value = asked.get(field.name);
  });
  if (words) {
    words.addEventListener("click", (event) => {
      const word = event.target.closest("button");
      if (!word) return;
      form.elements.q.value = word.textContent;
      start();
    });
  }
  addEventListener("pagehide", () => { if (shown > 0) note(); });
  list.addEventListener("click", () => note());
  const before = history.state && history.state.shown > 0 ? history.state : null;
  if (before && "scrollRestoration" in history) history.scrollRestoration = "manual";
  if (asked.toString()) start(before);
})();
