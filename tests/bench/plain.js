// A network over typed arrays, as one would write it by hand: any layers, tanh or ReLU, sigmoid and
// binary cross-entropy at the end, SGD. `plain` updates and shuffles, and that is all; `plain,
// everything` also does what Run.train does after each epoch: loss, accuracy and gradient over the
// whole set (in full batch it is the next update's), and a row of history. `plain.c` is `plain` and
// `plain_wholes.js` in C.
"use strict";

function plainNetwork(task) {
  const { layers } = task;
  const depth = layers.length - 1, relu = task.activation === "relu";
  const weights = task.start.map((layer) => Float64Array.from(layer.weights.flat()));
  const biases = task.start.map((layer) => Float64Array.from(layer.biases));
  const weightSums = weights.map((all) => new Float64Array(all.length));
  const biasSums = biases.map((all) => new Float64Array(all.length));
  const activations = layers.map((neurons) => new Float64Array(neurons));
  const deltas = layers.map((neurons) => new Float64Array(neurons));
  const input = activations[0];
  let logit = 0;

  // From what is in `input` to the answer.
  function forward() {
    for (let l = 0; l < depth; l++) {
      const w = weights[l], b = biases[l], x = activations[l], a = activations[l + 1];
      for (let j = 0; j < a.length; j++) {
        let z = b[j];
        for (let i = 0; i < x.length; i++) z += w[j * x.length + i] * x[i];
        if (l === depth - 1) { logit = z; a[j] = 1 / (1 + Math.exp(-z)); }
        else if (relu) a[j] = z > 0 ? z : 0;
        else a[j] = Math.tanh(z);
      }
    }
    return activations[depth][0];
  }

  // Adds to the sums what the input at hand gives.
  function backward(target) {
    deltas[depth][0] = activations[depth][0] - target;
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

  function step(parameters, sums, size) {
    for (let i = 0; i < parameters.length; i++) {
      parameters[i] -= size * sums[i];
      sums[i] = 0;
    }
  }

  function update(size) {
    for (let l = 0; l < depth; l++) {
      step(weights[l], weightSums[l], size);
      step(biases[l], biasSums[l], size);
    }
  }

  // From flat parameters, those of a layer after those of the one before; forgets the sums.
  function begin(start) {
    let at = 0;
    for (let l = 0; l < depth; l++) {
      for (const part of [weights[l], biases[l]]) {
        part.set(start.subarray(at, at += part.length));
      }
    }
    forget();
  }

  function forget() {
    for (const sums of weightSums.concat(biasSums)) sums.fill(0);
  }

  const loss = (target) =>
    Math.max(logit, 0) - target * logit + Math.log1p(Math.exp(-Math.abs(logit)));

  const parts = [weights, biases, weightSums, biasSums].flat();
  return { input, forward, backward, update, begin, forget, loss, parts };
}

// Rows of numbers: a head of three, and all parts. Where it is full, every second one stays.
function plainHistory(parts) {
  const most = 4096, width = parts.reduce((sum, part) => sum + part.length, 3);
  const numbers = new Float64Array(most * width);
  let rows = 0;

  function halve() {
    for (rows = 0; 2 * rows < most; rows++) {
      numbers.copyWithin(rows * width, 2 * rows * width, (2 * rows + 1) * width);
    }
  }

  return (epoch, loss, accuracy) => {
    if (rows === most) halve();
    let at = rows++ * width;
    numbers[at++] = epoch;
    numbers[at++] = loss;
    numbers[at++] = accuracy;
    for (const part of parts) for (let i = 0; i < part.length; i++) numbers[at++] = part[i];
  };
}

const plainTraining = (everything) => (task) => {
  const { rate, batch } = task, fanIn = task.layers[0];
  const { input, forward, backward, update, forget, loss, parts } = plainNetwork(task);
  const record = everything && plainHistory(parts);
  const inputs = Float64Array.from(task.inputs.flat());
  const targets = Float64Array.from(task.targets);
  const order = Int32Array.from(targets.keys());
  let epoch = 0, evaluated = false;

  function shuffle() {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1)), kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }

  function answer(row) {
    for (let i = 0; i < fanIn; i++) input[i] = inputs[row * fanIn + i];
    return forward();
  }

  // Leaves the gradient, times the rows, in the sums.
  function evaluate() {
    let total = 0, right = 0;
    for (let row = 0; row < targets.length; row++) {
      if ((answer(row) - 0.5) * (2 * targets[row] - 1) > 1e-9) right++;
      total += loss(targets[row]);
      backward(targets[row]);
    }
    record(epoch, total / targets.length, right / targets.length);
    evaluated = batch === targets.length;
    if (!evaluated) forget();
  }

  function train(epochs) {
    for (let end = epoch + epochs; epoch < end; epoch++) {
      if (task.orders) order.set(task.orders[epoch]);
      else if (task.shuffled) shuffle();
      for (let start = 0; start < order.length; start += batch) {
        const stop = Math.min(start + batch, order.length);
        for (let k = start; k < stop && !evaluated; k++) {
          answer(order[k]);
          backward(targets[order[k]]);
        }
        update(rate / (stop - start));
      }
      if (everything) evaluate();
    }
  }

  return { train, predict: () => Array.from(targets.keys(), answer) };
};
race.enter("plain", plainTraining(false));
race.enter("plain, everything", plainTraining(true));
