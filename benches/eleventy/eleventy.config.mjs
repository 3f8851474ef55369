// The site of the whole-program benchmark as one for Eleventy: the pages that hugo/layouts make, no more.
const KINDS = ["county", "year", "level"];
const PAGE = 20;

const chunks = (pages) => Array.from({ length: Math.ceil(pages.length / PAGE) }, (_, nth) => pages.slice(nth * PAGE, (nth + 1) * PAGE));
const folder = (kind, term) => `/${kind}/${term}/`;

// A list in parts, each with the addresses of those beside it.
const parts = (title, address, pages) => {
  const all = chunks(pages);
  const url = (nth) => (nth < 0 || nth >= all.length ? null : nth === 0 ? address : `${address}page/${nth + 1}/`);
  return all.map((pages, nth) => ({ title, pages, url: url(nth), previous: url(nth - 1), next: url(nth + 1) }));
};

export default function (eleventy) {
  const stories = (api) => {
    const all = api.getFilteredByGlob("content/p/*.md").reverse();
    all.forEach((story, nth) => {
      [story.data.before, story.data.behind] = [all[nth - 1], all[nth + 1]];
    });
    return all;
  };
  const terms = (all) =>
    KINDS.map((kind) => {
      const of = new Map();
      for (const story of all) for (const term of story.data[kind]) of.set(term, [...(of.get(term) ?? []), story]);
      return { kind, terms: [...of].map(([name, pages]) => ({ name, pages, url: folder(kind, name) })) };
    });
  eleventy.addCollection("stories", stories);
  eleventy.addCollection("kinds", (api) => terms(stories(api)));
  eleventy.addCollection("lists", (api) => {
    const all = stories(api);
    const ofTerms = terms(all).flatMap(({ terms }) => terms.flatMap(({ name, pages, url }) => parts(name, url, pages)));
    return [...parts("酒泉老干部", "/", all), ...parts("Ps", "/p/", all), ...ofTerms];
  });
  eleventy.addFilter("day", (date) => date.toISOString().slice(0, 10));
  eleventy.addFilter("termUrl", folder);
  eleventy.setQuietMode(true);
  return { dir: { input: "content", includes: "../_includes", output: "public" }, markdownTemplateEngine: false };
}
