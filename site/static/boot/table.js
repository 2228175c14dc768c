// WebKit makes two JavaScript objects of a function that a module both exports and has in its
// table. Pyodide looks up functions as objects, so it would put each of them into the table again,
// and no function would have the place that a snapshot knows it by.
"use strict";

// A module whose one function is exported as `f`, and is in its table `t`.
const glassnetSmallest = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0,
  4, 4, 1, 112, 0, 1, 7, 9, 2, 1, 102, 0, 0, 1, 116, 1, 0, 9, 7, 1, 0, 65, 0, 11, 1, 0,
  10, 4, 1, 2, 0, 11);

// Gives each function of the table the object that the exports have of it, where it has another.
function glassnetUnite(exports) {
  const { f, t } = new WebAssembly.Instance(new WebAssembly.Module(glassnetSmallest)).exports;
  if (t.get(0) === f) return;
  const table = exports.__indirect_function_table;
  const exported = new Map(Object.values(exports)
    .filter((each) => typeof each === "function").map((each) => [each.name, each]));
  for (let place = 0; place < table.length; place++) {
    const held = table.get(place);
    const same = held && exported.get(held.name); // the name is the function's number in the module
    if (same) table.set(place, same);
  }
}
