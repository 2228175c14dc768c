// brain.js, by its `train`: one epoch is one iteration.
//
// It cannot be made to do all that the task says. It updates after every sample, whatever the
// batch; the output has the activation of the hidden layers; the error is squared; samples come in
// their order; weights are float32. Momentum must be above 0: it gets one that changes no digit.
// In every iteration it sums up the samples' errors, as its own training always does.
"use strict";

race.enter("brain.js", (task) => {
  const net = new brain.NeuralNetwork({
    hiddenLayers: task.layers.slice(1, -1), activation: task.activation,
  });
  net.sizes = [...task.layers];
  net.initialize();
  task.start.forEach(({ weights, biases }, index) => {
    weights.forEach((row, neuron) => net.weights[index + 1][neuron].set(row));
    net.biases[index + 1].set(biases);
  });
  const data = task.inputs.map((input, row) => ({ input, output: [task.targets[row]] }));

  function train(epochs) {
    const done = net.train(data, {
      iterations: epochs, errorThresh: Number.MIN_VALUE, learningRate: task.rate, momentum: 1e-30,
    });
    if (done.iterations !== epochs) throw new Error(`brain.js stopped after ${done.iterations}`);
  }

  return { train, predict: () => task.inputs.map((input) => net.run(input)[0]) };
});
