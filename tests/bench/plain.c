/* What plain.js and plain_wholes.js do, in C: any layers, tanh or ReLU, sigmoid and binary
   cross-entropy at the end, SGD. Shapes are known only when it runs. Parameters are flat: a layer's
   weights (out, in) row by row, its biases, then the next layer's. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  int depth, relu, size, answer; /* size: parameters; answer: where the output is in values */
  int *layers, *first, *place;   /* of each layer: its parameters, its neurons in values */
  double *parameters, *sums, *values, *deltas;
  double logit;
  uint64_t chance;
} Network;

static double *numbers(int count) { return calloc(count, sizeof(double)); }

Network *network_new(int depth, const int *layers, int relu, const double *parameters) {
  Network *n = calloc(1, sizeof(Network));
  int neurons = 0;
  n->depth = depth, n->relu = relu, n->chance = 88172645463325252u;
  n->layers = calloc(depth + 1, sizeof(int));
  n->first = calloc(depth + 1, sizeof(int));
  n->place = calloc(depth + 1, sizeof(int));
  for (int l = 0; l <= depth; l++) {
    n->layers[l] = layers[l], n->first[l] = n->size, n->place[l] = neurons;
    neurons += layers[l];
    if (l < depth) n->size += (layers[l] + 1) * layers[l + 1];
  }
  n->answer = n->place[depth];
  n->parameters = numbers(n->size), n->sums = numbers(n->size);
  n->values = numbers(neurons), n->deltas = numbers(neurons);
  memcpy(n->parameters, parameters, n->size * sizeof(double));
  return n;
}

void network_free(Network *n) {
  void *parts[] = {n->layers, n->first, n->place, n->parameters, n->sums, n->values, n->deltas, n};
  for (int i = 0; i < 8; i++) free(parts[i]);
}

/* From the inputs, which are the first of the values, to the answer. */
static double forward(Network *n) {
  for (int l = 0; l < n->depth; l++) {
    const int fan_in = n->layers[l], fan_out = n->layers[l + 1];
    const double *restrict w = n->parameters + n->first[l], *restrict b = w + fan_in * fan_out;
    const double *restrict x = n->values + n->place[l];
    double *restrict a = n->values + n->place[l + 1];
    for (int j = 0; j < fan_out; j++) {
      double z = b[j];
      for (int i = 0; i < fan_in; i++) z += w[j * fan_in + i] * x[i];
      if (l == n->depth - 1) n->logit = z, a[j] = 1 / (1 + exp(-z));
      else if (n->relu) a[j] = z > 0 ? z : 0;
      else a[j] = tanh(z);
    }
  }
  return n->values[n->answer];
}

/* Adds to the sums what the inputs at hand give. */
static void backward(Network *n, double target) {
  n->deltas[n->answer] = n->values[n->answer] - target;
  for (int l = n->depth - 1; l >= 0; l--) {
    const int fan_in = n->layers[l], fan_out = n->layers[l + 1];
    const double *restrict w = n->parameters + n->first[l], *restrict x = n->values + n->place[l];
    const double *restrict delta = n->deltas + n->place[l + 1];
    double *restrict sums = n->sums + n->first[l], *restrict bias = sums + fan_in * fan_out;
    double *restrict below = n->deltas + n->place[l];
    for (int j = 0; j < fan_out; j++) {
      for (int i = 0; i < fan_in; i++) sums[j * fan_in + i] += delta[j] * x[i];
      bias[j] += delta[j];
    }
    for (int i = 0; l > 0 && i < fan_in; i++) {
      double sum = 0;
      for (int j = 0; j < fan_out; j++) sum += delta[j] * w[j * fan_in + i];
      below[i] = sum * (n->relu ? (x[i] > 0 ? 1 : 0) : 1 - x[i] * x[i]);
    }
  }
}

static void update(Network *n, double size) {
  double *restrict parameters = n->parameters, *restrict sums = n->sums;
  for (int i = 0; i < n->size; i++) {
    parameters[i] -= size * sums[i];
    sums[i] = 0;
  }
}

static double answer(Network *n, const double *row) {
  for (int i = 0; i < n->layers[0]; i++) n->values[i] = row[i];
  return forward(n);
}

static void shuffle(Network *n, int *order, int rows) {
  for (int i = rows - 1; i > 0; i--) {
    n->chance ^= n->chance << 13, n->chance ^= n->chance >> 7, n->chance ^= n->chance << 17;
    const int j = (n->chance >> 32) * (i + 1) >> 32, kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
}

/* `order` is that of the rows, and is shuffled before each epoch if `shuffled`. */
void train(Network *n, int rows, const double *inputs, const double *targets, double rate,
           int batch, int shuffled, int *order, int epochs) {
  for (int epoch = 0; epoch < epochs; epoch++) {
    if (shuffled) shuffle(n, order, rows);
    for (int start = 0; start < rows; start += batch) {
      const int stop = start + batch < rows ? start + batch : rows;
      for (int k = start; k < stop; k++) {
        answer(n, inputs + order[k] * n->layers[0]);
        backward(n, targets[order[k]]);
      }
      update(n, rate / (stop - start));
    }
  }
}

void predict(Network *n, int rows, const double *inputs, double *answers) {
  for (int row = 0; row < rows; row++) answers[row] = answer(n, inputs + row * n->layers[0]);
}

/* The answer at each pixel's centre, and its colour of a palette. */
void heat_map(Network *n, int size, double low, double high, const uint32_t *palette,
              double *values, uint32_t *pixels) {
  const double step = (high - low) / size;
  for (int row = 0, at = 0; row < size; row++) {
    const double down = high - (row + 0.5) * step;
    for (int column = 0; column < size; column++, at++) {
      n->values[0] = low + (column + 0.5) * step;
      n->values[1] = down;
      const double value = forward(n), bounded = value < 0 ? 0 : value > 1 ? 1 : value;
      values[at] = value;
      pixels[at] = palette[(int)(bounded * 255 + 0.5)];
    }
  }
}

/* Each run from its start until its loss, over all rows, is below the bound or the epochs are over;
   one update for all rows. */
void sweep(Network *n, int runs, const double *starts, int rows, const double *inputs,
           const double *targets, double rate, int epochs, double bound, int *ended,
           double *losses) {
  for (int run = 0; run < runs; run++) {
    memcpy(n->parameters, starts + run * n->size, n->size * sizeof(double));
    memset(n->sums, 0, n->size * sizeof(double));
    for (int epoch = 0;; epoch++) {
      double total = 0;
      for (int row = 0; row < rows; row++) {
        answer(n, inputs + row * n->layers[0]);
        const double z = n->logit;
        total += (z > 0 ? z : 0) - targets[row] * z + log1p(exp(-fabs(z)));
        backward(n, targets[row]);
      }
      ended[run] = epoch, losses[run] = total / rows;
      if (losses[run] < bound || epoch == epochs || !isfinite(losses[run])) break;
      update(n, rate / rows);
    }
  }
}
