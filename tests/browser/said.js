// What a page says in the console, for browsers whose driver does not tell.
(() => {
  const said = window.said = [];
  for (const kind of ["error", "warn"]) {
    const print = console[kind];
    console[kind] = (...what) => { said.push(what.join(" ")); print.apply(console, what); };
  }
  addEventListener("error", (event) => said.push(event.message || `not loaded: ${
    event.target.src || event.target.href}`), true);
  addEventListener("unhandledrejection", (event) => said.push(String(event.reason)));
  document.addEventListener("securitypolicyviolation", (event) => said.push(
    `${event.violatedDirective} ${event.blockedURI}`));
})();
