// What a person clicks, types or presses before Python is there waits for it.
"use strict";

const glassnetWaiting = (() => {
  const QUEUED = ["[data-action]", "[data-part]", "[data-plane]", "[data-share]", "[data-steer]"]
    .map((control) => `:is([data-lab], [data-figure]) ${control}`).join();
  const MOST_KEYS = 50;
  const waiting = new Map(); // for each control its events by type: where in it they were
  const keys = []; // where each was pressed, and what

  // `ready()`: whether Python is there; `touched()` is called when something waits for it.
  function listen(ready, touched) {
    const heard = (take) => (event) => {
      if (event.isTrusted && !ready() && take(event)) touched();
    };
    for (const type of ["click", "input", "change", "pointerdown", "pointermove"]) {
      document.addEventListener(type, heard(keep), true);
    }
    document.addEventListener("keydown", heard(keepKey), true);
  }

  function keep(event) {
    const control = event.target.closest(QUEUED);
    if (!control || !kinds(control).includes(event.type)) return false;
    if (event.type.startsWith("pointer") && event.buttons !== 1) return false;
    control.dataset.queued = "";
    const type = event.type === "pointermove" ? "pointerdown" : event.type;
    waiting.set(control, (waiting.get(control) || new Map()).set(type, shares(control, event)));
    return true;
  }

  // The events that mean something to a control.
  function kinds(control) {
    if (control.dataset.steer) return ["pointerdown", "pointermove"];
    return control.matches("input, select, textarea") ? ["input", "change"] : ["click"];
  }

  // A key where the browser itself makes nothing of it, such as a click or a slider's move.
  function keepKey({ target, key, shiftKey, ctrlKey, altKey, metaKey }) {
    const own = target.matches("input, select, textarea")
      || (target.matches("button, summary, a") && [" ", "Enter"].includes(key));
    if (own || ctrlKey || altKey || metaKey || key === "Tab" || keys.length >= MOST_KEYS
        || !target.closest("[data-lab], [data-figure]")) return false;
    keys.push([target, { key, shiftKey, bubbles: true, cancelable: true }]);
    return true;
  }

  // A place as shares of the control's box: the page may be scrolled until Python is there.
  function shares(control, event) {
    const box = control.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  }

  function again(control, type, [across, down]) {
    const box = control.getBoundingClientRect();
    const options = { bubbles: true };
    if (type !== "input" && type !== "change") {
      options.buttons = 1;
      options.clientX = box.left + across * box.width;
      options.clientY = box.top + down * box.height;
    }
    const kind = { click: MouseEvent, pointerdown: PointerEvent }[type] || Event;
    control.dispatchEvent(new kind(type, options));
  }

  function replay() {
    for (const [control, events] of waiting) {
      delete control.dataset.queued;
      for (const [type, place] of events) again(control, type, place);
    }
    waiting.clear();
    const focused = document.activeElement;
    let last = focused;
    for (const [target, key] of keys.splice(0)) {
      if (target !== last) target.focus();
      last = target;
      // Where the key before has moved the focus to, if it did: there this one was meant to be.
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", key));
    }
    if (last !== focused) focused.focus();
  }

  return { listen, replay };
})();
