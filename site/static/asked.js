// Lists what the page has asked the network for, when somebody wants to see it: the browser's own
// record of that.
"use strict";

document.addEventListener("toggle", ({ target }) => {
  const list = target.querySelector?.("[data-asked]");
  if (!list || !target.open) return;
  const asked = [document.URL, ...performance.getEntriesByType("resource").map(({ name }) => name)];
  const files = [...new Set(asked.filter((name) => !name.startsWith("data:")))];
  list.replaceChildren(...files.map((name) => {
    const item = document.createElement("li");
    item.textContent = name.replace(/[?#].*/, "");
    return item;
  }));
}, true);
