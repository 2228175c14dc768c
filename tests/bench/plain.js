// A network over typed arrays, as one would write it by hand: any layers, tanh or ReLU, sigmoid and
// binary cross-entropy at the end, SGD. Training updates and shuffles; it does not evaluate and
// keeps no history. `plain.c` is the same in C.
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

  // From flat parameters, those of a layer after those of the one before; and clears the sums.
  function begin(start) {
    let at = 0;
    for (let l = 0; l < depth; l++) {
      for (const part of [weights[l], biases[l]]) {
        part.set(start.subarray(at, at += part.length));
      }
      weightSums[l].fill(0);
      biasSums[l].fill(0);
    }
  }

  const loss = (target) =>
    Math.max(logit, 0) - target * logit + Math.log1p(Math.exp(-Math.abs(logit)));

  return { input, forward, backward, update, begin, loss };
}

race.enter("plain", (task) => {
  const { rate, batch } = task, fanIn = task.layers[0];
  const { input, forward, backward, update } = plainNetwork(task);
  const inputs = Float64Array.from(task.inputs.flat());
  const targets = Float64Array.from(task.targets);
  const order = Int32Array.from(targets.keys());
  let epoch = 0;

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

  function train(epochs) {
    for (let end = epoch + epochs; epoch < end; epoch++) {
      if (task.orders) order.set(task.orders[epoch]);
      else if (task.shuffled) shuffle();
      for (let start = 0; start < order.length; start += batch) {
        const stop = Math.min(start + batch, order.length);
        for (let k = start; k < stop; k++) {
          answer(order[k]);
          backward(targets[order[k]]);
        }
        update(rate / (stop - start));
      }
    }
  }

  return { train, predict: () => Array.from(targets.keys(), answer) };
});

// `train(n)` draws n pictures: the answer at each pixel's centre, and its colour of a palette.
race.enter("plain heat-map", (task) => {
  const { low, high, size } = task;
  const { input, forward } = plainNetwork(task);
  const palette = Uint32Array.from(task.palette);
  const values = new Float64Array(size * size), pixels = new Uint32Array(size * size);

  function draw() {
    const step = (high - low) / size;
    for (let row = 0, at = 0; row < size; row++) {
      const down = high - (row + 0.5) * step;
      for (let column = 0; column < size; column++, at++) {
        input[0] = low + (column + 0.5) * step;
        input[1] = down;
        const value = forward();
        values[at] = value;
        pixels[at] = palette[Math.min(Math.max(value, 0), 1) * 255 + 0.5 | 0];
      }
    }
  }

  const train = (pictures) => { for (let i = 0; i < pictures; i++) draw(); };
  return { train, predict: () => [...values, ...pixels] };
});

// `train(n)` does the sweep n times: each run from its start until its loss, over all rows, is below
// the bound or the epochs are over; one update for all rows.
race.enter("plain sweep", (task) => {
  const { rate, epochs, bound } = task, fanIn = task.layers[0];
  const { input, forward, backward, update, begin, loss } = plainNetwork(task);
  const inputs = Float64Array.from(task.inputs.flat());
  const targets = Float64Array.from(task.targets), rows = targets.length;
  const starts = task.starts.map((start) => Float64Array.from(start));
  const ended = new Int32Array(starts.length), losses = new Float64Array(starts.length);

  function run(index) {
    begin(starts[index]);
    for (let epoch = 0; ; epoch++) {
      let total = 0;
      for (let row = 0; row < rows; row++) {
        for (let i = 0; i < fanIn; i++) input[i] = inputs[row * fanIn + i];
        forward();
        total += loss(targets[row]);
        backward(targets[row]);
      }
      const mean = total / rows;
      if (mean < bound || epoch === epochs || !Number.isFinite(mean)) {
        ended[index] = epoch;
        losses[index] = mean;
        return;
      }
      update(rate / rows);
    }
  }

  const train = (times) => {
    for (let i = 0; i < times; i++) for (let k = 0; k < starts.length; k++) run(k);
  };
  return { train, predict: () => [...ended, ...losses] };
});
