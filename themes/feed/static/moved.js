/* Leads from a former address to the new one, to the same place of the page. */
(() => {
  "use strict";
  location.replace(document.currentScript.dataset.to + location.hash);
})();
