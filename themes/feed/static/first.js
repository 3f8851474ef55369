/* Runs before the first paint, so that the page never jumps: the size and the colours that the reader chose last time; the foot is shown when all of it is there. */
(function () {
  "use strict";
  var root = document.documentElement;
  var known = { size: ["large", "extra"], scheme: ["light", "dark"] };
  root.classList.add("js", "arriving");
  document.addEventListener("readystatechange", function () { root.classList.remove("arriving"); });
  Object.keys(known).forEach(function (name) {
    try {
      var value = window.localStorage.getItem("liuhao-" + name);
      if (known[name].indexOf(value) >= 0) root.setAttribute("data-" + name, value);
    } catch (refused) {
      // A browser may forbid a page to remember anything; then the page is as it is.
    }
  });
})();
