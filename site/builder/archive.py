"""Zip files that are the same, byte for byte, for the same content."""

import zipfile

DATE = (2020, 1, 1, 0, 0, 0)  # of every member, as the time of a build is not content


def add(
    archive: zipfile.ZipFile, name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED
) -> None:
    """Add a member that depends on nothing but its name and content."""
    member = zipfile.ZipInfo(name, DATE)
    member.external_attr = 0o644 << 16
    member.create_system = 3  # Unix, on every system
    archive.writestr(member, content, method, 9)
