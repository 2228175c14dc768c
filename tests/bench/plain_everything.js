// The plain loop with what Run.train does after each epoch besides: loss, accuracy and gradient over
// the whole set (in full batch it is the next update's), and a row of history, which is halved where
// it is full.
"use strict";

const ROWS = 4096;

race.enter("plain, everything", (task) => {
  const { rate, batch } = task, fanIn = task.layers[0];
  const { input, forward, backward, update, loss, parameters, sums } = plainNetwork(task);
  const inputs = Float64Array.from(task.inputs.flat());
  const targets = Float64Array.from(task.targets), count = targets.length;
  const order = Int32Array.from(targets.keys());
  const width = 3 + 2 * parameters.reduce((sum, part) => sum + part.length, 0);
  const history = new Float64Array(ROWS * width);
  let epoch = 0, rows = 0;

  function shuffle() {
    for (let i = count - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1)), kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }

  function answer(row) {
    for (let i = 0; i < fanIn; i++) input[i] = inputs[row * fanIn + i];
    return forward();
  }

  function updates() {
    if (task.shuffled) shuffle();
    for (let start = 0; start < count; start += batch) {
      const stop = Math.min(start + batch, count);
      for (let k = start; k < stop; k++) {
        answer(order[k]);
        backward(targets[order[k]]);
      }
      update(rate / (stop - start));
    }
  }

  // Leaves the whole set's gradient, times its rows, in the sums.
  function evaluate() {
    let total = 0, right = 0;
    for (let row = 0; row < count; row++) {
      if ((answer(row) >= 0.5) === (targets[row] >= 0.5)) right++;
      total += loss(targets[row]);
      backward(targets[row]);
    }
    record(total / count, right / count);
  }

  function record(mean, accuracy) {
    if (rows === ROWS) halve();
    let at = rows++ * width;
    history[at++] = epoch;
    history[at++] = mean;
    history[at++] = accuracy;
    for (const parts of [parameters, sums]) {
      for (const part of parts) for (let i = 0; i < part.length; i++) history[at++] = part[i];
    }
  }

  function halve() {
    for (rows = 0; 2 * rows < ROWS; rows++) {
      history.copyWithin(rows * width, 2 * rows * width, (2 * rows + 1) * width);
    }
  }

  function train(epochs) {
    for (let end = epoch + epochs; epoch < end; epoch++) {
      if (batch < count) updates();
      else update(rate / count);
      evaluate();
      if (batch < count) for (const part of sums) part.fill(0);
    }
  }

  if (batch >= count) evaluate();
  return { train, predict: () => Array.from(targets.keys(), answer) };
});
