// A heat-map and a sweep with the network of plain.js.
"use strict";

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

// `train(n)` does the sweep n times: each run from its start until its loss, over all rows, is
// below the bound or the epochs are over; one update for all rows.
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
  return { train, predict: () => [...losses, ...ended] };
});
