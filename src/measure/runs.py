"""The programs that are measured, and how far a run of each goes."""

import contextlib
import http.client
import json
import os
import pathlib
import re
import shlex
import shutil
import socket
import subprocess
import threading
import time
import zipfile

from cluster import Cluster, Refused, free_port
from processes import Failed, MemoryGroup, Process
from world import Rollout

HELLO = "io/latticeoperator/measure/hello"
NETWORK = "measure"
VPC = "vpc-00000000000000001"
ACCOUNT = "111122223333"
REGION = "us-east-1"

START = 120
SYNC = 1800
ROUND = 10
"""Seconds that a pod needs to be ready, and one to end."""
QUIET = 20
"""Seconds without any change sent to AWS after which a rollout counts as ended."""


class Bench:
    def __init__(self, root, options):
        self.root = root
        self.options = options
        self.programs = pathlib.Path(self._output([root / "src/testbed/testbed", "bin"]))
        self.home = self._output([root / "lattice", "jdk"])
        self.java = options.java or f"{self.home}/bin/java"
        self.jar = root / "target/lattice-operator.jar"

    def missing(self):
        """What a user has to do first; None when nothing."""
        for program in ("etcd", "kube-apiserver"):
            if not (self.programs / program).exists():
                return f"there is no {program}: src/testbed/testbed install makes it"
        if not shutil.which("openssl"):
            return "there is no openssl"
        if not self.jar.exists():
            return "there is no target/lattice-operator.jar: ./lattice --version builds it"
        if not self.options.no_hello and not (self.root / "target/test-classes" / HELLO).exists():
            return "the idle operator is not compiled: ./mvnw test-compile, or --no-hello"
        if self.options.image and not (self.options.image / "opt/lattice/lattice.args").exists():
            return f"{self.options.image} is no root file system of the image: ./lattice image makes target/image/root"
        if not shutil.which(self.java):
            return f"cannot execute {self.java}"
        return None

    def jvm(self):
        java = [*self._inside(), "/opt/java/bin/java"] if self.options.image else [self.java]
        return subprocess.run([str(word) for word in [*java, "-version"]], capture_output=True, text=True).stderr.splitlines()[1]

    def kubernetes(self):
        return self._output([self.programs / "kube-apiserver", "--version"])

    def cluster(self, folder, logs):
        return Cluster(self.programs, folder, logs)

    # --- the world ---

    def make(self, world, logs):
        world.begin()
        definitions = {path.stem: path.read_text() for path in sorted((self.root / "crds").glob("*.yaml"))}
        with self.cluster(world.folder, logs) as cluster, self._simulator(world.folder, logs) as aws:
            world.write(cluster, definitions | {"hellos.example.com": HELLO_DEFINITION})
            aws_call(aws.port, "POST", "/servicenetworks", {"name": NETWORK, "clientToken": "measure"})
            cluster.apply("/apis/example.com/v1/namespaces/default/hellos/world",
                          {"apiVersion": "example.com/v1", "kind": "Hello", "metadata": {"name": "world", "namespace": "default"},
                           "spec": {"greeting": "hello"}})
            with self._operator_process(cluster, aws, logs, "making") as operator:
                self._await_settled(cluster, operator, world.exports)
            time.sleep(2)
        world.finish()

    def _await_settled(self, cluster, operator, exports):
        deadline = time.monotonic() + 3600
        while time.monotonic() < deadline:
            time.sleep(5)
            operator.check()
            ready = 0
            for export in cluster.items("/apis/latticeoperator.io/v1alpha1/latticeexports"):
                conditions = {c["type"]: c["status"] for c in export.get("status", {}).get("conditions", [])}
                ready += conditions.get("Ready") == "True"
            if ready == exports:
                return
        raise Failed(f"{ready} of {exports} exports are ready after an hour")

    # --- the operator ---

    def operator(self, cluster, logs, run):
        phases = self.options.phases
        with self._simulator(cluster.folder, logs) as aws, MemoryGroup("operator", self.options.limit) as group:
            with self._operator_process(cluster, aws, logs, f"operator-{run}", group) as operator:
                found = {"limited": group.folder is not None}
                found["portSeconds"] = await_port(operator)
                found["readySeconds"], _ = operator.await_line("caches synced", START)
                found["start"] = {**operator.memory(), "cpu": operator.cpu()}
                found["firstExportSeconds"], _ = operator.await_line("compared with AWS: the first of", START)
                if "sync" in phases:
                    found["allExportsSeconds"], _ = operator.await_line("compared with AWS: all ", SYNC)
                    found["sync"] = {**operator.memory(), "cpu": operator.cpu() - found["start"]["cpu"]}
                if "rest" in phases:
                    found["rest"] = self._rest(operator)
                if "rollout" in phases:
                    found["rollout"] = self._rollout(operator, cluster)
                return found

    def _rest(self, operator):
        time.sleep(5)
        operator.forget_peak()
        calls, cpu, began = aws_calls(operator.port), operator.cpu(), time.monotonic()
        time.sleep(self.options.rest)
        seconds = time.monotonic() - began
        used = operator.cpu() - cpu
        return {**operator.memory(), "cpuPerHour": used / seconds * 3600, "awsCallsPerMinute": (aws_calls(operator.port) - calls) / seconds * 60}

    def _rollout(self, operator, cluster):
        operator.drain()
        operator.forget_peak()
        cpu, began, calls = operator.cpu(), time.monotonic(), aws_calls(operator.port)
        rollout = Rollout(cluster)
        rollout.play(ROUND)
        last = time.monotonic()
        while time.monotonic() - last < QUIET:
            time.sleep(1)
            operator.check()
            last = max([last, *[at for at, line in operator.drain() if "egister" in line]])
            if last - began > SYNC:
                raise Failed("the rollout does not end")
        counts = targets(operator.port)
        if counts["registered"] != counts["desired"] or counts["draining"]:
            raise Failed(f"the rollout has ended with {counts}")
        return {**operator.memory(), "cpu": operator.cpu() - cpu, "seconds": last - began,
                "awsCalls": aws_calls(operator.port) - calls, "endpointsReplaced": len(rollout.pods.made)}

    def _operator_process(self, cluster, aws, logs, name, group=None):
        port = free_port()
        launcher = self._launcher() if group else self._plain()
        process = Process(
            name,
            [*launcher, "run", f"--vpc-id={VPC}", "--routable-cidrs=10.0.0.0/8", "--cluster-name=measure",
             f"--default-network={NETWORK}", "--leader-election=on", "--lease-namespace=default", f"--health-port={port}", f"--kubeconfig={cluster.kubeconfig}"],
            logs,
            {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{aws.port}", "AWS_REGION": REGION, "AWS_ACCESS_KEY_ID": ACCOUNT,
             "AWS_SECRET_ACCESS_KEY": "any"},
            group,
        )
        process.port = port
        return process

    def _launcher(self):
        """What begins a command line of the operator."""
        if self.options.command:
            return shlex.split(self.options.command)
        if self.options.image:
            return [*self._inside(), "/opt/java/bin/java", *shlex.split(self.options.java_options), "@/opt/lattice/lattice.args", "/usr/bin/lattice"]
        return self._plain()

    def _plain(self):
        return [self.java, f"@{self.root / 'src/main/jvm/lattice.options'}", *shlex.split(self.options.java_options), "-jar", self.jar]

    def _inside(self):
        """Runs what follows where /opt is the image's, as its files name each other."""
        return ["unshare", "--mount", "--propagation=private", "sh", "-c", 'mount --bind "$0/opt" /opt && exec "$@"', self.options.image]

    def _simulator(self, folder, logs):
        port = free_port()
        process = Process(
            "simulator",
            [f"{self.home}/bin/java", "-Xmx1g", f"@{self.root / 'src/main/jvm/lattice.options'}", "-jar", self.jar, "simulator",
             f"--port={port}", f"--vpc={VPC}=10.0.0.0/8", f"--state={folder / 'aws.json'}"],
            logs,
        )
        process.port = port
        process.await_line("listening on", START)
        return process

    # --- the idle operator ---

    def hello(self, cluster, logs, run):
        jar = logs / "hello.jar"
        pack(self.root / "target/test-classes", jar)
        libraries = ":".join(str(path) for path in sorted((self.root / "target/lib").glob("*.jar")))
        java = [*self._inside(), "/opt/java/bin/java"] if self.options.image else [self.java]
        command = [*java, f"@{self.root / 'src/main/jvm/lattice.options'}", *shlex.split(self.options.java_options),
                   "-cp", f"{jar}:{self.jar}:{libraries}", HELLO.replace("/", ".") + ".HelloOperator", str(cluster.kubeconfig)]
        with MemoryGroup("hello", self.options.limit) as group, Process(f"hello-{run}", command, logs, None, group) as process:
            found = {"limited": group.folder is not None}
            found["readySeconds"], _ = process.await_line("hello: started", START)
            found["start"] = {**process.memory(), "cpu": process.cpu()}
            found["firstReconcileSeconds"], _ = process.await_line("hello: reconciled", START)
            if "rest" in self.options.phases:
                time.sleep(5)
                process.forget_peak()
                cpu, began = process.cpu(), time.monotonic()
                time.sleep(self.options.rest)
                found["rest"] = {**process.memory(), "cpuPerHour": (process.cpu() - cpu) / (time.monotonic() - began) * 3600}
            return found

    def tail(self, logs):
        """The end of what the programs said last."""
        newest = sorted(logs.glob("*.log"), key=lambda path: path.stat().st_mtime)[-3:]
        return [f"{path.name}: {line}" for path in newest for line in path.read_text(errors="replace").splitlines()[-5:]]

    @staticmethod
    def _output(command):
        return subprocess.run([str(word) for word in command], capture_output=True, text=True).stdout.strip()


HELLO_DEFINITION = json.dumps({
    "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": "hellos.example.com"},
    "spec": {"group": "example.com", "scope": "Namespaced", "names": {"kind": "Hello", "plural": "hellos", "singular": "hello"},
             "versions": [{"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": {"type": "object", "properties": {
                 "spec": {"type": "object", "properties": {"greeting": {"type": "string"}}}}}}}]},
})


def pack(classes, jar):
    """A cache of classes ahead of time wants jars, not folders."""
    with zipfile.ZipFile(jar, "w") as archive:
        for path in sorted((classes / HELLO).glob("*.class")):
            archive.write(path, path.relative_to(classes))


def await_port(process):
    """Seconds from the start until the port takes a connection."""
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", process.port), timeout=1).close()
            return time.monotonic() - process.begun
        except OSError:
            process.check()
            time.sleep(0.005)
    raise Failed(f"{process.name} does not listen")


def metrics(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/metrics")
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def aws_calls(port):
    return sum(float(value) for value in re.findall(r"^lattice_operator_aws_calls_total\{.*\} (\S+)$", metrics(port), re.M))


def targets(port):
    text = metrics(port)
    return {state: sum(float(v) for v in re.findall(r'^lattice_operator_targets\{.*state="%s".*\} (\S+)$' % state, text, re.M))
            for state in ("desired", "registered", "draining")}


def aws_call(port, method, path, body):
    """As the simulator wants it: it looks at who calls, not at the signature."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    who = f"AWS4-HMAC-SHA256 Credential={ACCOUNT}/20250101/{REGION}/vpc-lattice/aws4_request, SignedHeaders=host, Signature=0"
    connection.request(method, path, json.dumps(body), {"Authorization": who, "Content-Type": "application/json"})
    answer = connection.getresponse()
    text = answer.read().decode()
    if answer.status >= 300:
        raise Failed(f"{method} {path}: {answer.status} {text}")
