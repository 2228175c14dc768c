// In every document before its own scripts: what only somebody who was there from the start knows.
(() => {
  const probe = { shifts: [], violations: [], ready: 0, messages: 0, first: null };
  window.probe = probe;
  probe.lab = () => document.querySelector("[data-lab]") || document.querySelector("[data-figure]");
  // The markup that Python takes over. What the loader writes for people may differ, and the
  // images that stand for canvases until these are drawn.
  probe.markup = () => {
    const copy = probe.lab().cloneNode(true);
    for (const text of copy.querySelectorAll("[data-boot-text]")) text.textContent = "";
    for (const still of copy.querySelectorAll(".still")) still.remove();
    for (const bar of copy.querySelectorAll("[data-boot-bar]")) bar.removeAttribute("value");
    return copy.outerHTML;
  };
  probe.shown = () => [...probe.lab().querySelectorAll("[data-number]")]
    .filter((element) => element.textContent && element.checkVisibility()
      && !element.closest("[data-view=status]"));
  probe.numbers = () => probe.shown().map((element) => element.dataset.number);
  probe.texts = () => probe.shown().map((element) => element.textContent);
  // All numbers that the inspector has of some parts, selected one after another.
  probe.inspect = async (parts) => {
    const found = [];
    for (const part of probe.lab().querySelectorAll(parts)) {
      const title = part.getAttribute("aria-label").split(":")[0];
      part.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      while (!probe.lab().querySelector(".inspector h3").textContent.startsWith(title)) {
        await probe.frames(1);
      }
      for (const row of probe.lab().querySelectorAll(".inspector .row:not(.empty)")) {
        found.push([part.dataset.part, row.querySelector("dt").textContent,
          row.querySelector("dd").dataset.number]);
      }
    }
    return found;
  };
  probe.names = () => [...probe.lab().querySelectorAll("[data-part]")]
    .map((element) => element.getAttribute("aria-label"));
  probe.frames = (count) => new Promise((done) => {
    const tick = () => (count-- > 0 ? requestAnimationFrame(tick) : done());
    tick();
  });
  // A frame draws one figure at least, and each waits at most once: after so many, all are drawn.
  probe.settle = () => probe.frames(1 + [...document.querySelectorAll("[data-view]")]
    .filter((view) => view.checkVisibility()).length);
  const shifts = new PerformanceObserver((list) => {
    for (const { startTime, value, sources } of list.getEntries()) {
      probe.shifts.push({ startTime, value, of: sources.map(({ node }) => node
        && `${node.nodeName} ${node.className || node.textContent}`) });
    }
  });
  if (PerformanceObserver.supportedEntryTypes.includes("layout-shift")) {
    shifts.observe({ type: "layout-shift", buffered: true });
  }
  document.addEventListener("securitypolicyviolation", (event) => {
    probe.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
  });
  document.addEventListener("glassnet:ready", () => { probe.ready += 1; });
  window.addEventListener("message", () => { probe.messages += 1; });
  // Parsed, and no deferred script has run: the page as it is without any of ours.
  document.addEventListener("readystatechange", () => {
    if (document.readyState !== "interactive" || !probe.lab()) return;
    probe.first = { markup: probe.markup(), texts: probe.texts(), names: probe.names() };
  });
})();
