"""A browser's answers without a browser: what the page's Python asks of `js`, as Python objects."""

from types import SimpleNamespace

from ui.page.browser import Browser


class Box:
    """A storage, as browsers have it; `room` is how many characters fit in."""

    def __init__(self, room: int = 5_000_000) -> None:
        self.texts: dict[str, str] = {}
        self.room = room

    @property
    def length(self) -> int:
        return len(self.texts)

    def key(self, place: int) -> str:
        return list(self.texts)[place]

    def getItem(self, key: str) -> str | None:  # noqa: N802 (the browser's name)
        return self.texts.get(key)

    def setItem(self, key: str, text: str) -> None:  # noqa: N802
        others = sum(len(each) for name, each in self.texts.items() if name != key)
        if others + len(text) > self.room:
            raise OSError("QuotaExceededError")
        self.texts[key] = text

    def removeItem(self, key: str) -> None:  # noqa: N802
        self.texts.pop(key, None)


class World:
    """`js` of one tab; tabs of one origin share the `local` box."""

    def __init__(self, path: str = "/site/xor/index.html", local: object = None,
                 session: object = None) -> None:
        self.localStorage = Box() if local is None else local
        self.sessionStorage = Box() if session is None else session
        self.location = SimpleNamespace(pathname=path, hash="", protocol="https:",
                                        href=f"https://a.example{path}")
        self.document = SimpleNamespace(wasDiscarded=False)
        self.glassnet = SimpleNamespace(kept=self.kept, framed=False)
        self.history = SimpleNamespace(replaceState=self.replace)
        self.performance = SimpleNamespace(getEntriesByType=lambda _: [self.navigation])
        self.navigation = SimpleNamespace(type="navigate")

    def kept(self, storage: str, key: str, most: int) -> str | None:
        """As `kept` of patch.js."""
        text = getattr(self, storage).getItem(key)
        return text if isinstance(text, str) and len(text) <= most else None

    def replace(self, _state: object, _title: str, url: str) -> None:
        self.location.hash = url if url != "#" else ""

    @property
    def browser(self) -> Browser:
        return Browser(self, None)
