// Paper has no folds: what is folded is open while the page is printed.
"use strict";

(() => {
  let folded = [];

  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details.fold:not([open])")];
    for (const fold of folded) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of folded.splice(0)) fold.open = false;
  });
})();
