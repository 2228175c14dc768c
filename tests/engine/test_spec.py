"""Spec: text to value and back, and what is said of mistakes."""

import dataclasses
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import EngineError, Spec, SpecErrors
from engine.spec import decoded
from engine.spec_keys import KEYS, LESSON
from tests.engine.specs import specs


def errors_of(text, **options):
    with pytest.raises(SpecErrors) as caught:
        Spec.parse(text, **options)
    return caught.value


@given(specs(max_width=64))
def test_the_text_of_a_spec_parses_to_it(spec):
    assert Spec.parse(str(spec)) == spec
    assert hash(Spec.parse(str(spec))) == hash(spec)


@given(specs())
def test_a_toml_table_of_the_texts_parses_to_it(spec):
    assert Spec.from_toml(dict(part.split("=", 1) for part in str(spec).split("&"))) == spec


def test_the_text_has_every_key_once():
    assert [part.split("=")[0] for part in str(Spec()).split("&")] == [key.key for key in KEYS]


def test_every_field_is_a_key_or_one_that_a_link_cannot_hold():
    fields = {field.name for field in dataclasses.fields(Spec)}
    assert fields - {key.field for key in KEYS} == {"given", "points", "scales"}


def test_an_empty_text_is_the_default():
    assert Spec.parse("") == Spec.parse("#") == Spec()


def test_a_missing_key_has_the_value_of_the_given_default():
    lab = Spec(learning_rate=0.3)
    assert Spec.parse("seed=9", default=lab) == lab.replace(seed=9)


def test_values_may_be_percent_encoded():
    spec = Spec.parse("layers=3-4-1&features=x1%2Cx2%2Cx1%2Ax2")
    assert spec.features == ("x1", "x2", "x1*x2")


def test_toml_takes_lists_and_numbers():
    table = {"layers": [3, 4, 2, 1], "act": ["relu", "tanh"], "features": ["x1", "x2", "x1^2"]}
    spec = Spec.from_toml(table | {"lr": 0.5, "batch": 10, "data-seed": 4})
    assert (spec.layers, spec.activations) == ((3, 4, 2, 1), ("relu", "tanh"))
    assert (spec.learning_rate, spec.batch, spec.data_seed) == (0.5, 10, 4)


def test_one_activation_is_for_all_hidden_layers():
    assert Spec.parse("layers=2-4-3-1&act=tanh").activations == ("tanh", "tanh")
    assert Spec.parse("layers=2-1&act=tanh").activations == ()
    assert Spec().replace(layers=(2, 3, 3, 1)).activations == ("relu", "relu")


@pytest.mark.parametrize(
    ("text", "value", "right"),
    [
        ("lr=20", "20", "0.0001 to 10"),
        ("lr=nan", "nan", "0.0001 to 10"),
        ("lr=fast", "fast", "0.0001 to 10"),
        ("layers=2-4", "2-4", "must have 1"),
        ("layers=3-4-1", "3-4-1", "need 2"),
        ("layers=2-65-1", "2-65-1", "64"),
        ("layers=2-4-4-4-4-4-1", "2-4-4-4-4-4-1", "2 to 6"),
        ("layers=2--1", "2--1", "such as 2-4-1"),
        ("act=swish", "swish", "gelu"),
        ("layers=2-4-4-1&act=relu-tanh-relu", "relu-tanh-relu", "2 hidden layers"),
        ("batch=0", "0", "'all'"),
        ("n=50&batch=51", "51", "at most 50"),
        ("n=49", "49", "50 to 500"),
        ("n=1e2", "1e2", "50 to 500"),
        ("noise=0.6", "0.6", "0 to 0.5"),
        ("split=0.9", "0.9", "0 to 0.5"),
        ("features=x1,x3&layers=2-4-1", "x1,x3", "sin-x1"),
        ("features=x1,x1", "x1,x1", "each once"),
        ("data=plane", "plane", "out=identity"),
        ("out=identity", "identity", "out=sigmoid"),
        ("out=identity&loss=mse&penalty=0.1", "0.1", "penalty=0"),
        ("seed=-1", "-1", "0 to 4294967295"),
        ("seed=99999999999999999999999", "99999999999999999999999", "4294967295"),
        ("colour=red", "colour", "layers"),
        ("lr=0.1&lr=0.2", "lr", "0.1"),
        ("lr", "lr", "key=value"),
        ("data=own", "own", "link"),
        ("init=given", "given", "link"),
    ],
)
def test_an_error_quotes_the_value_and_says_what_would_be_right(text, value, right):
    (message,) = errors_of(text).errors
    assert value in message
    assert right in message


def test_all_errors_are_found_at_once_and_the_rest_is_kept():
    error = errors_of("lr=99&batch=none&seed=5&opt=adam&wrong=1")
    assert len(error.errors) == 3
    assert error.spec == Spec(seed=5, optimizer="adam")


KEY_NAMES = st.sampled_from([key.key for key in KEYS] + ["other"])
VALUES = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["0", "1", "all", "own", "given", "identity", "mse", "2-4-1", "3-9-9-2", "x2"]),
)


@given(st.dictionaries(KEY_NAMES, VALUES))
def test_any_text_gives_a_spec_or_errors_with_a_usable_one(pairs):
    text = "&".join(f"{key}={value}" for key, value in pairs.items())
    try:
        spec, errors = Spec.parse(text), ["none"]
    except SpecErrors as error:
        spec, errors = error.spec, error.errors
    assert errors
    assert Spec.parse(str(spec)) == spec


def test_a_long_value_is_quoted_in_part():
    (message,) = errors_of("act=" + "x" * 10_000).errors
    assert len(message) < 250


def test_lessons_have_narrower_layers_than_the_api():
    error = errors_of("layers=2-9-1", limits=LESSON)
    assert "9 neurons" in error.errors[0]
    assert error.spec.layers == (2, 8, 1)
    assert Spec.parse("layers=2-9-1").layers == (2, 9, 1)


@pytest.mark.parametrize(
    "fields",
    [
        {"learning_rate": "0.1x"},
        {"learning_rate": None},
        {"layers": 4},
        {"layers": (2, 4.5, 1)},
        {"activations": "relu"},
        {"seed": 1.5},
        {"batch": True},
        {"data": "own"},
        {"points": [(0, 0, 0), (1, 1, 1)]},
        {"data": "own", "points": [(0, 0)]},
        {"initialization": "given", "given": [1.0, 2.0]},
        {"given": [0.0] * 17},
        {"initialization": "given", "given": [float("nan")] * 17},
    ],
)
def test_a_wrong_field_is_refused(fields):
    with pytest.raises(SpecErrors) as caught:
        Spec(**fields)
    assert len(caught.value.errors) >= 1
    assert isinstance(caught.value, EngineError)


def test_own_weights_and_points_are_part_of_the_value():
    points = [(0, 0, 0), (1, 0, 1)]
    a = Spec(data="own", points=points, initialization="given", given=[0.5] * 17)
    assert a == Spec(data="own", points=points, initialization="given", given=[0.5] * 17)
    assert a != a.replace(given=[0.25] * 17)
    assert hash(a) != hash(a.replace(given=[0.25] * 17))
    assert "17" in repr(a)


@given(st.text())
def test_a_part_of_a_url_is_decoded_as_the_standard_library_does(text: str) -> None:
    for part in (text, quote(text, safe=""), text.replace("a", "%"), f"%{text}%ff%4"):
        assert decoded(part) == unquote(part, errors="replace")


def outcome(make):
    """The Spec that is made, field by field in their order, and what was wrong with it."""
    try:
        return list(vars(make()).items()), []
    except SpecErrors as error:
        return list(vars(error.spec).items()), error.errors


@given(specs(), specs(), st.sets(st.sampled_from(sorted(vars(Spec())))))
def test_a_changed_spec_is_checked_as_a_new_one_is(spec, other, names):
    changes = {name: getattr(other, name) for name in names}
    fields = {**vars(spec), **changes}
    assert outcome(lambda: spec.replace(**changes)) == outcome(lambda: Spec(**fields))


def test_a_field_that_there_is_not_cannot_be_changed():
    with pytest.raises(TypeError, match="momentum"):
        Spec().replace(momentum=0.9)
