"""Files and tables that nobody means well with; always the same ones."""

import json
import math
import random
from typing import Any

from ui.exports.state_json import MOST_CHARACTERS

WRONG = [None, True, -1, 1e400, "1", "<img src=x onerror=alert(1)>", [], {}, [[]], "x" * 5000,
         10**30, [None], {"a": 1}, "init=given", "layers=2-9-1", "__import__('os')"]


def hostile_files(good: dict[str, Any]) -> list[str]:
    """Made of a state that is right and has events; and some that are no state at all."""
    texts = ["", " ", "null", "[]", "{}", "1", '"x"', "{", "[" * 100_000, '{"a":' * 50_000, "NaN",
             "\x00", "\ufeff{}", "<script>alert(1)</script>", "x" * (MOST_CHARACTERS + 1),
             '{"glassnet": 1, "glassnet": 1}', "9" * 10_000, "'", "\\", "{'glassnet': 1}"]
    texts += [json.dumps(good | {key: wrong}) for key in ("glassnet", "spec", "update", "points")
              for wrong in WRONG]
    texts += [json.dumps({key: value for key, value in good.items() if key != left_out})
              for left_out in ("glassnet", "spec", "update")]
    texts += [json.dumps(good | {"events": [good["events"][0] | {key: wrong}]})
              for key in ("update", "parameter", "value", "spec") for wrong in WRONG]
    texts += [json.dumps(good | {key: 1}) for key in ("__proto__", "constructor", "<b>", "\x1f")]
    texts += [json.dumps(good | {"events": good["events"][::-1]}),
              json.dumps(good | {"events": good["events"] * 5000}),
              json.dumps(good | {"given": [0.5]}), json.dumps(good | {"given": [math.nan] * 13}),
              json.dumps(good | {"points": [[0, 0, 0]] * 501}),
              json.dumps(good | {"points": [[math.inf, 0, 0]] * 5})]
    chance = random.Random(1)
    written = json.dumps(good)
    for _ in range(60):  # a character gone, doubled or another
        at = chance.randrange(len(written))
        texts.append(written[:at] + chance.choice(["", written[at] * 2, "<", '"', "9e999,"])
                     + written[at + 1:])
    return texts


HOSTILE_TABLES = [
    "", " ", "\n\n", "x1,x2,label", "0,0,0", "a,b,c\nd,e,f", "<img src=x onerror=alert(1)>",
    "x1,x2,label\n<script>alert(1)</script>,0,1", "0,0,<b>1</b>\n1,1,0", "1,2\n3,4",
    "1,2,3,4\n1,2,3,4",
    "nan,0,1\n0,0,0", "0,inf,1\n0,0,0", "1e999,0,1\n0,0,0", "0,0,nan\n1,1,0", "0,0,2\n1,1,0",
    "0,0,-1\n1,1,0", "0,0,0.5\n1,1,0", "1e7,0,1\n0,0,0", "0,0,1\n" * 501, "0,0,1\n" * 2000,
    "9" * 5000 + ",0,1\n0,0,0", "x" * 20_000, "," * 10_000, ";;\n;;", "\t\t\n\t\t", "0;0;0\n1,1,1",
    "=HYPERLINK(\"javascript:alert(1)\"),0,1\n0,0,0", "__proto__,constructor,toString\n0,0",
    "0,0,0\x001,1,1", "0\x1f0,0,1\n0,0,0", "\ufeff\ufeff0,0,0\n1,1,1", "0x10,0,1\n0,0,0",
    "1_0,0,1\n0,0,0", "\u0661,0,1\n0,0,0", "'0','0','1'\n0,0,0", '"0","0","1"\n0,0,0',
    "0,0,1\u20280,0,0", "0,0,true\n0,0,false", "{\"x1\": 0}\n{\"x1\": 1}", "]]>,<!--,-->\n0,0,0",
    "</textarea><img src=x onerror=alert(1)>\n0,0", "0,0,1\n0,0,0", "&lt;b&gt;,0,1\n0,0,0",
]
