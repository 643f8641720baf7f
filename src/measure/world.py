"""Exports and endpoints by the thousand: made once, kept, and copied for each measurement."""

import contextlib
import json
import pathlib
import shutil
import time
import uuid

NAMESPACE_SIZE = 20
SHAPE = 1
"""Changes with what a world is made of, so that no world of an older kind is taken."""


class World:
    def __init__(self, worlds, exports, endpoints):
        self.exports = exports
        self.endpoints = endpoints
        self.folder = worlds / f"{exports}x{endpoints}-{SHAPE}"

    def made(self):
        return (self.folder / "made").exists()

    def begin(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def finish(self):
        (self.folder / "made").touch()

    @contextlib.contextmanager
    def copy(self, folder):
        """Changes nothing of what is kept."""
        shutil.copytree(self.folder, folder)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def names(self):
        return [(f"team-{i // NAMESPACE_SIZE:02}", f"service-{i:03}") for i in range(self.exports)]

    def sizes(self):
        each, more = divmod(self.endpoints, self.exports)
        return [each + (i < more) for i in range(self.exports)]

    def write(self, cluster, definitions):
        for name, text in definitions.items():
            cluster.apply(f"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/{name}", text)
        for namespace in sorted({namespace for namespace, _ in self.names()}):
            cluster.apply(f"/api/v1/namespaces/{namespace}", document("v1", "Namespace", None, namespace, {}))
        await_served(cluster)
        pods = Pods()
        cluster.each(
            lambda it: self._export(cluster, *it[0], it[1], pods),
            list(zip(self.names(), self.sizes())),
        )

    def _export(self, cluster, namespace, name, size, pods):
        service = cluster.apply(
            f"/api/v1/namespaces/{namespace}/services/{name}",
            document("v1", "Service", namespace, name, {
                "labels": {"app": name},
            }) | {"spec": {"selector": {"app": name}, "ports": [{"name": "http", "port": 80, "targetPort": 8080, "protocol": "TCP"}]}},
        )
        endpoints = [pods.ready(namespace, name) for _ in range(size)]
        for index in range(0, size, 100):
            suffix = uuid.uuid4().hex[:5]
            cluster.call("POST", f"/apis/discovery.k8s.io/v1/namespaces/{namespace}/endpointslices?fieldManager=kube-controller-manager",
                         slice_of(service, f"{name}-{suffix}", endpoints[index:index + 100]))
        cluster.apply(
            f"/apis/latticeoperator.io/v1alpha1/namespaces/{namespace}/latticeexports/{name}",
            document("latticeoperator.io/v1alpha1", "LatticeExport", namespace, name, {})
            | {"spec": {"serviceRef": {"name": name, "port": "http"}, "targetGroup": {"healthCheck": {"enabled": False}}}},
        )


class Rollout:
    """All pods of all exports are replaced, a quarter at a time, as a Deployment with maxSurge 25 % does."""

    ROUNDS = 4

    def __init__(self, cluster):
        self.cluster = cluster
        self.pods = Pods()
        path = "/apis/discovery.k8s.io/v1/endpointslices"
        self.slices = [it for it in cluster.items(path) if "kubernetes.io/service-name" in it["metadata"].get("labels", {})
                       and it["metadata"]["namespace"].startswith("team-")]

    def play(self, pause):
        for round_ in range(self.ROUNDS + 1):
            began = time.monotonic()
            self.cluster.each(lambda it: self._write(it, round_), range(len(self.slices)))
            time.sleep(max(0.0, pause - (time.monotonic() - began)))

    def _write(self, index, round_):
        """Those that were ending are gone, a quarter more of the old ones end, as many new ones are there."""
        current = self.slices[index]
        metadata = current["metadata"]
        staying = [e for e in current["endpoints"] if not e["conditions"].get("terminating")]
        old = [e for e in staying if e["targetRef"]["uid"] not in self.pods.made]
        ending = old[: -(-len(old) // (self.ROUNDS - round_))] if round_ < self.ROUNDS else []
        for endpoint in ending:
            endpoint["conditions"] = {"ready": False, "serving": True, "terminating": True}
        fresh = [self.pods.ready(metadata["namespace"], metadata["labels"]["kubernetes.io/service-name"]) for _ in ending]
        current["endpoints"] = staying + fresh
        self.slices[index] = self.cluster.call(
            "PUT",
            f"/apis/discovery.k8s.io/v1/namespaces/{metadata['namespace']}/endpointslices/{metadata['name']}"
            "?fieldManager=kube-controller-manager",
            current,
        )


class Pods:
    """Endpoints as if pods were behind them, each with an address of its own."""

    def __init__(self):
        self.made = set()
        self.next = int(time.time() * 10) % (1 << 22)

    def ready(self, namespace, service):
        self.next = (self.next + 1) % (1 << 22)
        number = self.next
        uid = str(uuid.uuid4())
        self.made.add(uid)
        return {
            "addresses": [f"10.{64 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"],
            "conditions": {"ready": True, "serving": True, "terminating": False},
            "nodeName": f"node-{number % 100:02}",
            "targetRef": {"kind": "Pod", "namespace": namespace, "name": f"{service}-{uid[:10]}-{uid[-5:]}", "uid": uid},
        }


def slice_of(service, name, endpoints):
    metadata = service["metadata"]
    return {
        "apiVersion": "discovery.k8s.io/v1",
        "kind": "EndpointSlice",
        "metadata": {
            "name": name,
            "generateName": metadata["name"] + "-",
            "namespace": metadata["namespace"],
            "labels": {"app": metadata["name"], "kubernetes.io/service-name": metadata["name"],
                       "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io"},
            "annotations": {"endpoints.kubernetes.io/last-change-trigger-time": "2025-01-01T00:00:00Z"},
            "ownerReferences": [{"apiVersion": "v1", "kind": "Service", "name": metadata["name"], "uid": metadata["uid"],
                                 "controller": True, "blockOwnerDeletion": True}],
        },
        "addressType": "IPv4",
        "ports": [{"name": "http", "port": 8080, "protocol": "TCP"}],
        "endpoints": endpoints,
    }


def document(version, kind, namespace, name_, metadata):
    return {"apiVersion": version, "kind": kind,
            "metadata": {**metadata, "name": name_, **({"namespace": namespace} if namespace else {})}}


def await_served(cluster):
    for _ in range(100):
        try:
            cluster.call("GET", "/apis/latticeoperator.io/v1alpha1/latticeexports?limit=1")
            return
        except Exception:
            time.sleep(0.2)
