"""Processes that end with this one, and what the kernel says of them."""

import ctypes
import os
import pathlib
import queue
import re
import signal
import subprocess
import threading
import time

PR_SET_PDEATHSIG = 1
TICKS = os.sysconf("SC_CLK_TCK")


class Failed(Exception):
    """Something ended, refused or took too long; the text is for the user."""


class Process:
    """A program whose output goes to a file, line by line, each with its time."""

    def __init__(self, name, command, logs, environment=None, group=None):
        self.name = name
        self.log = logs / f"{name}.log"
        self.lines = queue.Queue()
        libc = ctypes.CDLL(None)

        def prepare():
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            if group:
                group.enter()

        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
            preexec_fn=prepare,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        with open(self.log, "wb") as log:
            for line in self.process.stdout:
                self.lines.put((time.monotonic(), line.decode(errors="replace")))
                log.write(line)
                log.flush()

    def await_line(self, pattern, seconds):
        """Seconds from the start to the first line that has the pattern."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                at, line = self.lines.get(timeout=min(0.5, max(0.01, deadline - time.monotonic())))
                found = re.search(pattern, line)
                if found:
                    return at - self.begun, found
            except queue.Empty:
                self.check()
                if time.monotonic() > deadline:
                    raise Failed(f"{self.name} has not said '{pattern}' in {seconds} s")

    def drain(self):
        """Time and text of all lines that have not been looked at."""
        lines = []
        while not self.lines.empty():
            lines.append(self.lines.get())
        return lines

    def check(self):
        if self.process.poll() is not None:
            raise Failed(f"{self.name} has ended with code {self.process.returncode}")

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    # --- what the kernel says ---

    def pid(self):
        """Of the largest process under it: a launcher may stand between."""
        return max(tree(self.process.pid), key=lambda pid: memory(pid).get("VmRSS", 0))

    def cpu(self):
        """Seconds of processor time, of the program and of what it has started."""
        return sum(cpu(pid) for pid in tree(self.process.pid))

    def memory(self):
        """Resident set, what of it is of no file, proportional set, and peak of the resident set, in MiB."""
        pid = self.pid()
        status = memory(pid)
        rollup = fields(pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text())
        return {"rss": mib(status["VmRSS"]), "anonymous": mib(status["RssAnon"]), "pss": mib(rollup["Pss"]), "peak": mib(status["VmHWM"])}

    def forget_peak(self):
        pathlib.Path(f"/proc/{self.pid()}/clear_refs").write_text("5")


def tree(root):
    found = [root]
    for pid in found:
        try:
            for task in os.listdir(f"/proc/{pid}/task"):
                found += [int(child) for child in pathlib.Path(f"/proc/{pid}/task/{task}/children").read_text().split()]
        except OSError:
            pass
    return found


def memory(pid):
    try:
        return fields(pathlib.Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return {}


def cpu(pid):
    try:
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / TICKS
    except OSError:
        return 0.0


def fields(text):
    return {name: int(kib) for name, kib in re.findall(r"^(\w+):\s+(\d+) kB$", text, re.M)}


def mib(kib):
    return round(kib / 1024, 1)


class MemoryGroup:
    """A memory cgroup with a limit, of version 1 or 2; without one where the kernel lets us make none."""

    def __init__(self, name, limit):
        self.folder = None
        for base, file in (("/sys/fs/cgroup/memory", "memory.limit_in_bytes"), ("/sys/fs/cgroup", "memory.max")):
            folder = pathlib.Path(base) / f"lattice-measure-{os.getpid()}-{name}"
            try:
                if not pathlib.Path(base, "cgroup.procs").exists():
                    continue
                folder.mkdir()
                (folder / file).write_text(str(limit * 1024 * 1024))
                self.folder = folder
                return
            except OSError:
                if folder.exists():
                    folder.rmdir()

    def enter(self):
        if self.folder:
            (self.folder / "cgroup.procs").write_text(str(os.getpid()))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.folder:
            for _ in range(50):
                try:
                    self.folder.rmdir()
                    return
                except OSError:
                    time.sleep(0.1)
