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
  function lap(name, epochs) {
    const before = performance.now();
    running[name].train(epochs);
    return performance.now() - before;
  }

  // How many epochs take at least so long, the quickest of three laps; what gets there is warm.
  // The quickest, as one lap that something else held up would end this too soon.
  function paced(name, milliseconds) {
    let epochs = 1;
    for (;;) {
      const taken = Math.min(lap(name, epochs), lap(name, epochs), lap(name, epochs));
      if (taken >= milliseconds) return epochs;
      epochs = Math.ceil(epochs * Math.min(4, 1.2 * milliseconds / Math.max(taken, 0.1)));
    }
  }

  function predictions(name) {
    const found = running[name].predict();
    if (!found.every(Number.isFinite)) throw new Error(`${name} has diverged`);
    return found;
  }

  return { enter, start, lap, paced, predictions };
})();
