"""etcd and kube-apiserver on a kept folder, and the one client that we need of them."""

import concurrent.futures
import http.client
import json
import pathlib
import socket
import ssl
import subprocess
import threading
import time

from processes import Failed, Process

TOKEN = "measure"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Cluster:
    """A real API server without controllers; state is in the folder and outlives it."""

    def __init__(self, programs, folder, logs):
        self.folder = folder
        self.port = free_port()
        etcd_port = free_port()
        self._credentials()
        etcd = f"http://127.0.0.1:{etcd_port}"
        self.processes = [
            Process(
                "etcd",
                [programs / "etcd", f"--data-dir={folder / 'etcd'}", f"--listen-client-urls={etcd}",
                 f"--advertise-client-urls={etcd}", "--listen-peer-urls=http://127.0.0.1:0", "--unsafe-no-fsync"],
                logs,
            )
        ]
        self.processes.append(
            Process(
                "kube-apiserver",
                [programs / "kube-apiserver", f"--etcd-servers={etcd}", "--bind-address=127.0.0.1",
                 "--advertise-address=127.0.0.1", f"--secure-port={self.port}", f"--cert-dir={folder / 'pki'}",
                 "--endpoint-reconciler-type=none", "--service-cluster-ip-range=10.96.0.0/16",
                 f"--token-auth-file={folder / 'tokens.csv'}", "--authorization-mode=RBAC",
                 "--service-account-issuer=https://kubernetes.default.svc",
                 f"--service-account-signing-key-file={folder / 'sa.key'}", f"--service-account-key-file={folder / 'sa.pub'}"],
                logs,
            )
        )
        self.local = threading.local()
        self._await_ready()
        self.kubeconfig = folder / "kubeconfig"
        self._write_kubeconfig()

    def _credentials(self):
        (self.folder / "tokens.csv").write_text(f'{TOKEN},admin,admin,"system:masters"\n')
        if not (self.folder / "sa.key").exists():
            subprocess.run(["openssl", "genrsa", "-out", self.folder / "sa.key", "2048"], check=True, capture_output=True)
            subprocess.run(["openssl", "rsa", "-in", self.folder / "sa.key", "-pubout", "-out", self.folder / "sa.pub"],
                           check=True, capture_output=True)

    def _await_ready(self):
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            for process in self.processes:
                process.check()
            try:
                self.call("GET", "/readyz")
                self.call("GET", "/api/v1/namespaces/kube-system")
                return
            except (OSError, http.client.HTTPException, Refused):
                self.local = threading.local()
                time.sleep(0.2)
        raise Failed("kube-apiserver is not ready after 90 s")

    def _write_kubeconfig(self):
        self.kubeconfig.write_text(json.dumps({
            "apiVersion": "v1", "kind": "Config", "current-context": "m",
            "clusters": [{"name": "m", "cluster": {"server": f"https://127.0.0.1:{self.port}",
                                                    "certificate-authority": str(self.folder / "pki" / "apiserver.crt")}}],
            "users": [{"name": "m", "user": {"token": TOKEN}}],
            "contexts": [{"name": "m", "context": {"cluster": "m", "user": "m"}}],
        }))

    def call(self, method, path, body=None, kind="application/json"):
        connection = getattr(self.local, "connection", None)
        if connection is None:
            trust = ssl.create_default_context(cafile=str(self.folder / "pki" / "apiserver.crt"))
            connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=trust, timeout=60)
            self.local.connection = connection
        data = None if body is None else body if isinstance(body, str) else json.dumps(body)
        connection.request(method, path, data, {"Authorization": f"Bearer {TOKEN}", "Content-Type": kind})
        answer = connection.getresponse()
        text = answer.read().decode()
        if answer.status >= 300:
            raise Refused(answer.status, f"{method} {path}: {answer.status} {text[:500]}")
        return json.loads(text) if text.startswith("{") else text

    def items(self, path):
        """All objects of a list, page by page."""
        page, more = [], ""
        while True:
            answer = self.call("GET", f"{path}?limit=500{more}")
            page += answer["items"]
            token = answer["metadata"].get("continue")
            if not token:
                return page
            more = f"&continue={token}"

    def apply(self, path, document, manager="measure"):
        return self.call("PATCH", f"{path}?fieldManager={manager}&force=true", document, "application/apply-patch+yaml")

    def each(self, work, things):
        """Does the work for each thing, eight at a time."""
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            return list(pool.map(work, things))

    def stop(self):
        for process in reversed(self.processes):
            process.stop()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Refused(Exception):
    def __init__(self, status, text):
        super().__init__(text)
        self.status = status
