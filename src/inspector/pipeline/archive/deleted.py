"""A run of which evidence was deleted when its time had come: what its reports still rest on, and what they say of the rest."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext

from inspector.archive import Run
from inspector.archive.retention import Deletion, deletions
from inspector.model.words import Words
from inspector.pipeline.judge.judging import judged_aside
from inspector.pipeline.judge.kept import Kept, read_kept
from inspector.pipeline.workspace import Workspace
from inspector.ruleset import Ruleset

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


def as_published(workspace: Workspace, run: Run, ruleset: Ruleset) -> AbstractContextManager[Kept]:
    """What the reports of a run are written of again: the run judged anew; where evidence is gone, the result kept of it then.

    Where that is not there either, or is of another state of the evidence, what is left is judged.
    """
    if not deletions(run):
        return judged_aside(run, ruleset, folder=workspace.results)
    kept = _kept(workspace, run)
    return nullcontext(kept) if kept else judged_aside(run, ruleset, None, Run.remains, workspace.results)


def said_of(workspace: Workspace, run: Run) -> dict[str, tuple[Words, ...]]:
    """What readers are told of deleted evidence, by unit code; under the empty code of the whole run. Empty where all is there."""
    whole = deletions(run)
    if not whole:
        return {}
    ground = _KEPT if _kept(workspace, run) else _AGAIN
    units = {code: _told(gone, ground) for code in run.codes if (gone := deletions(run, code))}
    return {"": _told(whole, ground), **units}


def _told(gone: Iterable[Deletion], ground: Words) -> tuple[Words, ...]:
    return (*map(_sentence, gone), ground)


def _sentence(one: Deletion) -> Words:
    kind = _CLASSES.get(one.kind, Words(one.kind, one.kind))
    said = {"day": one.day, "why": one.why, "n": one.records}
    return Words(_GONE.fill(kind=kind.zh, **said).zh, _GONE.fill(kind=kind.en, **said).en)


def _kept(workspace: Workspace, run: Run) -> Kept | None:
    """The result kept of this very evidence."""
    try:
        kept = read_kept(workspace.results / f"{run.folder.name}.json")
        return kept if kept.head["run"]["evidence_root"] == run.root else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
