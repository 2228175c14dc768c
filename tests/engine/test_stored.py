"""All that the engine writes about 40 Specs is, byte for byte, what is stored.

Of each text there is a hash in `stored/hashes.json`, and of four Specs the texts themselves, so
that a difference can be read. After a change that is meant: `python3 build.py test --rewrite`, and
look at what has changed.
"""

import hashlib
import json
import re
from pathlib import Path

import pytest

from engine import Run, Spec, explain, matrix_form
from engine.explanation.update import update_rule
from engine.kernel.epochs import module_of
from engine.kernel.listing import listing
from engine.kernel.plan import Plan
from engine.pytorch import notebook, numpy_script, pytorch_code

STORED = Path(__file__).parent / "stored"
HASHES = STORED / "hashes.json"
BREAK = re.compile(r",\s*\n\s*(?=[-\d\[])")
LONG_NUMBER = re.compile(r"\d+\.\d{6,}(?:e-?\d+)?")

# Every row of every table is in one of them at least, and so is every option of a program.
TEXTS = (
    "layers=2-4-1&data=xor&batch=all&lr=0.5&seed=3",
    "layers=2-3-1&act=tanh&data=xor&batch=1&lr=0.5&seed=11",
    "layers=2-1&act=none&data=gaussians&batch=10",
    "layers=2-3-1&act=sigmoid&loss=mse&batch=4",
    "layers=2-3-1&act=gelu&loss=mse&penalty=0.3&batch=4",
    "layers=2-3-1&act=leaky_relu&penalty=0.2&batch=4",
    "layers=2-3-1&act=identity&init=zeros",
    "layers=2-3-2-1&act=relu-sigmoid&init=he_uniform&batch=7",
    "layers=2-2-2-1&act=gelu-tanh&init=xavier&batch=all",
    "layers=2-2-2-2-1&act=tanh-gelu-relu&init=xavier_uniform&batch=25&order=sequential",
    "layers=2-8-8-1&act=tanh&init=pytorch&data=spiral&batch=10",
    "layers=2-6-6-6-6-1&act=leaky_relu&data=moons&batch=20",
    "layers=2-16-1&data=circles&batch=all&noise=0.1",
    "layers=2-64-1&act=relu&data=gaussians&batch=50",
    "layers=2-3-1&opt=momentum&lr=0.05&batch=all",
    "layers=2-3-1&opt=nesterov&lr=0.05&batch=all",
    "layers=2-3-1&opt=rmsprop&lr=0.01&batch=all",
    "layers=2-3-1&opt=adam&lr=0.01&batch=all",
    "layers=2-3-1&opt=adamw&lr=0.01&batch=all",
    "layers=2-3-1&opt=sgd&l1=0.003&l2=0.02&batch=9",
    "layers=2-3-1&opt=momentum&lr=0.05&l1=0.003&batch=9",
    "layers=2-3-1&opt=nesterov&lr=0.05&l2=0.02&batch=9",
    "layers=2-3-1&opt=rmsprop&lr=0.01&l1=0.003&l2=0.02&batch=9",
    "layers=2-3-1&opt=adam&lr=0.01&l1=0.003&l2=0.02&batch=9",
    "layers=2-3-1&opt=adamw&lr=0.01&l1=0.003&l2=0.02&batch=9",
    "layers=2-9-9-1&opt=adamw&lr=0.01&l2=0.02&batch=9",
    "layers=2-3-1&out=identity&loss=mse&data=hills&noise=0.1",
    "layers=2-3-1&out=identity&loss=mse&data=plane&split=0.25&batch=5",
    "layers=2-3-1&out=identity&loss=mse&data=moons&batch=5",
    "layers=7-3-1&features=x1,x2,x1^2,x2^2,x1*x2,sin-x1,sin-x2&batch=8",
    "layers=1-2-1&features=sin-x2&data=spiral&batch=8",
    "layers=3-2-1&features=x1*x2,x1,x2^2&data=noisy-xor&loss=mse",
    "layers=2-4-1&split=0.3&noise=0.2&batch=6&order=sequential",
    "layers=2-4-1&split=0.5&n=51&batch=1&order=sequential",
    "layers=2-4-1&loss=mse&penalty=0.5&split=0.2&batch=all",
    "layers=2-4-1&loss=bce&penalty=1&act=tanh&opt=adam&lr=0.03",
    "layers=2-5-1&data=circles&noise=0.5&seed=4294967295&data-seed=4294967295",
    "layers=2-2-1&act=sigmoid&loss=mse&data=xor&batch=2&seed=5",
    "layers=2-8-1&act=tanh&data=spiral&n=200&batch=32&opt=nesterov&lr=0.1&split=0.1",
    "layers=2-3-1&act=tanh&out=identity&loss=mse&data=hills&opt=adam&features=x1,x2&l2=0.001",
)
READ = {0: "xor", 4: "penalty", 24: "adamw", 27: "plane"}  # whose texts are stored themselves


def written(text: str) -> dict[str, str]:
    """Everything that is written about a Spec, by what it is."""
    spec = Spec.parse(text, default=Spec(samples=50))
    fresh, run = Run(spec), Run(spec)
    run.step(3)
    plan = Plan.of(spec, run.data)
    return {
        "sample": explain(run, 1).text(),
        "batch": explain(run, "all").text(),
        "latex": explain(run, 1).latex(),
        "mathml": explain(run, 1).mathml(),
        "matrices": "\n".join(
            f"{step.text()}\n{step.code}\n{step.latex()}" for step in matrix_form(run, "all")
        ),
        "rule": "\n".join(update_rule(run)),
        "pytorch": pytorch_code(spec, epochs=20),
        "pytorch-from-start": pytorch_code(spec, fresh.weights, epochs=20),
        "pytorch-from-here": pytorch_code(spec, run.weights, epochs=20),
        "numpy": numpy_script(spec, epochs=20),
        "numpy-from-here": numpy_script(spec, run.weights, epochs=20),
        "notebook": notebook(spec, fresh.weights, epochs=20),
        "listing": "\n".join(
            f"{part.function} {part.about}\n" + "\n".join(part.lines) for part in listing(plan)
        ),
        "module": module_of(plan).hex(),
    }


def rounded(text: str) -> str:
    """With long numbers at 9 digits: the last ones depend on the machine's exp and tanh, and with
    them where a list is broken into lines."""
    return BREAK.sub(", ", LONG_NUMBER.sub(lambda found: f"{float(found[0]):.9g}", text))


def hashes(texts: dict[str, str]) -> dict[str, str]:
    return {name: hashlib.sha256(rounded(text).encode()).hexdigest()[:16]
            for name, text in texts.items()}  # fmt: skip


@pytest.mark.parametrize("number", range(len(TEXTS)), ids=TEXTS)
def test_what_is_written_about_a_spec_is_what_is_stored(number, request):
    texts = written(TEXTS[number])
    stored = json.loads(HASHES.read_text()) if HASHES.exists() else {}
    path = STORED / f"{READ[number]}.txt" if number in READ else None
    whole = "\n".join(f"=== {name}\n{text}\n" for name, text in texts.items()
                      if name not in ("mathml", "latex", "listing", "module"))  # fmt: skip
    if request.config.getoption("--rewrite"):
        stored[TEXTS[number]] = hashes(texts)
        HASHES.write_text(json.dumps(stored, indent=1) + "\n")
        if path:
            path.write_text(whole, encoding="utf-8")
    if path:
        assert rounded(whole) == rounded(path.read_text(encoding="utf-8"))
    assert hashes(texts) == stored[TEXTS[number]]


def test_there_are_40_of_them_and_no_other_is_stored():
    assert list(json.loads(HASHES.read_text())) == list(TEXTS)
    assert len(TEXTS) == 40
