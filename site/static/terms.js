// Shows what a term means while it is pointed at or has the focus: the terms of the text, and the
// labels of a lab that are terms. (A click shows it without this script.)
"use strict";

(() => {
  const PAUSE = 300; // milliseconds, so that a pointer on its way shows nothing and can reach an entry
  let timer = 0;

  // What shows an entry, and the entry, if the element is in one.
  function found(element) {
    const term = element.closest?.(".term, :is([data-lab], [data-figure]) :is(.label, dt)");
    if (!term) return null;
    const name = term.textContent.trim().toLowerCase().replace(/\W+/g, "-");
    const entry = document.getElementById(term.getAttribute("popovertarget") || `term-${name}`);
    return entry && { term, entry };
  }

  const open = () => document.querySelector(".entry:popover-open");

  function show({ term, entry }) {
    if (!entry.matches(":popover-open")) entry.showPopover({ source: term });
  }

  function later(act) {
    clearTimeout(timer);
    timer = setTimeout(act, PAUSE);
  }

  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch") return;
    const at = found(target);
    if (at) later(() => show(at));
    else if (target.closest?.(".entry")) clearTimeout(timer);
    else if (open() && !open().contains(document.activeElement)) later(() => open()?.hidePopover());
    else clearTimeout(timer);
  });
  document.addEventListener("focusin", ({ target }) => {
    const at = found(target);
    if (at && target.matches(":focus-visible")) show(at);
    else if (!target.closest(".entry")) open()?.hidePopover();
  });
})();
