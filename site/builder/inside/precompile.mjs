// Boots Pyodide as it comes and runs precompile.py in it.
// Arguments: the folder with Pyodide's core, its lock file's text, the folder that becomes /work.
import { readFileSync } from "node:fs";
import { loaderOf } from "./pyodide.mjs";

const [core, lock, work] = process.argv.slice(2);
const python = await loaderOf(core)({
  indexURL: core,
  lockFileContents: JSON.parse(lock),
  // A traceback shows lines; the columns as well would be a tenth of all the code.
  env: { PYTHONNODEBUGRANGES: "1" },
});
python.mountNodeFS("/work", work);
python.runPython(readFileSync(new URL("precompile.py", import.meta.url), "utf8"));
