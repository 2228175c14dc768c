"""Figures that an editor would print: on real boxes, no text over an edge, a unit or another text.

Drawn by the page's own views and its style sheet, for 60 shapes and states.
"""

import random

import pytest
from builder.assets import style_sheet
from builder.lesson import Lesson
from builder.paths import SITE
from ui.actions import act
from ui.figures import first_paint
from ui.lab import Lab

from engine import Spec

SPEC = Lesson.read(SITE / "lessons" / "03-playground.md").labs[0].spec
BUILT = Lesson.read(SITE / "lessons" / "02-network.md").labs[0].layout
BOXES = [(700, 420), (440, 360), (420, 340), (360, 280), (360, 240), (280, 160), (920, 560)]
FEATURES = ["x1,x2", "x1", "x1,x2,x1*x2", "x1,x2,x1^2,x2^2,x1*x2,sin-x1,sin-x2"]

COLLISIONS = """
() => {
  const svg = document.querySelector(".network svg");
  const frame = svg.getBoundingClientRect();
  const shown = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim()
    && getComputedStyle(text.closest("g") || text).display !== "none");
  const texts = shown.map((text) => {
    const box = text.getBoundingClientRect();
    return { what: text.textContent, tag: Boolean(text.closest(".tag")),
             own: text.matches(".dead-mark") || Boolean(text.closest(".of-neuron")),
             left: box.left, right: box.right, top: box.top + box.height * 0.18,
             bottom: box.bottom - box.height * 0.18 };
  });
  const squares = [...svg.querySelectorAll("rect.ground")].map((r) => r.getBoundingClientRect());
  const meet = (a, b) => a.left < b.right - 0.5 && b.left < a.right - 0.5
    && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;
  const found = [];
  texts.forEach((one, at) => {
    if (one.left < frame.left - 1 || one.right > frame.right + 1 || one.top < frame.top - 1
        || one.bottom > frame.bottom + 1) found.push(`${one.what} is outside`);
    for (const other of texts.slice(0, at)) {
      if (meet(one, other)) found.push(`${one.what} over ${other.what}`);
    }
    if (!one.own && squares.some((square) => meet(one, square))) {
      found.push(`${one.what} over a unit`);
    }
  });
  const labels = texts.filter((text) => !text.tag && !text.own);
  for (const path of svg.querySelectorAll("path.weight")) {
    const matrix = path.getScreenCTM(), length = path.getTotalLength();
    const half = parseFloat(path.getAttribute("stroke-width")) / 2;
    for (let i = 0; i <= 24; i++) {
      const { x, y } = path.getPointAtLength(length * i / 24).matrixTransform(matrix);
      for (const label of labels) {
        if (x > label.left && x < label.right && y + half > label.top && y - half < label.bottom) {
          found.push(`an edge over ${label.what}`);
        }
      }
    }
  }
  return [...new Set(found)];
}
"""


def labs() -> list[tuple[str, Lab]]:
    draws = random.Random(13)
    found = []
    for number in range(60):
        features = draws.choice(FEATURES)
        hidden = [draws.randint(1, 8) for _ in range(draws.randint(1, 4))]
        layers = [features.count(",") + 1, *hidden, 1]
        text = (f"layers={'-'.join(map(str, layers))}&act={draws.choice(['relu', 'tanh'])}"
                f"&features={features}&data={draws.choice(['xor', 'moons', 'spiral'])}"
                f"&lr={draws.choice([0.03, 0.3])}&seed={number}")
        kind = {"layout": BUILT} if number % 3 == 0 else {}
        lab = Lab("drawn", Spec.parse(text, SPEC), **kind)
        lab.box = draws.choice(BOXES)
        lab.run.train(draws.choice([0, 3, 40]))
        act(lab, "select", draws.choice(lab.parts()))
        if number % 6 == 0:
            for _ in range(draws.randint(1, 4)):
                act(lab, "signals-on")
        found.append((f"{number}: {text} in {lab.box} {lab.selected}", lab))
    return found


@pytest.fixture(scope="module")
def blank_page(browser):
    page = browser.new_context(viewport={"width": 1000, "height": 700}).new_page()
    yield page
    page.context.close()


def test_no_text_lies_over_an_edge_a_unit_or_another_text(blank_page) -> None:
    style, wrong = style_sheet(), {}
    for name, lab in labs():
        width, height = lab.box
        blank_page.set_content(
            f"<style>{style} .of {{ width: {width}px; height: {height}px; }}</style>"
            f'<body class="embed"><section class="lab"><figure class="of view-network">'
            f'{first_paint(lab, "network")}</figure></section>')
        found = blank_page.evaluate(COLLISIONS)
        if found:
            wrong[name] = found
    assert wrong == {}
