// Applies what Python says to the page, and passes messages between Python and a host page.
// No lesson is known here: a figure is a list of places, its values one string.
"use strict";

(() => {
  const SEPARATOR = "\u001f";
  const PATIENCE = 3000; // milliseconds that the clipboard may take
  const own = document.currentScript;
  const host = hostPage();
  const inbox = [];
  let receive = null;

  // The page around this one. In the web view of an app `parent` may be anything.
  function hostPage() {
    try {
      return window.parent && window.parent !== window ? window.parent : null;
    } catch {
      return null;
    }
  }

  // The slots below `root`: for each the element, what of it changes, and its last value.
  // `data-slots="12 class text"` on an element: slots 12 and 13 are its class and its text.
  function slots(root) {
    const found = [];
    for (const element of root.querySelectorAll("[data-slots]")) {
      const [first, ...names] = element.dataset.slots.split(" ");
      names.forEach((name, offset) => {
        const chosen = name === "value" && element.matches("select, [type=range]");
        found[Number(first) + offset] = { element, name, chosen, last: current(element, name) };
      });
    }
    return found;
  }

  function current(element, name) {
    return name === "text" ? element.textContent : element.getAttribute(name);
  }

  // One call per figure and frame. What did not change is left alone; a choice that a person made
  // and Python refused is taken back.
  function apply(found, joined) {
    const values = joined.split(SEPARATOR);
    for (let i = 0; i < found.length; i++) {
      const slot = found[i], value = values[i];
      if (slot.last !== value || (slot.chosen && slot.element.value !== value)) {
        slot.last = value;
        write(slot.element, slot.name, value);
      }
    }
  }

  function write(element, name, value) {
    if (name === "text") element.textContent = value;
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value);
  }

  // New markup for a figure whose structure changed: it is made by the page's own views, which
  // escape every text. What had the focus has it again, what was unfolded stays so, by its
  // `data-key`; if it is gone, the figure's first button or tab stop has the focus, else what the
  // figure is in. Gives the new slots.
  function replace(root, markup) {
    const focused = root.contains(document.activeElement) && document.activeElement.dataset.key;
    const unfolded = [...root.querySelectorAll("details[open][data-key]")];
    root.innerHTML = glassnetTrusted.createHTML(markup);
    for (const { dataset } of unfolded) {
      const same = keyed(root, dataset.key);
      if (same) same.open = true;
    }
    if (focused) {
      (keyed(root, focused) || root.querySelector("button, [tabindex='0']")
        || root.closest("[tabindex]")).focus();
    }
    return slots(root);
  }

  function keyed(root, key) {
    return root.querySelector(`[data-key="${CSS.escape(key)}"]`);
  }

  // RGBA bytes, row by row, onto the figure's canvas of that name. With `tiles` the bytes are square
  // images, one below the other: in a figure of this width and height each has its place.
  function paint(root, name, bytes, width, height, tiles) {
    const canvas = root.querySelector(`canvas[data-canvas="${name}"]`);
    if (canvas.nextElementSibling?.matches(".still")) canvas.nextElementSibling.remove();
    const clamped = new Uint8ClampedArray(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const image = new ImageData(clamped, width, height);
    if (!tiles) {
      sized(canvas, width, height).putImageData(image, 0, 0);
      return;
    }
    const [across, down, places] = tiles;
    const sharp = Math.min(Math.ceil(window.devicePixelRatio), 2);
    const atlas = canvas.atlas = canvas.atlas || document.createElement("canvas");
    sized(atlas, width, height).putImageData(image, 0, 0);
    const context = sized(canvas, across * sharp, down * sharp);
    context.imageSmoothingQuality = "high";
    places.forEach(([left, top, side], at) => context.drawImage(
      atlas, 0, at * width, width, width, left * sharp, top * sharp, side * sharp, side * sharp));
  }

  function sized(canvas, width, height) {
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    return canvas.getContext("2d");
  }

  // Whether the text is on the clipboard now; many frames may not put it there.
  // A browser that asks the person first may get no answer.
  async function copy(text) {
    try {
      const policy = document.featurePolicy; // to ask first: a refusal would be an error in the console
      if (policy && !policy.allowsFeature("clipboard-write")) return false;
      const written = navigator.clipboard.writeText(text);
      if (!(written instanceof Promise)) return false;
      const late = new Promise((resolve) => setTimeout(() => resolve(false), PATIENCE));
      return await Promise.race([written.then(() => true), late]);
    } catch {
      return false;
    }
  }

  // Hands a file to the downloads; whether there was one to hand.
  function save(name, type, content) {
    try {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([content], { type }));
      if (!link.href.startsWith("blob:")) return false;
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      return true;
    } catch {
      return false;
    }
  }

  // What a storage has under a key, if it is a text that is not longer than any of ours.
  function kept(storage, key, most) {
    const text = window[storage].getItem(key);
    return typeof text === "string" && text.length <= most ? text : null;
  }

  // What is seen of an SVG, as Python reads it: for each element its tag, attributes, values of these
  // CSS properties, children. Of the canvases beside it their names: Python has the pixels, and what
  // a browser gives of a canvas may be noise. A motion is over, as a picture has none.
  function picture(svg, properties) {
    for (const motion of document.getAnimations()) {
      if (Number.isFinite(motion.effect.getComputedTiming().endTime)) motion.finish();
    }
    const canvases = [...svg.parentElement.querySelectorAll("canvas")].map((canvas) =>
      [canvas.dataset.canvas, getComputedStyle(canvas).opacity]);
    return JSON.stringify({ svg: seen(svg, properties), canvases });
  }

  function seen(node, properties) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    const style = getComputedStyle(node);
    return [
      node.tagName,
      Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value])),
      properties.map((name) => style.getPropertyValue(name)),
      [...node.childNodes].map((child) => seen(child, properties)),
    ];
  }

  // The typefaces' files. In a script: neither file:// nor a sandboxed frame lets them be fetched.
  function faces() {
    return new Promise((done) => {
      const script = document.createElement("script");
      script.nonce = own.nonce;
      script.src = glassnetTrusted.createScriptURL(new URL("faces.js", own.src).href);
      script.onload = script.onerror = () => done(window.glassnetFaces || []);
      document.head.append(script);
    });
  }

  // Whether the browser gives a canvas as it is, and no noise in its place (as some do, lest people
  // be recognised by it): by the file that it makes, and by its pixels.
  async function faithful() {
    const SIDE = 16;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = SIDE;
    const drawn = new ImageData(SIDE, SIDE);
    drawn.data.forEach((_, at, data) => { data[at] = at % 4 === 3 ? 255 : (at * 37) % 256; });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.putImageData(drawn, 0, 0);
    const blob = await new Promise((done) => canvas.toBlob(done));
    const bitmap = await createImageBitmap(blob);
    const same = () => {
      const { data } = context.getImageData(0, 0, SIDE, SIDE);
      return drawn.data.every((value, at) => value === data[at]);
    };
    if (!same()) return false;
    context.clearRect(0, 0, SIDE, SIDE);
    context.drawImage(bitmap, 0, 0);
    return same();
  }

  // Whether what an SVG's text shows could be made an image; then it is saved.
  async function saveImage(name, text) {
    try {
      if (!await faithful()) return false;
      const image = new Image();
      image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
      canvas.getContext("2d").drawImage(image, 0, 0);
      return save(name, "image/png", await new Promise((done) => canvas.toBlob(done)));
    } catch {
      return false;
    }
  }

  // To the host page, if there is one. Nothing that is said is secret, so any host may listen.
  function tell(message) {
    try {
      host?.postMessage(message, "*");
    } catch {
      // a host that hears nothing
    }
  }

  // Python listens from now on, also to what came before it was ready.
  function listen(handler) {
    receive = handler;
    for (const message of inbox.splice(0)) pass(message);
  }

  function pass(message) {
    receive(message.glassnet, message.type, message);
  }

  function reportHeight() {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    tell({ glassnet: 1, type: "resize", height });
    tell({ subject: "lti.frameResize", height });
  }

  if (host) {
    window.addEventListener("message", (event) => {
      const message = event.data;
      if (event.source !== host || message === null || typeof message !== "object") return;
      if (receive) pass(message);
      else if (inbox.length < 20) inbox.push(message);
    });
    document.addEventListener("glassnet:ready", () => tell({ glassnet: 1, type: "ready" }));
    try {
      new ResizeObserver(reportHeight).observe(document.body);
    } catch {
      reportHeight();
    }
  }

  window.glassnet = {
    build: "GLASSNET_BUILD",
    slots, apply, replace, paint, copy, save, kept, picture, faces, saveImage, tell, listen,
    framed: Boolean(host),
  };
})();
