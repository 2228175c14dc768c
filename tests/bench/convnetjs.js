// convnetjs, by its layers: fully connected ones with the task's activation, a sigmoid at the
// output, and squared error; the trainer is its SGD with the task's batch size, no momentum.
//
// Its ready-made ends are softmax (two outputs) and regression (which adds a linear layer of its
// own): neither is this network, so the loss layer is put behind the sigmoid by hand. Its loss is
// (p - y)^2 / 2; twice the rate makes the very steps of ours with loss=mse. It has no loop over
// epochs: this file has, and shuffles as ours does.
"use strict";

race.enter("convnetjs", (task) => {
  const { Net, RegressionLayer, Trainer, Vol } = convnetjs;
  const net = new Net();
  net.makeLayers(task.layers.map((neurons, layer) => (layer === 0
    ? { type: "input", out_sx: 1, out_sy: 1, out_depth: neurons }
    : { type: "fc", num_neurons: neurons,
        activation: layer === task.layers.length - 1 ? "sigmoid" : task.activation })));
  net.layers.push(new RegressionLayer({ in_sx: 1, in_sy: 1, in_depth: 1 }));

  const dense = net.layers.filter((layer) => layer.layer_type === "fc");
  if (dense.length !== task.start.length) throw new Error("convnetjs: another shape");
  dense.forEach((layer, index) => {
    const { weights, biases } = task.start[index];
    weights.forEach((row, neuron) => layer.filters[neuron].w.set(row));
    layer.biases.w.set(biases);
  });

  const trainer = new Trainer(net, {
    method: "sgd", learning_rate: 2 * task.rate, momentum: 0, batch_size: task.batch,
  });
  const inputs = task.inputs.map((row) => new Vol(row));
  const targets = task.targets.map((target) => [target]);
  const order = Uint16Array.from(targets.keys());
  let epoch = 0;

  function shuffle() {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1)), kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }

  function train(epochs) {
    for (let end = epoch + epochs; epoch < end; epoch++) {
      if (task.orders) order.set(task.orders[epoch]);
      else if (task.shuffled) shuffle();
      for (const row of order) trainer.train(inputs[row], targets[row]);
    }
  }

  return { train, predict: () => inputs.map((input) => net.forward(input).w[0]) };
});
