// The one way by which text becomes markup or a script's address, as the page's policy demands
// (`require-trusted-types-for 'script'`, where a browser knows that). Both boot.js and patch.js
// begin with this; whichever runs first makes it.
"use strict";

window.glassnetTrusted = window.glassnetTrusted || (() => {
  const site = new URL("..", document.currentScript.src).href;
  // No view makes any of these; a text that became markup by a mistake might.
  const ACTIVE = /<\s*\/?\s*(script|i?frame|frameset|object|embed|portal|base|meta|link|template|style|form|foreignobject)\b|\bsrcdoc\s*=/i;

  const rules = {
    createHTML(markup) {
      if (ACTIVE.test(markup)) throw new TypeError("this markup could run something: it is refused");
      return markup;
    },
    createScriptURL(url) {
      const { href } = new URL(url, document.baseURI);
      if (!href.startsWith(site)) throw new TypeError(`a script from elsewhere is refused: ${href}`);
      return href;
    },
  };
  return window.trustedTypes?.createPolicy ? trustedTypes.createPolicy("glassnet", rules) : rules;
})();
