"""The training step as WebAssembly: a module that Python writes for the network at hand.

For a small network a call of numpy costs more than its arithmetic. So the numbers of a run are put
into a block of memory, and a module, emitted for just this shape and these operations, does whole
epochs in one call, with numpy's results up to rounding. Given a `Machine` that runs modules
(`engine.kernel.machine.use`), every Run trains this way; without one, by numpy.

Where to read on, from the binary format up: `encoding`, `opcodes`, `value` (an expression),
`function`, `module`: an assembler. `mathematics` (exp, tanh, log1p, erf). `layout` (the block) and
`plan` (what decides a module). `propagation`: forward and back; the arithmetic itself is that of
the ops, whose `emit_` faces it puts together. `gradients` and `measures`: what is added up over the
rows; `passes`: all of that for a batch. `updates` (the optimizer), `order` (the shuffle). `epochs`
(the module), `trainer` (a Trainer by it). `writer`: a module at once, or in slices while numpy
trains (`engine.handover`).
"""
