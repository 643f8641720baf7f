"""Calls a service of VPC Lattice as whoever the environment says, such as the role of a pod.

    python3 call_signed.py https://checkout-….vpc-lattice-svcs.eu-central-1.on.aws/orders/1

Needs Python 3.9 and botocore. The Region is in AWS_REGION, as it is in a pod with a web identity.
"""

import os
import sys
import urllib.error
import urllib.request

import botocore.session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest


def signed_headers(credentials, method, url, headers=()):
    """What a request needs to be known as the caller's; the body is never covered."""
    request = AWSRequest(method, url, dict(headers))
    request.headers["x-amz-content-sha256"] = "UNSIGNED-PAYLOAD"
    frozen = credentials.get_frozen_credentials()
    SigV4Auth(frozen, "vpc-lattice-svcs", os.environ["AWS_REGION"]).add_auth(request)
    return dict(request.headers)


def call(url):
    # Made once and kept: credentials are renewed by themselves before they end.
    credentials = botocore.session.get_session().get_credentials()
    headers = signed_headers(credentials, "GET", url)
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


if __name__ == "__main__":
    status, body = call(sys.argv[1])
    print(status, body)
    sys.exit(0 if status < 400 else 1)
