"""What the scripts of stock clients share: a client, waits, and what must be refused.

The endpoint and the credentials come from the environment, as for any AWS client.
"""

import time

import boto3
from botocore.exceptions import ClientError

PATIENCE = 20.0
PAUSE = 0.02

lattice = boto3.client("vpc-lattice")


def settled(get, **identifier) -> dict:
    """Waits until a status is no longer in progress; the service model has no waiters."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        answer = get(**identifier)
        if not answer["status"].endswith("_IN_PROGRESS"):
            return answer
        time.sleep(PAUSE)
    raise TimeoutError(f"{identifier} is still {answer['status']}")


def gone(get, **identifier) -> None:
    """Waits until a resource cannot be found any more."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            get(**identifier)
        except lattice.exceptions.ResourceNotFoundException:
            return
        time.sleep(PAUSE)
    raise TimeoutError(f"{identifier} is still there")


def until(condition) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("what was waited for did not come")
        time.sleep(PAUSE)


def refused(name: str, call, /, **arguments) -> dict:
    """The members of the error that a call must end in."""
    try:
        call(**arguments)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code != name:
            raise AssertionError(f"{code}, not {name}: {error}") from error
        expected = getattr(lattice.exceptions, name)
        assert isinstance(error, expected), f"{error!r} is no {expected}"
        return error.response
    raise AssertionError(f"no {name}")


def group(name: str, vpc: str) -> str:
    """A target group that is ACTIVE."""
    config = {"port": 8080, "protocol": "HTTP", "vpcIdentifier": vpc}
    made = lattice.create_target_group(name=name, type="IP", config=config)["id"]
    settled(lattice.get_target_group, targetGroupIdentifier=made)
    return made


def service(name: str) -> str:
    """A service that is ACTIVE."""
    made = lattice.create_service(name=name)["id"]
    settled(lattice.get_service, serviceIdentifier=made)
    return made


def forward(target_group: str) -> dict:
    return {"forward": {"targetGroups": [{"targetGroupIdentifier": target_group}]}}
