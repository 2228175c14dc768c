"""What is installed is what pyproject.toml pins, and each file of it has a hash."""

import re
import tomllib

import pytest
from builder.locking import UNLOCKED, groups, lock_file
from builder.paths import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def locked(group: str) -> dict[str, str]:
    """Of each package that the lock of a group names, its lines."""
    text = lock_file(group).read_text(encoding="utf-8").replace("\\\n", " ")
    return {line.split("==")[0]: line for line in text.splitlines()}


@pytest.mark.parametrize("group", groups())
def test_a_lock_has_what_is_pinned_and_hashes_for_all_of_it(group: str) -> None:
    pinned = (PROJECT["dependency-groups"][group] if group
              else PROJECT["project"]["dependencies"])
    found = locked(group)
    assert found
    for requirement in pinned:
        name, version = requirement.split("==")
        assert found[name].startswith(f"{name}=={version} ")
    for line in found.values():
        assert re.fullmatch(r"[\w.-]+==[\w.]+ (; [^\\]+ )?( *--hash=sha256:[0-9a-f]{64} *)+", line)


def test_no_two_locks_ask_for_two_versions_of_a_package() -> None:
    versions: dict[str, str] = {}
    for group in groups():
        for name, line in locked(group).items():
            assert versions.setdefault(name, line.split()[0]) == line.split()[0]


def test_what_has_no_lock_is_pytorch_alone() -> None:
    assert {"parity"} == UNLOCKED
    assert [name.split("==")[0] for name in PROJECT["dependency-groups"]["parity"]] == ["torch"]


def test_each_action_of_a_workflow_is_one_commit() -> None:
    used = [line.split("uses:")[1].strip() for path in (ROOT / ".github/workflows").glob("*.yml")
            for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert used
    for action in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v[\d.]+", action)
