/* What is folded up is printed all the same, and a button of the page may ask for the printer. */
(() => {
  "use strict";
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    opened.forEach((details) => { details.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((details) => { details.open = false; }));
  document.querySelectorAll(".print").forEach((button) => button.addEventListener("click", () => print()));
})();
