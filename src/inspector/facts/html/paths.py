"""Where the elements of a page stand: XPaths as a browser's console takes them, made for those that somebody asks for."""

from __future__ import annotations

from functools import cached_property


class Paths:
    """The elements of a body as they begin and end. A place is how many beginnings and ends lie before it: `len(log)`."""

    def __init__(self) -> None:
        self.log: list[str] = []
        """The name of each element that begins, and nothing for each end."""
        self._made: dict[int, str] = {}

    def of(self, place: int) -> str:
        """The path of the element that is in hand at `place`, each with its number among its like: `/html/body/div[2]/p[1]`."""
        return self._path(self._tree[2][place - 1]) if place else "/html"

    def _path(self, element: int) -> str:
        steps, above, _ = self._tree
        climbed: list[int] = []
        while element >= 0 and element not in self._made:
            climbed.append(element)
            element = above[element]
        path = self._made[element] if element >= 0 else "/html"
        for one in reversed(climbed):
            path = self._made[one] = f"{path}/{steps[one]}"
        return path

    @cached_property
    def _tree(self) -> tuple[list[str], list[int], list[int]]:
        """For each element its step and the element around it; for each entry of the log the element then in hand."""
        steps: list[str] = []
        above: list[int] = []
        inner: list[int] = []
        counts: list[dict[str, int]] = [{}]
        """Of what is inside each open element; one more for the page itself."""
        at = -1
        for name in self.log:
            if name:
                numbers = counts[-1]
                numbers[name] = number = numbers.get(name, 0) + 1
                steps.append(f"{name}[{number}]" if name != "body" else name)
                above.append(at)
                at = len(above) - 1
                counts.append({})
            else:
                at = above[at]
                counts.pop()
            inner.append(at)
        return steps, above, inner
