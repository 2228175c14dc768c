// The race: who takes part, and the one clock for all of them.
//
// A library enters with a maker: from a task (shape, data, start, batch size, learning rate) it
// makes { train(epochs), predict() -> one number per row }.
"use strict";

window.race = (() => {
  const makers = {};
  const running = {};

  const enter = (name, maker) => { makers[name] = maker; };

  const start = (name, maker, task) => { running[name] = makers[maker](task, name); };

  // Milliseconds that so many epochs take.
  function time(name, epochs) {
    const before = performance.now();
    running[name].train(epochs);
    return performance.now() - before;
  }

  // How many epochs take at least so long, the quickest of three times; what gets there is warm.
  // The quickest, as one that something else held up would end this too soon.
  function paced(name, milliseconds) {
    let epochs = 1;
    for (;;) {
      const taken = Math.min(time(name, epochs), time(name, epochs), time(name, epochs));
      if (taken >= milliseconds) return epochs;
      epochs = Math.ceil(epochs * Math.min(4, 1.2 * milliseconds / Math.max(taken, 0.1)));
    }
  }

  // Milliseconds per epoch, of so many at a time, over and over for at least so long.
  function lap(name, epochs, milliseconds) {
    const before = performance.now();
    for (let done = epochs; ; done += epochs) {
      running[name].train(epochs);
      const taken = performance.now() - before;
      if (taken >= milliseconds) return taken / done;
    }
  }

  function predictions(name) {
    const found = running[name].predict();
    if (!found.every(Number.isFinite)) throw new Error(`${name} has diverged`);
    return found;
  }

  return { enter, start, time, paced, lap, predictions };
})();
