// The kernels of the page's labs, which the engine has emitted before the snapshot was taken. They
// are compiled before Python runs: as soon as it does, WebKit is busy compiling Python itself, and
// a kernel that Python asks for would wait until that is done, for most of a second.
"use strict";

const glassnetKernels = (() => {
  const compiled = []; // of each its bytes and its module

  // `places`: where they are in Python's memory, and how long they are.
  const compile = (memory, places) => Promise.all(places.map(async ([at, size]) => {
    const bytes = memory.slice(at, at + size);
    const module = await WebAssembly.compile(bytes).catch(() => null); // Python will hear of it
    if (module) compiled.push({ bytes, module });
  }));

  const same = (one, other) => one.length === other.length
    && one.every((byte, index) => byte === other[index]);

  const known = (code) => compiled.find(({ bytes }) => same(bytes, code))?.module;

  return { compile, known };
})();

// For Python: the module of a code, if it has been compiled here.
function glassnetModule(code) {
  return glassnetKernels.known(code);
}
