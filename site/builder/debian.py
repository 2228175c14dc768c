"""Debian's packages, for browsers that are not there yet."""

import os
import shutil
import subprocess

from builder.console import console


def apt_get(*packages: str) -> None:
    """Install packages where that can be done at all: as root, with apt-get. Failure is only
    told, as the caller looks whether what it needs is there."""
    if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
        return
    console.print(f"Installing {', '.join(packages)} (apt-get)")
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", *packages]):
        done = subprocess.run(command, capture_output=True, text=True, check=False,
                              env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})
        if done.returncode:
            console.print(f"  {' '.join(command)} failed: {done.stderr.strip()[-300:]}")
            return
