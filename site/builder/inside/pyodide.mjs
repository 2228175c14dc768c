// Pyodide's own loader, for the scripts beside this one, and errors that fit a screen.
import { createRequire } from "node:module";

// Without this, Node prints the line of the error: a megabyte of minified Pyodide.
process.on("uncaughtException", (error) => {
  console.error(error.message);
  process.exit(1);
});

export function loaderOf(core) {
  return createRequire(import.meta.url)(`${core}/pyodide.js`).loadPyodide;
}
