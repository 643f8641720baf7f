"""Tests of code that works on VPC Lattice, against the simulator. Needs Python 3.9 and boto3.

    python3 -m unittest test_checkout.py
"""

import http.client
import http.server
import os
import shlex
import subprocess
import threading
import time
import unittest
import urllib.request

import boto3

LATTICE = shlex.split(os.environ.get("LATTICE", "./lattice"))
VPC = "vpc-0123456789abcdef0"
REGION = "eu-central-1"


class Simulator:
    """VPC Lattice as a process of its own."""

    def __init__(self, *flags):
        self.process = subprocess.Popen(
            [*LATTICE, "simulator", "--region", REGION, *flags], stdout=subprocess.PIPE, text=True)
        self.endpoint = self.after("listening on ")
        self.data_plane = self.after(f"  callers in {VPC} reach listeners on port 80 at http://")

    def after(self, words):
        """Waits for a line; what follows its first words."""
        for line in self.process.stdout:
            if line.startswith(words):
                return line[len(words):].strip()
        raise RuntimeError("the simulator has not started")

    def client(self, account="111122223333", region=REGION):
        """The access key says which account calls, the Region of the signature where."""
        return boto3.client("vpc-lattice", endpoint_url=self.endpoint, region_name=region,
                            aws_access_key_id=account, aws_secret_access_key="any")

    def reset(self):
        request = urllib.request.Request(self.endpoint + "/_simulator/reset", method="POST")
        urllib.request.urlopen(request).close()

    def call(self, host):
        """As a client in the VPC would call a service: by its name, on port 80."""
        connection = http.client.HTTPConnection(self.data_plane, timeout=10)
        try:
            connection.request("GET", "/", headers={"Host": host})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=20)
        self.process.stdout.close()


class Pod(http.server.BaseHTTPRequestHandler):
    """A target: any server on this machine."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"paid")

    def log_message(self, *arguments):
        pass


def eventually(condition, seconds=20):
    """Nothing in Lattice happens at once."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError("it did not happen in time")
        time.sleep(0.05)


class CheckoutTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # The VPC's block is the loopback interface, so that servers of this test can be targets.
        cls.simulator = Simulator("--vpc", f"{VPC}=127.0.0.0/8",
                                  "--set", "dataPlaneLag=200ms", "--set", "draining=500ms")
        cls.pod = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pod)
        threading.Thread(target=cls.pod.serve_forever, daemon=True).start()

    @classmethod
    def tearDownClass(cls):
        cls.simulator.close()
        cls.pod.shutdown()
        cls.pod.server_close()

    def setUp(self):
        self.simulator.reset()
        self.lattice = self.simulator.client()

    def publish(self):
        """A service `checkout` with one target, in a network that the VPC is associated with."""
        lattice = self.lattice
        network = lattice.create_service_network(name="shop")["id"]
        lattice.create_service_network_vpc_association(
            serviceNetworkIdentifier=network, vpcIdentifier=VPC)
        group = lattice.create_target_group(name="checkout", type="IP", config={
            "port": 8080, "protocol": "HTTP", "vpcIdentifier": VPC})["id"]
        service = lattice.create_service(name="checkout")["id"]
        eventually(lambda: lattice.get_target_group(targetGroupIdentifier=group)["status"] == "ACTIVE")
        eventually(lambda: lattice.get_service(serviceIdentifier=service)["status"] == "ACTIVE")
        lattice.register_targets(targetGroupIdentifier=group, targets=[self.target()])
        lattice.create_listener(
            serviceIdentifier=service, name="http", protocol="HTTP", port=80,
            defaultAction={"forward": {"targetGroups": [{"targetGroupIdentifier": group}]}})
        lattice.create_service_network_service_association(
            serviceNetworkIdentifier=network, serviceIdentifier=service)
        host = lattice.get_service(serviceIdentifier=service)["dnsEntry"]["domainName"]
        return group, host

    def target(self):
        return {"id": "127.0.0.1", "port": self.pod.server_address[1]}

    def test_a_target_answers_until_it_is_deregistered(self):
        group, host = self.publish()
        eventually(lambda: self.simulator.call(host) == (200, "paid"))

        gone = self.lattice.deregister_targets(targetGroupIdentifier=group, targets=[self.target()])
        self.assertEqual([], gone["unsuccessful"])
        targets = self.lattice.list_targets(targetGroupIdentifier=group)["items"]
        self.assertEqual(["DRAINING"], [target["status"] for target in targets])
        eventually(lambda: self.simulator.call(host)[0] != 200)

    def test_a_name_is_taken_once(self):
        self.lattice.create_service(name="checkout")
        with self.assertRaises(self.lattice.exceptions.ConflictException):
            self.lattice.create_service(name="checkout")

    def test_accounts_and_regions_are_apart(self):
        self.lattice.create_service(name="checkout")
        self.assertEqual([], self.simulator.client(account="444455556666").list_services()["items"])
        self.assertEqual([], self.simulator.client(region="us-west-2").list_services()["items"])


if __name__ == "__main__":
    unittest.main()
