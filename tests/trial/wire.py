"""The network between browser and server: it can be cut, be slow, or lose answers."""

import random
import socket
import threading
import time
from contextlib import suppress

from .site import free_port

CHUNK = 65_536


class Wire:
    """Listens on a port of its own and passes everything on to another."""

    def __init__(self, port: int, seed: int) -> None:
        self.target = port
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.is_cut = False
        self.loses_answers = False
        self.flow = threading.Event()  # while it is clear, answers wait
        self.flow.set()
        self.delay = (
            0.0  # seconds at most; each piece of an answer waits for some of it
        )
        self._random = random.Random(seed)
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", self.port), backlog=64)
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """End all connections, and take no new ones until `restore`."""
        self.is_cut = True
        self.flow.set()
        for end in list(self._open):
            _close(end)

    def restore(self) -> None:
        """Let everything pass at once again."""
        self.is_cut = self.loses_answers = False
        self.delay = 0.0
        self.flow.set()

    def close(self) -> None:
        self.cut()
        _close(self._listener)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._connect, args=(near,), daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        try:
            if self.is_cut:
                raise OSError
            far = socket.create_connection(("127.0.0.1", self.target), timeout=5)
        except OSError:
            return _close(near)
        far.settimeout(None)
        self._open |= {near, far}
        threading.Thread(target=self._pass, args=(near, far), daemon=True).start()
        self._pass(far, near, is_answer=True)

    def _pass(
        self, source: socket.socket, goal: socket.socket, *, is_answer: bool = False
    ) -> None:
        with suppress(OSError):
            while piece := source.recv(CHUNK):
                if is_answer and self.loses_answers:
                    break
                if is_answer and self.delay:
                    time.sleep(self._random.uniform(0, self.delay))
                if is_answer:
                    self.flow.wait()
                if self.is_cut:
                    break
                goal.sendall(piece)
        self._open -= {source, goal}
        _close(source)
        _close(goal)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
