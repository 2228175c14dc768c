// The three ways to a Python that has numpy, the engine and the UI, fastest first:
//
//   snapshot   Python's memory as it was after all imports, made at build and restored here
//   pyc        a small standard library and numpy, precompiled, and imported here
//   stock      Pyodide and numpy as they come
//
// Each takes a form (forms.js) and the plan, and gives a promise of Pyodide. A tier that cannot
// do it here says so by failing, and boot.js goes on to the next.
"use strict";

const glassnetTiers = (() => {
  const BASE = "https://runtime.invalid/"; // no request reaches it: see `answering`
  // Paths within Python.
  const STDLIB = "/lib/python314.zip", SITE_PACKAGES = "/lib/python3.14/site-packages";
  const CODE = "/glassnet.zip", NUMPY = "/numpy.zip";
  const native = {
    fetch: window.fetch,
    instantiate: window.WebAssembly?.instantiate,
    instantiateStreaming: window.WebAssembly?.instantiateStreaming,
  };
  const plainly = (create, settings) => create(settings);

  async function snapshot(form, plan) {
    const image = glassnetImage.read(form.stream(glassnetImage.FILE), plan.snapshot);
    // Machine code is made of a library as soon as it has arrived, not when Pyodide comes to it.
    const libraries = plan.snapshot.libraries.map(({ path, size }) => {
      const content = image.libraries[path];
      return { size, content, module: content.then((bytes) => WebAssembly.compile(bytes)) };
    });
    const python = await started(form, plan, {
      libraries,
      // Its files are in its memory, as modules; those that a traceback shows come later.
      answers: { ...image.libraries, "python_stdlib.zip": Promise.resolve(new Uint8Array(0)) },
      options: { ...plan.snapshot.environment, _loadSnapshot: image.head },
      // Loaded before Python starts, in this order, numpy's libraries get the addresses that they
      // had when the snapshot was made.
      async create(create, settings) {
        const module = await create({
          ...settings,
          dynamicLibraries: Object.keys(image.libraries),
          locateFile: (path) => BASE + path,
        });
        await glassnetPause();
        await glassnetImage.write(module, await image.memory, plan.snapshot);
        await glassnetKernels.compile(module.HEAPU8, plan.snapshot.kernels);
        await glassnetPause();
        return module;
      },
    }, image.head, image.memory, ...libraries.map(({ module }) => module));
    python.pyimport("ui.page.waking").reseed();
    python.pyimport("ui.page.library").announce();
    return python;
  }

  async function pyc(form, plan) {
    const numpy = form.whole("numpy.zip.pack"), code = form.whole("code.zip.pack");
    const answers = { "python_stdlib.zip": form.whole("stdlib.zip.pack") };
    const python = await started(form, plan, { answers }, numpy, code);
    addCode(python, await code);
    python.FS.writeFile(NUMPY, await numpy);
    python.pyimport("ui.page.waking").unpack(NUMPY, SITE_PACKAGES);
    python.pyimport("ui.page.library").announce();
    return python;
  }

  async function stock(form, plan) {
    const numpy = form.whole(wheel(plan)), code = form.whole("code.zip.pack");
    const answers = { "python_stdlib.zip": form.whole("python_stdlib.zip") };
    const python = await started(form, plan, { answers }, numpy, code);
    unpackWheel(python, await numpy);
    addCode(python, await code);
    return python;
  }

  // Pyodide, once it and all else that is `needed` has arrived. While it starts, its requests get
  // what is arriving already. What fails, fails here: Pyodide would only warn, and wait for ever.
  async function started(form, plan, how, ...needed) {
    const { answers, options, libraries = [], create = plainly } = how;
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0; // V8 would read a megabyte of code again, for traces nobody reads
    const compiling = form.module("pyodide.asm.wasm");
    const importing = form.script("pyodide.asm.mjs");
    const arriving = [compiling, importing, form.loader(), ...Object.values(answers), ...needed];
    for (const each of arriving) each.catch(() => {}); // whoever awaits it hears of it
    const [{ default: original }] = await Promise.all([importing, form.loader()]);
    answering(compiling, answers, libraries);
    const pyodide = loadPyodide({
      ...options,
      indexURL: BASE,
      packageBaseUrl: BASE,
      lockFileContents: plan.lock,
      createPyodideModule: (settings) => create(original, settings),
    });
    const [python] = await Promise.all([pyodide, ...arriving]);
    Error.stackTraceLimit = stackTraceLimit;
    window.fetch = native.fetch;
    WebAssembly.instantiate = native.instantiate;
    WebAssembly.instantiateStreaming = native.instantiateStreaming;
    return python;
  }

  // Whether a library has these bytes. (A loop: `every` would take five times as long.)
  function same(one, source) {
    const other = new Uint8Array(source.buffer || source, source.byteOffset, source.byteLength);
    for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
    return true;
  }

  // `answers`: the end of a URL -> a promise of what is there. A Pyodide that was given up is not
  // disturbed: it may still ask, and gets its answer, or none if that is what has failed.
  function answering(compiling, answers, libraries) {
    const { fetch } = window; // perhaps that of a tier before this one
    const quiet = (promise) => promise.catch(() => new Promise(() => {}));
    window.fetch = async (request, init) => {
      const url = String(request.url || request);
      const end = Object.keys(answers).find((name) => url.startsWith(BASE) && url.endsWith(name));
      if (end) return new Response(await quiet(answers[end]));
      if (url === `${BASE}pyodide.asm.wasm`) return new Response(); // it is being compiled already
      return fetch.call(window, request, init);
    };
    WebAssembly.instantiateStreaming = async (_, imports) => {
      const module = await quiet(compiling);
      const instance = await native.instantiate.call(WebAssembly, module, imports);
      glassnetUnite(instance.exports);
      return { module, instance };
    };
    // Of a library Pyodide has the bytes alone: the one that has the same is meant.
    WebAssembly.instantiate = async (source, imports) => {
      const library = libraries.find(({ size }) => size === source.byteLength);
      if (!library || !same(await quiet(library.content), source)) {
        return native.instantiate.call(WebAssembly, source, imports);
      }
      const module = await quiet(library.module);
      return { module, instance: await native.instantiate.call(WebAssembly, module, imports) };
    };
  }

  // For the snapshot: the sources that a traceback shows.
  const sources = async (form, python) => python.FS.writeFile(
    CODE, await form.whole("code.zip.pack"));

  // For snapshot and pyc: the modules of the standard library and of numpy that no lesson needs.
  async function library(form, plan, python) {
    if (!plan.tiers.stock) {
      throw new Error("This copy has only the modules that its lessons use. The site on a server "
        + "has all of the standard library and numpy.");
    }
    const archives = [form.whole("python_stdlib.zip"), form.whole(wheel(plan))];
    const [stdlib, numpy] = await Promise.all(archives);
    python.FS.writeFile(STDLIB, stdlib);
    python.pyimport("ui.page.library").arrived();
    unpackWheel(python, numpy);
    python.pyimport("ui.page.lapack").arrived();
  }

  const wheel = (plan) => plan.tiers.stock.find((name) => name.endsWith(".whl"));

  function unpackWheel(python, archive) {
    python.unpackArchive(archive, "wheel", { extractDir: SITE_PACKAGES });
  }

  function addCode(python, archive) {
    python.FS.writeFile(CODE, archive);
    python.pyimport("sys").path.append(CODE);
  }

  return { tiers: { snapshot, pyc, stock }, sources, library };
})();
