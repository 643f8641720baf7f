"""All paginators of boto3, with items that go away between two pages.

Usage: pages.py VPC OTHER_VPC SUBNET
"""

import sys

from botocore.exceptions import ClientError

from world import forward, gone, group, lattice, service, settled

VPC, OTHER_VPC, SUBNET = sys.argv[1:]
ITEMS = 4


def network(name: str) -> str:
    return lattice.create_service_network(name=name)["id"]


def paged(operation: str, made: list[str], remove, key: str = "id", **filters) -> None:
    """One item a page; the first one is removed once its page is here."""
    pages = lattice.get_paginator(operation).paginate(PaginationConfig={"PageSize": 1}, **filters)
    seen = []
    for page in pages:
        assert len(page["items"]) <= 1, page
        seen += [item[key] for item in page["items"]]
        if len(seen) == 1 and remove is not None:
            remove(seen[0])
    assert sorted(seen) == sorted(made), f"{operation}: {seen}, not {made}"


def networks() -> None:
    made = [network(f"page-{n}") for n in range(ITEMS)]
    paged(
        "list_service_networks",
        made,
        lambda it: lattice.delete_service_network(serviceNetworkIdentifier=it),
    )


def services() -> None:
    made = [service(f"page-{n}") for n in range(ITEMS)]
    paged("list_services", made, lambda it: lattice.delete_service(serviceIdentifier=it))


def groups() -> None:
    made = [group(f"page-{n}", VPC) for n in range(ITEMS)]
    paged(
        "list_target_groups",
        made,
        lambda it: lattice.delete_target_group(targetGroupIdentifier=it),
        targetGroupType="IP",
    )


def targets() -> None:
    by_group = {"targetGroupIdentifier": group("targets", VPC)}
    made = [f"10.1.0.{n}" for n in range(1, ITEMS + 1)]
    lattice.register_targets(targets=[{"id": ip} for ip in made], **by_group)

    def remove(ip: str) -> None:
        lattice.deregister_targets(targets=[{"id": ip, "port": 8080}], **by_group)

    paged("list_targets", made, remove, **by_group)


def listeners_and_rules() -> None:
    by_service = {"serviceIdentifier": service("listeners")}
    action = forward(group("listeners", VPC))
    made = [
        lattice.create_listener(
            name=f"port-{port}", protocol="HTTP", port=port, defaultAction=action, **by_service
        )["id"]
        for port in (80, 81)
    ]
    by_listener = {"listenerIdentifier": made[1], **by_service}
    rules = [rule["id"] for rule in lattice.list_rules(**by_listener)["items"]]
    for n in range(1, ITEMS):
        match = {"httpMatch": {"pathMatch": {"match": {"exact": f"/{n}"}}}}
        made_rule = lattice.create_rule(
            name=f"rule-{n}"[::-1], priority=n, match=match, action=action, **by_listener
        )
        rules.append(made_rule["id"])
    default = rules[0]

    def remove_rule(rule: str) -> None:
        if rule != default:
            lattice.delete_rule(ruleIdentifier=rule, **by_listener)

    paged("list_rules", rules, remove_rule, **by_listener)
    paged(
        "list_listeners",
        made,
        lambda it: lattice.delete_listener(listenerIdentifier=it, **by_service),
        **by_service,
    )


def service_associations() -> None:
    by_network = {"serviceNetworkIdentifier": network("services")}
    made = []
    for n in range(ITEMS):
        association = lattice.create_service_network_service_association(
            serviceIdentifier=service(f"joined-{n}"), **by_network
        )["id"]
        settled(
            lattice.get_service_network_service_association,
            serviceNetworkServiceAssociationIdentifier=association,
        )
        made.append(association)

    def remove(association: str) -> None:
        lattice.delete_service_network_service_association(
            serviceNetworkServiceAssociationIdentifier=association
        )

    paged("list_service_network_service_associations", made, remove, **by_network)


def vpc_associations() -> None:
    by_network = {"serviceNetworkIdentifier": network("vpcs")}
    made = []
    for vpc in (VPC, OTHER_VPC):
        association = lattice.create_service_network_vpc_association(
            vpcIdentifier=vpc, **by_network
        )["id"]
        settled(
            lattice.get_service_network_vpc_association,
            serviceNetworkVpcAssociationIdentifier=association,
        )
        made.append(association)

    def remove(association: str) -> None:
        found = {"serviceNetworkVpcAssociationIdentifier": association}
        lattice.delete_service_network_vpc_association(**found)
        gone(lattice.get_service_network_vpc_association, **found)

    paged("list_service_network_vpc_associations", made, remove, **by_network)


def subscriptions() -> None:
    logged = network("logged")
    made = [
        lattice.create_access_log_subscription(resourceIdentifier=logged, destinationArn=arn)["id"]
        for arn in (
            "arn:aws:s3:::lattice-logs",
            "arn:aws:firehose:eu-central-1:111122223333:deliverystream/lattice",
        )
    ]
    paged(
        "list_access_log_subscriptions",
        made,
        lambda it: lattice.delete_access_log_subscription(accessLogSubscriptionIdentifier=it),
        resourceIdentifier=logged,
    )


def gateway(name: str) -> str:
    made = lattice.create_resource_gateway(name=name, vpcIdentifier=VPC, subnetIds=[SUBNET])["id"]
    settled(lattice.get_resource_gateway, resourceGatewayIdentifier=made)
    return made


def gateways() -> None:
    made = [gateway(f"page-{n}") for n in range(ITEMS)]
    paged(
        "list_resource_gateways",
        made,
        lambda it: lattice.delete_resource_gateway(resourceGatewayIdentifier=it),
    )


def configuration(name: str, through: str) -> str:
    made = lattice.create_resource_configuration(
        name=name,
        type="SINGLE",
        protocol="TCP",
        portRanges=["5432"],
        resourceGatewayIdentifier=through,
        allowAssociationToShareableServiceNetwork=True,
        resourceConfigurationDefinition={"ipResource": {"ipAddress": "10.1.0.9"}},
    )["id"]
    settled(lattice.get_resource_configuration, resourceConfigurationIdentifier=made)
    return made


def configurations() -> None:
    through = gateway("configurations")
    made = [configuration(f"page-{n}", through) for n in range(ITEMS)]
    kept = {"resourceConfigurationIdentifier": made[-1]}
    in_networks = []
    for n in range(ITEMS):
        association = lattice.create_service_network_resource_association(
            serviceNetworkIdentifier=network(f"resources-{n}"), **kept
        )["id"]
        settled(
            lattice.get_service_network_resource_association,
            serviceNetworkResourceAssociationIdentifier=association,
        )
        in_networks.append(association)

    def remove(association: str) -> None:
        lattice.delete_service_network_resource_association(
            serviceNetworkResourceAssociationIdentifier=association
        )

    paged("list_service_network_resource_associations", in_networks, remove, **kept)
    paged("list_resource_endpoint_associations", [], None, **kept)
    paged(
        "list_resource_configurations",
        made,
        lambda it: lattice.delete_resource_configuration(resourceConfigurationIdentifier=it),
    )


def endpoints() -> None:
    by_network = {"serviceNetworkIdentifier": network("endpoints")}
    paged("list_service_network_vpc_endpoint_associations", [], None, **by_network)


def verifications() -> None:
    made = [
        lattice.start_domain_verification(domainName=f"shop-{n}.example.com")["id"]
        for n in range(ITEMS)
    ]
    paged(
        "list_domain_verifications",
        made,
        lambda it: lattice.delete_domain_verification(domainVerificationIdentifier=it),
    )


def stale() -> None:
    try:
        lattice.list_services(nextToken="no-such-token")
    except lattice.exceptions.ValidationException as error:
        assert error.response["reason"] == "other", error.response
        return
    except ClientError as error:
        raise AssertionError(error) from error
    raise AssertionError("a token that nobody gave is taken")


for check in (
    networks,
    services,
    groups,
    targets,
    listeners_and_rules,
    service_associations,
    vpc_associations,
    subscriptions,
    gateways,
    configurations,
    endpoints,
    verifications,
    stale,
):
    check()
    print(check.__name__)
