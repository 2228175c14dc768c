// Brings Python into the page: the same way over http, on file:// and in a sandboxed iframe.
//
// The fastest tier (tiers.js) in the form (forms.js) that suits the page is tried first; what
// fails falls through to the next tier, then to the other form. `data-boot` says which it was:
// "snapshot-http". If all fail, the page says why and offers a Retry.
"use strict";

(() => {
  window.glassnetBoots = true; // first.js says so where this script does not run
  const BUILD = "GLASSNET_BUILD"; // the builder writes it: builder/assets.py
  const html = document.documentElement;
  const plan = JSON.parse(document.getElementById("glassnet-runtime").textContent);
  const base = new URL(plan.base, location.href).href;
  const opaque = location.protocol === "file:"
    || glassnetAnswer("string", () => window.origin, "") === "null";
  // Without its own origin a page may not fetch, and the attempt would be an error in its console.
  const forms = plan.forms.filter((form) => form !== "http" || !opaque);
  const parsed = new Promise((resolve) => {
    if (document.readyState !== "loading") resolve();
    else document.addEventListener("DOMContentLoaded", resolve);
  });
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
  const mark = (name) => glassnetAnswer("object", () => performance.mark(name));

  const refused = new Set(); // by a Content-Security-Policy
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    const needed = /^(script|connect)-src/.test(effectiveDirective);
    if (needed) refused.add(`${blockedURI.slice(0, 80)} (${effectiveDirective})`);
  });

  // What the page shows of all this

  let stale = false; // whether the page itself may be of another build than the site
  let shown = { state: "waiting", text: "", share: 0 };

  function show(state, text, share) {
    shown = { state, text, share };
    html.dataset.python = state;
    for (const element of document.querySelectorAll("[data-boot-text]")) element.textContent = text;
    for (const bar of document.querySelectorAll("[data-boot-bar]")) bar.value = share;
    for (const button of document.querySelectorAll("[data-boot-retry]")) {
      button.hidden = state !== "failed";
    }
  }

  // What CSS needs to know of the address before Python reads it.
  const asked = new URLSearchParams(location.hash.slice(1));
  const plain = (key) => (/^[a-z0-9,-]*$/.exec(asked.get(key) || "") || [""])[0];
  parsed.then(() => {
    const lab = document.querySelector("[data-lab]");
    if (!lab || !location.hash.includes("=")) return;
    if (lab.querySelector(`[data-panel="${plain("tab")}"]`)) lab.dataset.tab = plain("tab");
    lab.dataset.hide = plain("hide").replaceAll(",", " ");
    lab.dataset.initial = "";
  });

  parsed.then(() => show(shown.state, shown.text, shown.share)); // this script came before the lab

  // The bytes of these files, in the form that this page loads.
  function total(names, form) {
    return names.map((name) => plan.files[name]).reduce((sum, { size, parts }) => sum
      + (form === "http" ? size : parts.reduce((all, part) => all + part, 0)), 0);
  }

  // What to tell of arriving bytes: once a frame, however many pieces come.
  function progress(total) {
    let done = 0, due = false;
    function tell() {
      due = false;
      if (shown.state !== "loading") return;
      const text = done < total
        ? `Python is arriving: ${megabytes(done)} of ${megabytes(total)} MB`
        : "Python is starting";
      show("loading", text, done / total);
    }
    return (bytes) => {
      done += bytes;
      if (!due) requestAnimationFrame(tell);
      due = true;
    };
  }

  async function boot() {
    if (["loading", "ready"].includes(shown.state)) return;
    show("loading", "Python is arriving", 0);
    const failures = new Set();
    stale = BUILD !== plan.assets;
    if (stale || await started(failures, false)) return stale && sayStale(failures);
    // A browser may remember files of another build: they are asked for again.
    stale = [...failures].some((reason) => reason.includes(glassnetForms.OTHER));
    if (stale && location.protocol.startsWith("http") && await started(failures, true)) return;
    if (stale) return sayStale(failures);
    const why = forbidden() || `Python could not be loaded (${[...failures].join("; ")}). Check the `
      + "connection, or that all files of the site are there.";
    show("failed", `${why} The page is complete without it, but nothing moves.`, 0);
  }

  // Whether a tier in one form or the other has started; else why not is among the failures.
  async function started(failures, fresh) {
    for (const form of forms) {
      for (const tier of Object.keys(plan.tiers)) {
        try {
          await start(tier, form, fresh);
          return true;
        } catch (error) {
          const reason = String(error?.message || error).trim().split("\n").pop().slice(0, 200);
          mark(`not ${tier}-${form}: ${reason}`);
          failures.add(reason);
        }
      }
    }
    return false;
  }

  // What a policy of the server, or of the page around this one, was seen to forbid; that it forbids
  // WebAssembly shows when the smallest module there is cannot be made.
  function forbidden() {
    let wasm = "";
    try {
      new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    } catch {
      wasm = "WebAssembly (script-src needs 'wasm-unsafe-eval')";
    }
    const others = [...refused].filter((each) => !each.includes("wasm"));
    const what = [wasm, ...others].filter(Boolean).slice(0, 4).join("; ");
    return what && "Python could not be loaded: a Content-Security-Policy, of the server or of the "
      + `page around this one, forbids ${what}. Who runs that server can allow it.`;
  }

  function sayStale(failures) {
    show("failed", "This page and the site’s files are of two builds: the site has changed since one "
      + `of them was fetched (${[...failures].join("; ") || "boot.js"}). Retry loads the page again. `
      + "Until then it is complete, but nothing moves.", 0);
  }

  async function start(tier, form, fresh) {
    const files = glassnetForms[form](plan, base, progress(total(plan.tiers[tier], form)), fresh);
    const python = await glassnetTiers.tiers[tier](files, plan);
    await parsed;
    if (glassnet.build !== BUILD) throw new Error(`patch.js ${glassnetForms.OTHER}`);
    await takeOver(python.pyimport("ui.page.bridge"));
    html.dataset.boot = `${tier}-${form}`;
    glassnet.python = python; // for the console and the tests
    let library = tier === "stock" ? Promise.resolve() : null; // it comes once
    glassnet.library = () => (library = library || glassnetTiers.library(files, plan, python));
    ready();
    if (tier === "snapshot") await glassnetTiers.sources(files, python).catch(console.warn);
    if (form === "http") keepForLater([...plan.tiers[tier], "pyodide.js", "code.zip.pack"]);
  }

  // One lab a task, so that the page scrolls meanwhile.
  async function takeOver(bridge) {
    bridge.begin();
    for (const root of document.querySelectorAll("[data-lab], [data-figure]")) {
      await glassnetPause();
      bridge.take_over(root);
    }
    await glassnetPause();
    bridge.listen();
  }

  function ready() {
    show("ready", "", 1);
    playByThemselves();
    for (const lab of document.querySelectorAll("[data-initial]")) delete lab.dataset.initial;
    mark("python-ready");
    document.dispatchEvent(new CustomEvent("glassnet:ready"));
    glassnetWaiting.replay();
  }

  // Labs that play without being asked, where movement is welcome. Who has pressed their button
  // already has decided.
  function playByThemselves() {
    const still = "(prefers-reduced-motion: reduce)";
    if (metered || glassnetAnswer("boolean", () => matchMedia(still).matches, false)) return;
    const play = "[data-autoplay] [data-action=toggle]:not([data-queued])";
    for (const button of document.querySelectorAll(play)) button.click();
  }

  // For a visit without a network, where a page may have that: see worker.js.
  async function keepForLater(names) {
    if (framed || metered) return;
    try {
      if (!navigator.serviceWorker) return;
      const registration = await navigator.serviceWorker.register(
        glassnetTrusted.createScriptURL(new URL("../worker.js", base).href));
      const tell = (worker) => worker.postMessage(names.map((name) => base + name));
      // The browser may find another build at any time: its worker keeps its own files.
      registration.addEventListener("updatefound", () => tell(registration.installing));
      await registration.update();
      if (!registration.installing) tell(registration.waiting || registration.active);
    } catch (error) { // a private window, no network: the page works all the same
      mark(`no service worker: ${error?.message}`);
    }
  }

  glassnetWaiting.listen(() => html.dataset.python === "ready", () => {
    if (html.dataset.python === "waiting") boot();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-boot-retry]")) stale ? location.reload() : boot();
  });

  const lacking = Object.entries({
    WebAssembly: () => WebAssembly.instantiateStreaming,
    DecompressionStream: () => DecompressionStream,
    ResizeObserver: () => ResizeObserver,
  }).filter(([, feature]) => !glassnetAnswer("function", feature)).map(([name]) => name);
  const metered = glassnetAnswer("boolean", () => navigator.connection.saveData, false);
  const framed = glassnetAnswer("boolean", () => Boolean(window.parent) && window.parent !== window);

  // `margin`: how far outside of what is seen. (A touch of a control starts Python as well.)
  async function bootWhenNear(margin) {
    await parsed;
    let told = false; // an observer tells at once where things are; one that does not never will
    setTimeout(() => { if (!told) boot(); }, 2000);
    try {
      const near = new IntersectionObserver((entries) => {
        told = true;
        if (!entries.some((entry) => entry.isIntersecting)) return;
        near.disconnect();
        boot();
      }, { rootMargin: margin });
      for (const each of document.querySelectorAll("[data-lab], [data-figure]")) near.observe(each);
    } catch {
      boot();
    }
  }

  if (lacking.length) {
    show("unsupported", `This browser cannot run Python in a page: it lacks ${lacking.join(", ")}. `
      + "The text and the pictures are complete. To train the network, use Chrome or Edge 126, "
      + "Firefox 128, Safari 17.5, or later.", 0);
  } else if (metered) {
    const size = megabytes(total([...plan.tiers.snapshot, "code.zip.pack"], forms[0]));
    show("waiting", `Press any button to fetch Python (${size} MB).`, 0);
  } else if (framed || plan.when === "seen") {
    show("waiting", "Python starts when this lab is in view.", 0);
    bootWhenNear(framed ? "100%" : "0%"); // an embed may be far down a page of its host
  } else {
    boot();
  }
})();
