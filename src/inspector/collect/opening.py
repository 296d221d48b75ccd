"""The process in which files are opened: `python -P -m inspector.collect.opening`. It reads captures and writes documents.

What a file does to it (memory, time, a fault in a library) is met by nobody else. It ends with the process that began it.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
import time
from queue import SimpleQueue
from typing import BinaryIO

from inspector.collect import heap
from inspector.collect.resting import folded
from inspector.facts.open import document_of
from inspector.facts.sight import look
from inspector.model.capture import Capture

SIZE = 8
"""Bytes that tell how many follow."""


def framed(content: object) -> bytes:
    """`content` as it goes from one process to the other."""
    data = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
    return len(data).to_bytes(SIZE, "big") + data


def main() -> None:
    """Answer each capture until nobody asks any more: its document, whether the look failed and yet shows something, and the
    seconds of processor time that it took.
    """
    heap.tighten()
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # what a library prints is no answer
        asked: SimpleQueue[Capture] = SimpleQueue()
        threading.Thread(target=_hear, args=(sys.stdin.buffer, asked), daemon=True).start()
        while True:
            capture, begun = asked.get(), time.process_time()
            document = document_of(capture)
            failed = look(capture, document) is not None
            shows = document is not None and bool(document.lengths())
            answers.write(framed((*folded(document), failed, shows, time.process_time() - begun)))
            answers.flush()
            del capture, document
            heap.give_back()


def _hear(questions: BinaryIO, asked: SimpleQueue[Capture]) -> None:
    """What is asked; the end of it ends the process, whatever that has in hand."""
    while size := int.from_bytes(questions.read(SIZE), "big"):
        asked.put(pickle.loads(questions.read(size)))  # noqa: S301 - of the process that began this one
    os._exit(0)


if __name__ == "__main__":
    main()
