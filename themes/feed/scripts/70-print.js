/* What is folded up is printed all the same, and a button of the page may ask for the printer. */
(() => {
  "use strict";
  let opened = [];
  const before = () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    opened.forEach((details) => { details.open = true; });
  };
  const after = () => opened.forEach((details) => { details.open = false; });
  if ("onbeforeprint" in window) {
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
  } else {
    // Safari below 13.
    matchMedia("print").addListener((print) => (print.matches ? before() : after()));
  }
  document.querySelectorAll(".print").forEach((button) => button.addEventListener("click", () => print()));
})();
