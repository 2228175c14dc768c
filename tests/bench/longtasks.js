// Before a page's own scripts: remembers every task that held the main thread for over 50 ms.
"use strict";

window.longtasks = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) {
    window.longtasks.push({ startTime, duration });
  }
}).observe({ type: "longtask", buffered: true });
