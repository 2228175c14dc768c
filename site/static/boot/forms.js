// The two forms in which the runtime's files come, and what a tier asks of either:
//
//   form.module(name)   promise of a compiled WebAssembly.Module
//   form.script(name)   promise of an ES module's exports
//   form.stream(name)   promise of a stream of a file's bytes, unpacked
//   form.whole(name)    promise of all of them as one Uint8Array
//   form.loader()       promise that `loadPyodide` is there
//
// Over http they are plain files. Where a page may not fetch (file://, an opaque origin) they
// are classic scripts whose strings are base64 of gzip. A damaged file fails in either form:
// gzip carries a checksum, and of what is not packed the size is known.
"use strict";

// Kept in a task of its own: what a person does, and a frame, can come before it. (A timer would
// wait for seconds in a tab that is out of sight.)
const glassnetPause = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { port1.close(); resolve(); };
  port2.postMessage(null);
});

const glassnetForms = (() => {
  const WASM = { headers: { "Content-Type": "application/wasm" } };
  const JAVASCRIPT = { type: "text/javascript" };
  const { nonce } = document.currentScript; // see base.html
  const packed = (name) => name.endsWith(".pack"); // gzip, see builder/tiers.py
  const unpacked = (stream) => stream.pipeThrough(new TransformStream({ transform: inPieces }))
    .pipeThrough(new DecompressionStream("gzip"));
  const PIECE = 1 << 17; // bytes, which are unpacked in a few milliseconds

  // What has arrived may be megabytes, and would be unpacked in one task.
  async function inPieces(chunk, controller) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      controller.enqueue(chunk.subarray(at, at + PIECE));
      await glassnetPause();
    }
  }

  // What a person reads must say which file it is; what the browser says of it does not.
  function naming(name, promise) {
    return promise.catch((error) => {
      throw error.message.includes(name) ? error
        : new Error(`${name} is damaged, or its transfer broke off`);
    });
  }

  // A file's build, see builder/packing.py: its SHA-256 and its last eight bytes. It is in the
  // address, so that no memory of a browser or a server between has another build's file for it.
  const OTHER = "is of another build";
  const address = (base, file, build, fresh) => `${base}${file}?b=${build.slice(0, 16)}`
    + (fresh ? `&at=${Date.now()}` : "");
  const hexadecimal = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"))
    .join("");

  // Of a file that is no gzip: what has come is what the plan says. (Where a page may not compute
  // digests, over plain http, its size has to do.)
  async function same(name, bytes, { size, build }) {
    if (bytes.length !== size) throw new Error(`${name} is damaged`);
    if (!window.crypto?.subtle) return;
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    if (!build.startsWith(hexadecimal(digest))) throw new Error(`${name} ${OTHER}, or damaged`);
  }

  const gathered = async (stream) => new Uint8Array(await new Response(stream).arrayBuffer());

  // `count(bytes)` is told what arrives; `fresh`: nothing that the browser remembers will do.
  function http(plan, base, count, fresh) {
    const size = (name) => plan.files[name].size;

    async function asked(name) {
      const response = await fetch(address(base, name, plan.files[name].build, fresh),
        { cache: fresh ? "reload" : "default" }).catch(() => {
        throw new Error(`${name} could not be fetched`);
      });
      if (!response.ok) throw new Error(`${name}: the server answered ${response.status}`);
      return response;
    }

    // Resolved when the machine code is being made, beside the main thread, which then has time to
    // unpack: Firefox would hear of the module's response only after that.
    let begun;
    const compiling = new Promise((resolve) => { begun = resolve; });

    // The browser keeps the machine code of a module that it compiled from the very response of
    // the network, under its own content type, and a second page need not compile it again.
    async function module(name) {
      let response = await asked(name).finally(begun);
      if (response.headers.get("Content-Type") !== "application/wasm") {
        response = new Response(response.body, WASM);
      }
      const compiled = await naming(name, WebAssembly.compileStreaming(response));
      count(size(name));
      return compiled;
    }

    async function script(name) {
      const exports = await naming(
        name, import(address(base, name, plan.files[name].build, fresh)));
      count(size(name));
      return exports;
    }

    async function stream(name) {
      let last = new Uint8Array(0);
      const counted = new TransformStream({
        transform(chunk, controller) {
          count(chunk.length);
          last = chunk.length < 8 ? new Uint8Array([...last, ...chunk]).slice(-8) : chunk.slice(-8);
          controller.enqueue(chunk);
        },
        flush() {
          if (packed(name) && hexadecimal(last) !== plan.files[name].build.slice(64)) {
            throw new Error(`${name} ${OTHER}, or damaged`);
          }
        },
      });
      const response = await asked(name);
      await compiling;
      const bytes = response.body.pipeThrough(counted);
      return packed(name) ? unpacked(bytes) : bytes;
    }

    async function whole(name) {
      const bytes = await naming(name, stream(name).then(gathered));
      if (!packed(name)) await same(name, bytes, plan.files[name]);
      return bytes;
    }

    return { module, script, stream, whole, loader: () => loader(plan, base, fresh) };
  }

  function bundle(plan, base, count, fresh) {
    const arrived = {};
    window.glassnetPart = (name, index, build, text) => {
      (arrived[name] = arrived[name] || [])[index] = build === plan.files[name]?.build && text;
    };

    async function part(name, index, size) {
      const file = `bundle/${name}.${index}.js`;
      await classicScript(address(base, file, plan.files[name].build, fresh));
      const text = (arrived[name] || [])[index];
      if (text === undefined) throw new Error(`${file} is damaged`);
      if (text === false) throw new Error(`${file} ${OTHER}`);
      count(size);
      return decoded(text, file);
    }

    async function stream(name) {
      const parts = await Promise.all(
        plan.files[name].parts.map((size, index) => part(name, index, size)));
      delete arrived[name];
      return unpacked(new Blob(parts).stream());
    }

    const module = (name) => naming(name, stream(name).then(
      (bytes) => WebAssembly.compileStreaming(new Response(bytes, WASM))));
    const whole = (name) => naming(name, stream(name).then(gathered));

    async function script(name) {
      const url = URL.createObjectURL(new Blob([await whole(name)], JAVASCRIPT));
      try {
        return await naming(name, import(url));
      } finally {
        URL.revokeObjectURL(url);
      }
    }

    return { module, script, stream, whole, loader: () => loader(plan, base, fresh) };
  }

  function decoded(text, file) {
    try {
      return Uint8Array.fromBase64
        ? Uint8Array.fromBase64(text)
        : Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    } catch {
      throw new Error(`${file} is damaged`);
    }
  }

  // Pyodide's loader is a classic script in both forms; it needs to come once.
  let loading = null;

  function loader(plan, base, fresh) {
    loading = loading || classicScript(address(base, "pyodide.js", plan.loader, fresh));
    loading.catch(() => { loading = null; });
    return loading;
  }

  function classicScript(url) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.nonce = nonce;
      element.src = glassnetTrusted.createScriptURL(url);
      element.onload = () => { element.remove(); resolve(); };
      element.onerror = () => {
        element.remove();
        reject(new Error(`${url.split("/").pop().split("?")[0]} could not be loaded`));
      };
      document.head.append(element);
    });
  }

  return { http, bundle, naming, OTHER };
})();
