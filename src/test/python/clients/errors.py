"""Every error by its class, with the members that callers branch on.

Usage: errors.py VPC THROTTLED_KEY BROKEN_KEY
"""

import sys

import boto3
from botocore.config import Config

from world import forward, group, lattice, refused, service

VPC, THROTTLED, BROKEN = sys.argv[1:]
ONCE = Config(retries={"total_max_attempts": 1})
ABSENT = "svc-0123456789abcdef0"


def client(access_key: str):
    return boto3.client(
        "vpc-lattice",
        aws_access_key_id=access_key,
        aws_secret_access_key="secret",
        config=ONCE,
    )


shop = service("shop")
targets = group("shop", VPC)

error = refused("ConflictException", lattice.create_service, name="shop")
assert (error["resourceId"], error["resourceType"]) == (shop, "SERVICE"), error
print("ConflictException")

error = refused("ResourceNotFoundException", lattice.get_service, serviceIdentifier=ABSENT)
assert (error["resourceId"], error["resourceType"]) == (ABSENT, "SERVICE"), error
print("ResourceNotFoundException")

for port in (80, 81):
    lattice.create_listener(
        serviceIdentifier=shop,
        name=f"port-{port}",
        protocol="HTTP",
        port=port,
        defaultAction=forward(targets),
    )
third = {"name": "third", "protocol": "HTTP", "port": 82, "defaultAction": forward(targets)}
error = refused(
    "ServiceQuotaExceededException", lattice.create_listener, serviceIdentifier=shop, **third
)
assert error["quotaCode"] == "L-D64E952E", error
assert error["serviceCode"] == "vpc-lattice" and error["resourceType"], error
assert error["ResponseMetadata"]["HTTPStatusCode"] == 402, error
print("ServiceQuotaExceededException")

error = refused("ValidationException", lattice.create_service, name="Shop")
assert error["reason"] == "fieldValidationFailed", error
assert [field["name"] for field in error["fieldList"]] == ["name"], error
assert error["fieldList"][0]["message"], error
error = refused("ValidationException", lattice.create_target_group, name="new", type="IP")
assert error["reason"] == "other", error
print("ValidationException")

error = refused("ThrottlingException", client(THROTTLED).list_services)
assert error["retryAfterSeconds"] == 2, error
assert error["ResponseMetadata"]["HTTPStatusCode"] == 429, error
print("ThrottlingException")

error = refused("InternalServerException", client(BROKEN).list_services)
assert error["ResponseMetadata"]["HTTPStatusCode"] == 500, error
print("InternalServerException")
