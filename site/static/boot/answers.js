// What the browser answers, read with care: in the web view of an app, or where a setting hides what
// could tell people apart, it may be null, of another kind, or an exception.
"use strict";

// The answer, if it is of that kind (a `typeof`); else `otherwise`.
function glassnetAnswer(kind, ask, otherwise) {
  try {
    const found = ask();
    return typeof found === kind ? found : otherwise;
  } catch {
    return otherwise;
  }
}

// Stand-ins for what Pyodide and this page ask of the browser, where its own is of no use.
(() => {
  const define = (object, name, value) => glassnetAnswer("object", () => (
    Object.defineProperty(object, name, { value, configurable: true, writable: true })));
  const works = (test) => glassnetAnswer("boolean", () => Boolean(test()), false);

  // A member of one of the window's objects, or else another object.
  function mend(name, member, test, instead) {
    if (works(test)) return;
    const own = glassnetAnswer("object", () => window[name], null);
    if (own) define(own, member, instead);
    if (!works(test)) define(window, name, { [member]: instead });
  }

  function fill(bytes) { // seeds are made of it; no secret is
    for (let place = 0; place < bytes.length; place++) bytes[place] = 256 * Math.random();
    return bytes;
  }

  const began = Date.now();
  mend("performance", "now", () => Number.isFinite(performance.now()), () => Date.now() - began);
  mend("performance", "mark", () => typeof performance.mark === "function", () => {});
  mend("crypto", "getRandomValues", () => crypto.getRandomValues(new Uint8Array(16)).some(Boolean),
    fill);
  for (const name of ["userAgent", "language", "platform"]) {
    mend("navigator", name, () => typeof navigator[name] === "string", "");
  }
  if (!works(() => typeof requestAnimationFrame(() => {}) === "number")) {
    define(window, "requestAnimationFrame", (frame) => setTimeout(
      () => frame(performance.now()), 16));
  }
  // Pyodide takes a page that does not have it for no page.
  if (!("sessionStorage" in window)) define(window, "sessionStorage", null);
})();
