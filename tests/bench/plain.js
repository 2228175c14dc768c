// A plain loop over typed arrays, as one would write it by hand: any layers, sigmoid and binary
// cross-entropy at the end, SGD. `plain` updates and shuffles, and that is all; `plain, everything`
// also does what Run.train does after each epoch: loss, accuracy and gradient over the whole set
// (in full batch it is the next update's), and a row of history.
"use strict";

const plain = (everything) => (task) => {
  const { layers, rate, batch } = task;
  const depth = layers.length - 1, relu = task.activation === "relu";
  const weights = task.start.map((layer) => Float64Array.from(layer.weights.flat()));
  const biases = task.start.map((layer) => Float64Array.from(layer.biases));
  const weightSums = weights.map((all) => new Float64Array(all.length));
  const biasSums = biases.map((all) => new Float64Array(all.length));
  const activations = layers.map((neurons) => new Float64Array(neurons));
  const deltas = layers.map((neurons) => new Float64Array(neurons));
  const inputs = Float64Array.from(task.inputs.flat());
  const targets = Float64Array.from(task.targets);
  const order = Int32Array.from(targets.keys());
  const size = weights.concat(biases).reduce((sum, each) => sum + each.length, 0);
  const history = new Float64Array(everything ? ROWS * (3 + 2 * size) : 0);
  let epoch = 0, rows = 0, evaluated = false;

  function shuffle() {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1)), kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }

  function forward(row) {
    const fanIn = layers[0];
    for (let i = 0; i < fanIn; i++) activations[0][i] = inputs[row * fanIn + i];
    for (let l = 0; l < depth; l++) {
      const w = weights[l], b = biases[l], x = activations[l], a = activations[l + 1];
      for (let j = 0; j < a.length; j++) {
        let z = b[j];
        for (let i = 0; i < x.length; i++) z += w[j * x.length + i] * x[i];
        if (l === depth - 1) a[j] = 1 / (1 + Math.exp(-z));
        else if (relu) a[j] = z > 0 ? z : 0;
        else a[j] = Math.tanh(z);
      }
    }
    return activations[depth][0];
  }

  function backward(row) {
    deltas[depth][0] = forward(row) - targets[row];
    for (let l = depth - 1; l >= 0; l--) {
      const w = weights[l], x = activations[l], delta = deltas[l + 1], below = deltas[l];
      const sums = weightSums[l], bias = biasSums[l];
      for (let j = 0; j < delta.length; j++) {
        for (let i = 0; i < x.length; i++) sums[j * x.length + i] += delta[j] * x[i];
        bias[j] += delta[j];
      }
      for (let i = 0; l > 0 && i < x.length; i++) {
        let sum = 0;
        for (let j = 0; j < delta.length; j++) sum += delta[j] * w[j * x.length + i];
        below[i] = sum * (relu ? (x[i] > 0 ? 1 : 0) : 1 - x[i] * x[i]);
      }
    }
  }

  function update(parameters, sums, step) {
    for (let i = 0; i < parameters.length; i++) {
      parameters[i] -= step * sums[i];
      sums[i] = 0;
    }
  }

  // Leaves the gradient, times the rows, in the sums.
  function evaluate() {
    let loss = 0, right = 0;
    for (let row = 0; row < targets.length; row++) {
      backward(row);
      const p = activations[depth][0], y = targets[row];
      loss -= Math.log(y > 0.5 ? p : 1 - p);
      if ((p >= 0.5) === (y >= 0.5)) right++;
    }
    record(loss / targets.length, right / targets.length);
    evaluated = true;
  }

  function record(loss, accuracy) {
    if (rows === ROWS) halve();
    let at = rows++ * (3 + 2 * size);
    history[at++] = epoch;
    history[at++] = loss;
    history[at++] = accuracy;
    for (const parts of [weights, biases, weightSums, biasSums]) {
      for (const part of parts) {
        for (let i = 0; i < part.length; i++) history[at++] = part[i];
      }
    }
  }

  function halve() {
    const width = 3 + 2 * size;
    for (rows = 0; 2 * rows < ROWS; rows++) {
      history.copyWithin(rows * width, 2 * rows * width, (2 * rows + 1) * width);
    }
  }

  function train(epochs) {
    for (let end = epoch + epochs; epoch < end; epoch++) {
      if (task.orders) order.set(task.orders[epoch]);
      else if (task.shuffled) shuffle();
      for (let start = 0; start < order.length; start += batch) {
        const stop = Math.min(start + batch, order.length);
        if (!evaluated) for (let k = start; k < stop; k++) backward(order[k]);
        evaluated = false;
        for (let l = 0; l < depth; l++) {
          update(weights[l], weightSums[l], rate / (stop - start));
          update(biases[l], biasSums[l], rate / (stop - start));
        }
      }
      if (everything) {
        evaluate();
        if (batch < order.length) forget();
      }
    }
  }

  function forget() {
    for (const sums of weightSums.concat(biasSums)) sums.fill(0);
    evaluated = false;
  }

  return { train, predict: () => Array.from(targets.keys(), forward) };
};

const ROWS = 4096;
race.enter("plain", plain(false));
race.enter("plain, everything", plain(true));
