"""A run of which evidence was deleted when its time had come: what its reports say of that."""

from __future__ import annotations

from collections.abc import Iterable

from inspector.archive import Run
from inspector.archive.retention import Deletion, deletions
from inspector.model.words import Words
from inspector.pipeline.judge.published import published
from inspector.pipeline.workspace import Workspace

_CLASSES = {
    "pages": Words("网页", "pages"),
    "files": Words("附件", "files"),
    "links": Words("链接检查", "looks at links"),
    "names": Words("域名查询", "looks at names"),
    "pictures": Words("截图", "pictures"),
}
_GONE = Words(
    "存证留存期已满，{day}依“{why}”删除{kind}存证{n}条。已删除的页面不再有存证副本和截图。",
    "The time of some evidence had come: {n} {n|record|records} of {kind} {n|was|were} deleted on {day} by “{why}”. "
    "Of what was deleted there is no stored copy and no picture any more.",
)
_KEPT = Words(
    "本报告的判定和引文取自当时保存的结果。", "Findings and quotes of this report are those of the result kept then."
)
_AGAIN = Words(
    "当时的结果已不在，本报告依剩余存证重新判定，失去依据的事项列为未能判定。",
    "The result of then is not there: this report judges what is left, and what has lost its ground is undetermined.",
)


def said_of(workspace: Workspace, run: Run) -> dict[str, tuple[Words, ...]]:
    """What readers are told of deleted evidence, by unit code; under the empty code of the whole run. Empty where all is there."""
    whole = deletions(run)
    if not whole:
        return {}
    ground = _KEPT if published(workspace, run) else _AGAIN
    units = {code: _told(gone, ground) for code in run.codes if (gone := deletions(run, code))}
    return {"": _told(whole, ground), **units}


def _told(gone: Iterable[Deletion], ground: Words) -> tuple[Words, ...]:
    return (*map(_sentence, gone), ground)


def _sentence(one: Deletion) -> Words:
    kind = _CLASSES.get(one.kind, Words(one.kind, one.kind))
    said = {"day": one.day, "why": one.why, "n": one.records}
    return Words(_GONE.fill(kind=kind.zh, **said).zh, _GONE.fill(kind=kind.en, **said).en)
