// Brings Python into the page: the same way over http, on file:// and in a sandboxed iframe.
//
// The runtime comes in two forms: plain files for http, and classic scripts whose strings are
// base64 of gzip, where a page may not fetch (file://, an opaque origin). Either way a file ends
// as a Response, which Pyodide gets when it asks for the file's URL. If the first form fails,
// the second is tried; if both fail, the page says why and offers a Retry.
"use strict";

(() => {
  const html = document.documentElement;
  const plan = JSON.parse(document.getElementById("glassnet-runtime").textContent);
  const base = new URL(plan.base, location.href).href;
  const opaque = location.protocol === "file:" || window.origin === "null";
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

  // What the page shows of all this

  function show(state, text, share) {
    html.dataset.python = state;
    for (const element of document.querySelectorAll("[data-boot-text]")) element.textContent = text;
    for (const bar of document.querySelectorAll("[data-boot-bar]")) bar.value = share;
  }

  function progress(form) {
    const total = form.files.reduce((sum, file) => sum + file.size, 0);
    let done = 0;
    return (bytes) => {
      done += bytes;
      if (html.dataset.python !== "loading") return;
      const text = done < total
        ? `Python is arriving: ${megabytes(done)} of ${megabytes(total)} MB`
        : "Python is starting";
      show("loading", text, done / total);
    };
  }

  function fail(state, text) {
    show(state, text, 0);
    for (const button of document.querySelectorAll("[data-boot-retry]")) {
      button.hidden = state !== "failed";
    }
  }

  // The two forms: name of a file -> promise of a Response with its bytes

  function fetched(count) {
    return arriving(count, (file) => fetch(base + file.name).then((response) => {
      if (!response.ok) throw new Error(`${file.name}: the server answered ${response.status}`);
      return typed(response, file.name);
    }));
  }

  // `whole` fails where a file does not come, or not as it was sent, and says which one.
  function arriving(count, bring) {
    const sources = {};
    const checks = plan.plain.files.map((file) => {
      sources[file.name] = bring(file);
      return sources[file.name].then((response) => counted(response.clone(), file, count));
    });
    const whole = Promise.all(checks);
    whole.catch(() => {}); // whoever awaits it hears of it
    return { sources, whole };
  }

  async function counted(response, file, count) {
    const reader = response.body.getReader();
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new Error(`${file.name} is damaged, or its transfer broke off`);
      });
      if (done) break;
      size += value.length;
      count(value.length);
    }
    if (size !== file.size) {
      throw new Error(`${file.name}: ${size} bytes arrived instead of ${file.size}`);
    }
  }

  // WebAssembly is compiled while it arrives only under its own content type.
  function typed(response, name) {
    const wanted = "application/wasm";
    if (!name.endsWith(".wasm") || response.headers.get("Content-Type") === wanted) return response;
    return new Response(response.body, { headers: { "Content-Type": wanted } });
  }

  function bundled(count) {
    const parts = {};
    window.glassnetPart = (name, index, text) => { (parts[name] = parts[name] || [])[index] = text; };
    const scripts = plan.bundle.files.map(async (file) => {
      await script(base + file.name);
      const here = parts[file.of] || [];
      if (here[file.part] === undefined) throw new Error(`${file.name} is damaged`);
      count(file.size);
    });
    const complete = Promise.all(scripts);
    return arriving(() => {}, (file) => complete.then(() => unpacked(parts[file.name], file.name)));
  }

  function unpacked(texts, name) {
    let bytes;
    try {
      bytes = texts.map((text) => (Uint8Array.fromBase64
        ? Uint8Array.fromBase64(text)
        : Uint8Array.from(atob(text), (character) => character.charCodeAt(0))));
    } catch {
      throw new Error(`${name} is damaged`);
    }
    const stream = new Blob(bytes).stream().pipeThrough(new DecompressionStream("gzip"));
    const kind = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return new Response(stream, { headers: { "Content-Type": kind } });
  }

  function script(url) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = url;
      element.onload = () => { element.remove(); resolve(); };
      element.onerror = () => {
        element.remove();
        reject(new Error(`${url.slice(base.length)} could not be loaded`));
      };
      document.head.append(element);
    });
  }

  // Pyodide

  let attempts = 0;

  async function start(form, name) {
    const count = progress(form);
    const { sources, whole } = name === "http" ? fetched(count) : bundled(count);
    const root = `${base}attempt-${attempts += 1}/`;
    const restore = answer(root, sources);
    try {
      // Pyodide waits for ever for WebAssembly that does not come: so files are watched as well.
      await Promise.race([takeOver(root, sources, whole), whole.then(() => new Promise(() => {}))]);
      html.dataset.boot = name;
    } catch (error) {
      await whole; // where a file is at fault, this says which; what Pyodide says of it does not
      throw error;
    } finally {
      restore();
    }
  }

  async function takeOver(root, sources, whole) {
    if (!window.loadPyodide) await script(`${base}pyodide.js`);
    const core = await (await sources["pyodide.asm.mjs"]).blob();
    const coreUrl = URL.createObjectURL(new Blob([core], { type: "text/javascript" }));
    const createPyodideModule = (await import(coreUrl)).default;
    URL.revokeObjectURL(coreUrl);
    await Promise.race([whole, null]); // goes no further where a file has failed by now
    const python = await loadPyodide({
      createPyodideModule, indexURL: root, packageBaseUrl: root, lockFileContents: plan.lock,
    });
    await whole;
    await python.loadPackage("numpy", { messageCallback: () => {}, checkIntegrity: false });
    const code = await (await sources[plan.code]).arrayBuffer();
    python.unpackArchive(code, "zip", { extractDir: "/glassnet" });
    python.pyimport("sys").path.append("/glassnet");
    python.pyimport("ui.bridge").start();
  }

  // While Pyodide starts, its requests for files of the runtime get what has arrived already.
  // They are below `root`, which is of this attempt alone: what an earlier one, given up, still
  // asks for gets nothing of this one's.
  function answer(root, sources) {
    const native = window.fetch;
    window.fetch = (request, options) => {
      const url = String(request.url || request);
      return (url.startsWith(root) && sources[url.slice(root.length)]) || native(request, options);
    };
    return () => { window.fetch = native; };
  }

  async function boot() {
    if (html.dataset.python === "loading") return;
    fail("loading", "Python is arriving");
    const failures = [];
    for (const name of opaque ? ["bundle"] : ["http", "bundle"]) {
      try {
        await start(name === "http" ? plan.plain : plan.bundle, name);
        return ready();
      } catch (error) {
        failures.push(error.message || String(error));
      }
    }
    const reasons = failures.map((reason) => reason.split("\n").pop().slice(0, 200)).join("; ");
    fail("failed", `Python could not be loaded (${reasons}). The page is complete without it, `
      + "but nothing moves. Check the connection, or that all files of the site are there.");
  }

  function ready() {
    show("ready", "", 1);
    performance.mark("python-ready");
    document.dispatchEvent(new CustomEvent("glassnet:ready"));
    replay();
  }

  // What a person clicks or types before Python is there waits for it

  const waiting = new Map();

  function keep(event) {
    if (!event.isTrusted || html.dataset.python === "ready") return;
    const control = event.target.closest("[data-lab] [data-action]");
    if (!control || (event.type === "click") !== (control.tagName === "BUTTON")) return;
    control.dataset.queued = "";
    waiting.set(control, (waiting.get(control) || new Set()).add(event.type));
    if (html.dataset.python === "waiting") boot();
  }

  function replay() {
    for (const [control, types] of waiting) {
      delete control.dataset.queued;
      for (const type of types) control.dispatchEvent(new Event(type, { bubbles: true }));
    }
    waiting.clear();
  }

  for (const type of ["click", "input", "change"]) document.addEventListener(type, keep, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-boot-retry]")) boot();
  });

  const lacking = Object.entries({
    WebAssembly: window.WebAssembly && WebAssembly.instantiateStreaming,
    DecompressionStream: window.DecompressionStream,
    ResizeObserver: window.ResizeObserver,
  }).filter(([, feature]) => !feature).map(([name]) => name);
  const metered = navigator.connection && navigator.connection.saveData;

  if (lacking.length) {
    fail("unsupported", `This browser cannot run Python in a page: it lacks ${lacking.join(", ")}. `
      + "The text and the pictures are complete. To train the network, use Chrome or Edge 126, "
      + "Firefox 128, Safari 17.5, or later.");
  } else if (metered) {
    const total = (opaque ? plan.bundle : plan.plain).files.reduce((sum, f) => sum + f.size, 0);
    show("waiting", `Press any button to fetch Python (${megabytes(total)} MB).`, 0);
  } else {
    boot();
  }
})();
