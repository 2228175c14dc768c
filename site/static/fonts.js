// Fonts begin to decode here, before the page is parsed, not when the first text asks for them:
// so the first paint has them, and no line breaks anew a frame later.
"use strict";

try {
  for (const face of document.fonts) face.load().catch(() => {});
} catch {
  // A browser without this answer decodes them when a text asks.
}
