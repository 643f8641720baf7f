"""Who may call by an auth policy, tried on the simulator. Needs Python 3.9 and boto3.

    python3 -m unittest test_signed.py
"""

import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import unittest
from http.server import ThreadingHTTPServer

import botocore.session

from call_signed import signed_headers
from test_checkout import REGION, VPC, Pod, Simulator, eventually

# What the operator makes of the export's policy in docs/auth-policies.md.
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"AWS": "arn:aws:iam::111122223333:role/cart"},
            "Action": "vpc-lattice-svcs:Invoke",
            "Resource": "*",
            "Condition": {
                "StringLike": {
                    "vpc-lattice-svcs:RequestMethod": ["GET", "HEAD"],
                    "vpc-lattice-svcs:RequestPath": "/orders/*",
                }
            },
        }
    ],
}


def role(name):
    return f"arn:aws:iam::111122223333:role/{name}"


class SignedTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.simulator = Simulator("--verify-signatures", "--vpc", f"{VPC}=127.0.0.0/8",
                                  "--set", "dataPlaneLag=200ms")
        cls.pod = ThreadingHTTPServer(("127.0.0.1", 0), Pod)
        threading.Thread(target=cls.pod.serve_forever, daemon=True).start()
        cls.folder = tempfile.TemporaryDirectory()
        # What the webhook, or the manifest of docs/auth-policies.md, puts into a pod.
        cls.token = os.path.join(cls.folder.name, "token")
        with open(cls.token, "w") as file:
            file.write("of the pod's service account")
        for ours in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
            os.environ.pop(ours, None)
        os.environ["AWS_REGION"] = os.environ["AWS_DEFAULT_REGION"] = REGION
        os.environ["AWS_ENDPOINT_URL"] = cls.simulator.endpoint
        cls.host = cls.publish()
        cls.url = f"http://{cls.host}/orders/1"
        eventually(lambda: cls.get(cls.url, cls.pod_of("cart"))[0] == 200)

    @classmethod
    def tearDownClass(cls):
        cls.simulator.close()
        cls.pod.shutdown()
        cls.pod.server_close()
        cls.folder.cleanup()

    @classmethod
    def publish(cls):
        """A service `checkout` with one target, whose callers are judged by the policy."""
        lattice = cls.simulator.client()
        network = lattice.create_service_network(name="shop")["id"]
        lattice.create_service_network_vpc_association(
            serviceNetworkIdentifier=network, vpcIdentifier=VPC)
        group = lattice.create_target_group(name="checkout", type="IP", config={
            "port": 8080, "protocol": "HTTP", "vpcIdentifier": VPC})["id"]
        service = lattice.create_service(name="checkout", authType="AWS_IAM")["id"]
        eventually(lambda: lattice.get_target_group(targetGroupIdentifier=group)["status"] == "ACTIVE")
        eventually(lambda: lattice.get_service(serviceIdentifier=service)["status"] == "ACTIVE")
        lattice.put_auth_policy(resourceIdentifier=service, policy=json.dumps(POLICY))
        lattice.register_targets(targetGroupIdentifier=group, targets=[
            {"id": "127.0.0.1", "port": cls.pod.server_address[1]}])
        lattice.create_listener(
            serviceIdentifier=service, name="http", protocol="HTTP", port=80,
            defaultAction={"forward": {"targetGroups": [{"targetGroupIdentifier": group}]}})
        lattice.create_service_network_service_association(
            serviceNetworkIdentifier=network, serviceIdentifier=service)
        return lattice.get_service(serviceIdentifier=service)["dnsEntry"]["domainName"]

    @classmethod
    def pod_of(cls, name):
        """Credentials as a pod gets them: the token of its service account for those of its role."""
        os.environ["AWS_ROLE_ARN"] = role(name)
        os.environ["AWS_WEB_IDENTITY_TOKEN_FILE"] = cls.token
        return botocore.session.get_session().get_credentials()

    @classmethod
    def get(cls, url, credentials=None, method="GET"):
        """The names resolve nowhere here, so the request goes to the local port of the VPC."""
        headers = signed_headers(credentials, method, url) if credentials else {}
        connection = http.client.HTTPConnection(cls.simulator.data_plane, timeout=10)
        try:
            path = url[len(f"http://{cls.host}"):]
            connection.request(method, path, headers={"Host": cls.host, **headers})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def test_the_role_of_a_pod_may_call(self):
        self.assertEqual((200, "paid"), self.get(self.url, self.pod_of("cart")))

    def test_the_example_runs_in_a_pod(self):
        example = os.path.join(os.path.dirname(os.path.abspath(__file__)), "call_signed.py")
        pod = {**os.environ, "AWS_ROLE_ARN": role("cart"), "AWS_WEB_IDENTITY_TOKEN_FILE": self.token,
               "http_proxy": f"http://{self.simulator.data_plane}", "no_proxy": "127.0.0.1"}
        ran = subprocess.run(
            [sys.executable, example, self.url], env=pod, capture_output=True, text=True)
        self.assertEqual((0, "200 paid\n"), (ran.returncode, ran.stdout), ran.stderr)

    def test_another_role_may_not(self):
        status, message = self.get(self.url, self.pod_of("search"))
        self.assertEqual(403, status)
        self.assertIn("no service-based policy allows the vpc-lattice-svcs:Invoke action", message)

    def test_another_path_or_method_may_not(self):
        self.assertEqual(403, self.get(f"http://{self.host}/admin", self.pod_of("cart"))[0])
        self.assertEqual(403, self.get(self.url, self.pod_of("cart"), "DELETE")[0])

    def test_who_does_not_sign_may_not(self):
        self.assertEqual(403, self.get(self.url)[0])

    def test_a_signature_is_for_one_request(self):
        elsewhere = signed_headers(self.pod_of("cart"), "GET", f"http://{self.host}/orders/2")
        connection = http.client.HTTPConnection(self.simulator.data_plane, timeout=10)
        connection.request("GET", "/orders/1", headers={"Host": self.host, **elsewhere})
        self.assertEqual(403, connection.getresponse().status)
        connection.close()


if __name__ == "__main__":
    unittest.main()
