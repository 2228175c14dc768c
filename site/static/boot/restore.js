// The image of a memory snapshot: read while it arrives, checked, and written into the memory of
// a Pyodide that has been loaded and not yet started. builder/snapshot.py describes its format.
"use strict";

const glassnetImage = (() => {
  const FILE = "snapshot.bin.pack";

  // take(n): promise of the next n bytes. What is asked for first is answered first.
  function reader(arriving) {
    let source;
    let rest = new Uint8Array(0);
    let last = arriving.then((stream) => { source = stream.getReader(); });

    const chunk = () => glassnetForms.naming(FILE, source.read());

    async function next(size) {
      const piece = new Uint8Array(size);
      for (let filled = 0; filled < size;) {
        if (!rest.length) {
          const { done, value } = await chunk();
          if (done) throw new Error("the snapshot is too short");
          rest = value;
        }
        const some = rest.subarray(0, size - filled);
        piece.set(some, filled);
        filled += some.length;
        rest = rest.subarray(some.length);
      }
      return piece;
    }

    // Read to the end, or the checksum of the gzip is not looked at.
    async function end() {
      if (rest.length || !(await chunk()).done) throw new Error("the snapshot is too long");
    }

    const after = (what) => { last = last.then(what); last.catch(() => {}); return last; };
    return { take: (size) => after(() => next(size)), end: () => after(end) };
  }

  // Promises of the image's pieces; each is there as soon as it has arrived.
  function read(arriving, plan) {
    const { take, end } = reader(arriving);
    const identity = take(32).then((bytes) => {
      const found = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
      if (found !== plan.identity) throw new Error(`the snapshot ${glassnetForms.OTHER}`);
    });
    const head = Promise.all([take(plan.head), identity]).then(([bytes]) => bytes);
    const pieces = { head, libraries: {} };
    for (const { path, size } of plan.libraries) {
      pieces.libraries[path] = take(size + (-size & 3)).then((bytes) => bytes.subarray(0, size));
    }
    const runs = take(plan.runs), changed = take(plan.changed);
    pieces.memory = Promise.all([runs, changed, end()]).then(([table, bytes]) => (
      { runs: new Uint32Array(table.buffer), bytes }));
    return pieces;
  }

  // Puts the image into the memory of a Pyodide. Throws, and has written nothing, if that memory is
  // not the one that the image is for.
  async function write(module, { runs, bytes }, plan) {
    if (module.HEAPU8.length < plan.memory) module.growMemory(plan.memory);
    const memory = module.HEAPU8;
    if (memory.length < plan.memory) throw new Error("there is too little memory for the snapshot");
    if (untouched(memory, runs) !== plan.untouched) {
      throw new Error("the snapshot does not fit this browser");
    }
    await glassnetPause();
    for (let i = 0, from = 0; i < runs.length; i += 2) {
      memory.set(bytes.subarray(from, from + runs[i + 1]), runs[i]);
      from += runs[i + 1];
    }
  }

  // The sum of all words outside the runs. In pieces: V8 is quicker to make good code of a function
  // that is called often than of a loop that is running.
  function untouched(memory, runs) {
    const PIECE = 1024;
    const words = new Uint32Array(memory.buffer);
    let sum = 0, at = 0;
    for (let i = 0; i <= runs.length; i += 2) {
      const until = i < runs.length ? runs[i] / 4 : words.length;
      for (; at < until; at += PIECE) sum += sumOf(words, at, Math.min(at + PIECE, until));
      at = (runs[i] + runs[i + 1]) / 4;
    }
    return sum >>> 0;
  }

  function sumOf(words, from, until) {
    let sum = 0;
    for (let at = from; at < until; at++) sum = (sum + words[at]) | 0;
    return sum;
  }

  return { FILE, read, write };
})();
