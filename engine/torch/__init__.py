"""PyTorch's names and numbers on the engine's tensors. So far: its chance, bit for bit.

    g = Generator().manual_seed(37)
    g.uniform(5), normal(g, 20), g.randint(0, 10, 4), g.randperm(8)
    linear(g, 2, 4)                 the start of nn.Linear(2, 4)
    loader_order(g, 25)             one epoch of DataLoader(shuffle=True)

mersenne   MT19937, the words that all is made of    generator  uniform numbers, integers, orders
fused      a * b + c with one rounding               cephes     log, sine, cosine in float32
normal     the normal distribution                   choices    bernoulli, exponential, multinomial
starts     initial parameters of layers              shuffling  the order of a DataLoader

Checked against PyTorch 2.13 (CPU, x86-64 with AVX2, built without MKL's generators: builds with
them draw `bernoulli(number)`, and so dropout, otherwise).
"""
