// WebKit makes two JavaScript objects of a function that a module both exports and has in its
// table. Pyodide looks up functions as objects, so it would put each of them into the table again,
// and no function would have the place that a snapshot knows it by.
"use strict";

// Gives each function of the table the object that the exports have of it.
function glassnetUnite(exports) {
  const table = exports.__indirect_function_table;
  const exported = new Map(Object.values(exports)
    .filter((each) => typeof each === "function").map((each) => [each.name, each]));
  for (let place = 0; place < table.length; place++) {
    const held = table.get(place);
    const same = held && exported.get(held.name); // the name is the function's number in the module
    if (!same) continue;
    if (same === held) return; // another browser
    table.set(place, same);
  }
}
