// What the first paint needs, before the page is parsed: its theme and its fonts.
"use strict";

// Scripts run here: the notice that they do not, and the dimmed controls, are not for this page.
// Unless the one that brings Python is missing: see `boot.html`.
document.documentElement.dataset.script = "runs";
addEventListener("load", () => {
  const { dataset } = document.documentElement;
  if (document.getElementById("glassnet-runtime") && !window.glassnetBoots) delete dataset.script;
});

// Fonts begin to decode here, not when the first text asks for them: no line breaks anew a frame
// later.
try {
  for (const face of document.fonts) face.load().catch(() => {});
} catch { /* they decode when a text asks for them */ }

// The theme: what the link asks for, or else what was chosen here before, or else the system's.
(() => {
  const html = document.documentElement;
  const site = new URL("..", document.currentScript.src).pathname; // an origin may have several
  const KEY = `glassnet ${site} theme`;
  const THEMES = ["light", "dark"];

  function kept() {
    try {
      return localStorage.getItem(KEY);
    } catch { // a sandboxed frame, or no storage
      return null;
    }
  }

  function keep(theme) {
    try {
      localStorage.setItem(KEY, theme);
    } catch { /* it holds for this page */ }
  }

  function dress(theme) {
    if (THEMES.includes(theme)) html.dataset.theme = theme;
    else delete html.dataset.theme;
  }

  const asked = new URLSearchParams(location.hash.slice(1)).get("theme");
  dress(THEMES.includes(asked) ? asked : kept());

  document.addEventListener("DOMContentLoaded", () => {
    const choice = document.querySelector("[data-theme-choice]");
    if (!choice) return;
    const show = () => { choice.value = html.dataset.theme || "system"; };
    show();
    new MutationObserver(show).observe(html, { attributeFilter: ["data-theme"] });
    choice.addEventListener("change", () => {
      keep(choice.value);
      dress(choice.value);
    });
  });
})();
