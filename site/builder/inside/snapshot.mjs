// Boots Pyodide with numpy's libraries in place, lets freeze.py import everything, and writes the
// memory: as it was before Python started (made/fresh), and Pyodide's snapshot (made/snapshot);
// and where kernels are in it (made/kernels).
// Arguments: the folder with Pyodide's core, the plan's part that a page starts with as well, the
// builder's folder with the archives.
import crypto from "node:crypto";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { loaderOf } from "./pyodide.mjs";

const [core, options, work] = process.argv.slice(2);
const { lock, libraries, environment } = JSON.parse(options);
const site = "/lib/python3.14/site-packages/";
const bytes = (path) => new Uint8Array(readFileSync(path));
const { default: create } = await import(`${core}/pyodide.asm.mjs`);

const load = (createPyodideModule) => loaderOf(core)({
  ...environment,
  _makeSnapshot: true,
  indexURL: core,
  stdLibURL: `${work}/stdlib.zip`,
  lockFileContents: lock,
  createPyodideModule,
});
// Loaded before Python starts, in this order, the libraries get the same addresses in a page.
const withLibraries = (settings) => ({
  ...settings,
  dynamicLibraries: libraries,
  locateFile: (path) => (path.startsWith(site)
    ? `${work}/numpy/${path.slice(site.length)}` : settings.locateFile(path)),
});

// The first Pyodide is only looked at: what chance has put into its memory differs from what the
// second one has there, as it will in every page.
await load(async (settings) => {
  const { HEAPU8 } = await create({ ...withLibraries(settings), noInitialRun: true });
  writeFileSync(`${work}/made/fresh`, HEAPU8);
  throw new Error("seen");
}).catch((error) => { if (error.message !== "seen") throw error; });

// The same build makes the same bytes: from here on there is neither chance nor time.
crypto.randomFillSync = (view) => view.fill(0);
Date.now = () => 0;
performance.now = () => 0;
const python = await load((settings) => create(withLibraries(settings)));
const { FS, _module: module } = python;

for (const name of readdirSync(`${work}/numpy`, { recursive: true })) {
  const path = `${work}/numpy/${name}`;
  if (statSync(path).isDirectory()) FS.mkdirTree(site + name);
  // A library that is loaded already has only to be there.
  else FS.writeFile(site + name, name.endsWith(".so") ? new Uint8Array(0) : bytes(path));
}
FS.writeFile("/glassnet.zip", bytes(`${work}/code.zip`));
FS.writeFile("/labs.json", bytes(`${work}/labs.json`));
python.runPython(readFileSync(new URL("freeze.py", import.meta.url), "utf8"));
writeFileSync(`${work}/made/kernels`, FS.readFile("/kernels.json"));
clear();
writeFileSync(`${work}/made/snapshot`, python.makeMemorySnapshot());

// Zeros for what has been freed, and for the part of the stack that is not in use.
function clear() {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = () => { throw new RangeError("what there is, no more"); };
  const taken = [];
  for (let size = 1 << 24; size >= 16; size >>= 1) {
    for (let at; (at = module._malloc(size));) {
      module.HEAPU8.fill(0, at, at + size);
      taken.push(at);
    }
  }
  for (const at of taken) module._free(at);
  WebAssembly.Memory.prototype.grow = grow;
  module.HEAPU8.fill(0, module._emscripten_stack_get_end(), module.stackSave());
}
