// Our engine under the site's own Pyodide: the files of `runtime/` and nothing else.
"use strict";

// lock is Pyodide's lock file, sources the Python of ours.py and ours_wholes.py.
async function bootGlassnet(lock, sources) {
  const runtime = new URL("../runtime/", location.href).href;
  const python = await loadPyodide({
    indexURL: runtime, packageBaseUrl: runtime, lockFileContents: lock,
  });
  await python.loadPackage("numpy", { messageCallback: () => {} });
  const packed = (await fetch(`${runtime}code.zip.pack`)).body;
  const code = new Response(packed.pipeThrough(new DecompressionStream("gzip")));
  python.unpackArchive(await code.arrayBuffer(), "zip", { extractDir: "/glassnet" });
  python.pyimport("sys").path.append("/glassnet");
  for (const source of sources) python.runPython(source);
  python.globals.set("kernel_machine", python.runPython(`
import js, pyodide_js
from pyodide.ffi import to_js
from ui.page.machine import PageMachine
PageMachine(js, pyodide_js._module.memory, to_js, None)`));
  const contestant = python.globals.get("contestant");
  // The maker is asked for under the name of what it is to make: a contestant or a part of ours.
  race.enter("glassnet", (task, name) => ({ train: contestant(name, task.spec) }));
  const predictions = python.globals.get("kernel_predictions");
  race.enter("kernel", (task) => {
    let found;
    return { train: (epochs) => { found = predictions(task.spec, epochs); },
             predict: () => found.toJs() };
  });
  const whole = python.globals.get("whole");
  race.enter("glassnet whole", (task, name) => {
    const [train, found] = whole(name, task.spec);
    return { train, predict: () => found().toJs() };
  });
}
