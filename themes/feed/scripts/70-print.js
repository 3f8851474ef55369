/* What is folded up is printed all the same; buttons of the page ask for the printer, one of them for large letters. */
(() => {
  "use strict";
  const root = document.documentElement;
  let opened = [];
  const before = () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    opened.forEach((details) => { details.open = true; });
  };
  const after = () => {
    opened.forEach((details) => { details.open = false; });
    root.removeAttribute("data-print");
  };
  if ("onbeforeprint" in window) {
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
  } else {
    // Safari below 13.
    matchMedia("print").addListener((print) => (print.matches ? before() : after()));
  }
  const ask = (size) => {
    if (size) root.setAttribute("data-print", size);
    print();
  };
  document.querySelectorAll(".print").forEach((button) => {
    button.addEventListener("click", () => ask(button.getAttribute("data-print")));
  });
  const feed = window.liuhao;
  const sizes = document.querySelector(".sheet .choice");
  if (!feed || !sizes || !document.querySelector("article.paper")) return;
  const choose = (words, size) => {
    const button = feed.make("button", { type: "button", class: "button" }, words);
    button.addEventListener("click", () => {
      button.closest(".sheet").close();
      ask(size);
    });
    return button;
  };
  sizes.parentNode.append(feed.make("p", { class: "sheet-print" }, choose("打印本页"), choose("大字打印", "large")));
})();
