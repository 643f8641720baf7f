"""The machine that figures come from."""

import datetime
import os
import pathlib
import platform
import re
import subprocess
import time


def facts(root, bench):
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    total = re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text())
    return {
        "date": datetime.date.today().isoformat(),
        "processors": os.cpu_count(),
        "processor": cpu.group(1).strip() if cpu else platform.machine(),
        "memoryGiB": round(int(total.group(1)) / 1024 / 1024),
        "kernel": platform.release(),
        "jvm": bench.jvm(),
        "kubernetes": bench.kubernetes(),
        "revision": revision(root),
    }


def revision(root):
    def git(*words):
        return subprocess.run(["git", "-C", root, *words], capture_output=True, text=True).stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no")
    return (git("rev-parse", "--short", "HEAD") or "unknown") + (" and changes" if changed else "")


def wait_for_quiet(load, patience):
    """Other work falsifies times: waits for its end, for a while, and tells the load average then."""
    deadline = time.monotonic() + patience
    while os.getloadavg()[0] >= load and time.monotonic() < deadline:
        time.sleep(2)
    return round(os.getloadavg()[0], 2)
