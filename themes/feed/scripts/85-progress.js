/* How much of a story is read, as a line at the top; and 接着读 on the feed: the story that was left in the middle. What is
   remembered stays in this browser and can be removed with one tap. */
(() => {
  "use strict";
  const feed = window.liuhao;
  const text = document.getElementById("page_text");
  const NAME = "liuhao-place";
  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(NAME));
    } catch (refused) {
      return null;
    }
  };
  const keep = (place) => {
    try {
      if (place) localStorage.setItem(NAME, JSON.stringify(place));
      else localStorage.removeItem(NAME);
    } catch (refused) {
      // Then the next visit begins at the top.
    }
  };
  if (!feed) return;

  if (text && document.querySelector("article.story")) {
    const line = feed.make("div", { class: "progress", "aria-hidden": "true" });
    document.body.append(line);
    const blocks = [...text.children];
    const share = () => {
      const end = text.getBoundingClientRect().bottom + scrollY - innerHeight;
      return end > 0 ? Math.min(Math.max(scrollY / end, 0), 1) : 0;
    };
    let waiting = false;
    const tell = () => {
      waiting = false;
      line.style.width = `${share() * 100}%`;
    };
    addEventListener("scroll", () => {
      if (!waiting) requestAnimationFrame(tell);
      waiting = true;
    }, { passive: true });
    tell();
    const leave = () => {
      const read = share();
      const block = blocks.findIndex((one) => one.getBoundingClientRect().bottom > 1);
      const own = kept();
      const isSame = own && own.path === location.pathname;
      if (scrollY > innerHeight * 0.5 && read < 0.95 && block >= 0) {
        keep({ path: location.pathname, title: document.querySelector("h1").textContent, block, percent: Math.round(read * 100) });
      } else if (isSame && read >= 0.95) {
        keep(null);
      }
    };
    addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", () => { if (document.hidden) leave(); });
    const place = kept();
    if (location.hash === "#read-on" && place && place.path === location.pathname && blocks[place.block]) {
      addEventListener("load", () => blocks[place.block].scrollIntoView({ block: "start" }));
    }
  }

  const days = document.querySelector(".kind-feed .days");
  const place = days && kept();
  if (!place || typeof place.title !== "string" || typeof place.path !== "string") return;
  const link = [...document.querySelectorAll(".days a")].find((one) => one.pathname === place.path);
  // Only a page of this site, below the folder of the feed.
  const folder = location.pathname.replace(/(page\/)?[^/]*$/, "");
  if (!link && place.path.indexOf(folder) !== 0) return;
  const forget = feed.make("button", { type: "button" }, "不再显示");
  const box = feed.make("p", { class: "read-on" },
    feed.make("a", { href: `${place.path}#read-on` }, `接着读：${place.title}（读到 ${Number(place.percent) || 0}%）`), forget);
  forget.addEventListener("click", () => {
    keep(null);
    box.remove();
  });
  feed.bar.before(box);
})();
