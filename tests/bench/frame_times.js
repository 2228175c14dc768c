// Before a page's own scripts: how long each of its animation frames took, how much of it went by
// until the last figure was drawn, and how soon clicks were answered. The product is not changed:
// it asks for `requestAnimationFrame` and `glassnet.apply` as ever, and a clock is around them.
"use strict";

window.frameTimes = (() => {
  const native = window.requestAnimationFrame.bind(window);
  let frames = [];
  let views = [];
  let clicks = [];
  let drawn = 0;

  window.requestAnimationFrame = (callback) => native((shown) => {
    const begun = performance.now();
    drawn = begun;
    callback(shown);
    frames.push({ shown, python: performance.now() - begun, views: drawn - begun });
  });

  // Around the one call that a view makes into the page: it ends when that view is drawn, and
  // began when the frame did, or when the view before it was drawn.
  function watchViews() {
    const apply = window.glassnet.apply;
    const names = new Map();
    window.glassnet.apply = (slots, values) => {
      apply(slots, values);
      if (!slots.length) return; // a view in which nothing changes
      const now = performance.now();
      if (!names.has(slots)) {
        names.set(slots, slots[0]?.element.closest("[data-view]").dataset.view ?? "");
      }
      views.push([names.get(slots), now - drawn]);
      drawn = now;
    };
  }

  // How often the browser shows a frame while the page plays, whatever the page does in it.
  async function watch(milliseconds) {
    frames = [];
    views = [];
    let shown = 0;
    const end = performance.now() + milliseconds;
    const begun = performance.now();
    while (performance.now() < end) {
      await new Promise(native);
      shown += 1;
    }
    const seconds = (performance.now() - begun) / 1000;
    return { seconds, shown, frames, views };
  }

  // How long, within frames, the same work takes: what a slowed processor is to such code.
  async function work(milliseconds, once) {
    const taken = [];
    const end = performance.now() + milliseconds;
    while (performance.now() < end) {
      await new Promise(native);
      const begun = performance.now();
      once();
      taken.push(performance.now() - begun);
    }
    return taken.reduce((sum, each) => sum + each, 0) / taken.length;
  }

  // From a click to the paint that answers it, as the browser has it: in steps of 8 ms, from 16.
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === "click") clicks.push(duration);
  }).observe({ type: "event", durationThreshold: 16 });

  function takeClicks() {
    const taken = clicks;
    clicks = [];
    return taken;
  }

  return { watchViews, watch, work, takeClicks };
})();
