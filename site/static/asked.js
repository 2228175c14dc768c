// Lists what the page has asked the network for, when somebody wants to see it: the browser's own
// record of that, if it has one and shows it.
"use strict";

function recorded() {
  try {
    return performance.getEntriesByType("resource").map(({ name }) => String(name));
  } catch {
    return ["(This browser does not show the page what else was asked for.)"];
  }
}

document.addEventListener("toggle", ({ target }) => {
  const list = target.querySelector?.("[data-asked]");
  if (!list || !target.open) return;
  const asked = [document.URL, ...recorded()];
  const files = [...new Set(asked.filter((name) => !name.startsWith("data:")))];
  list.replaceChildren(...files.map((name) => {
    const item = document.createElement("li");
    item.textContent = name.replace(/[?#].*/, "");
    return item;
  }));
}, true);
