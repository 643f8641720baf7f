"""The ten steps from an empty account to a watched service, then everything taken down again.

Usage: recipe.py REGION PODS_VPC CLIENTS_VPC
"""

import json
import sys

import boto3

from world import forward, gone, group, lattice, refused, service, settled, until

REGION, PODS_VPC, CLIENTS_VPC = sys.argv[1:]
LOG_GROUP = "/lattice/shop"

ec2 = boto3.client("ec2")
logs = boto3.client("logs")
cloudwatch = boto3.client("cloudwatch")

# 1. A service network.
network = lattice.create_service_network(name="shop", authType="NONE")["id"]
print("1 service network")

# 2. Pods admit what comes from Lattice, clients' VPC admits what goes to the listener.
prefix_list = ec2.describe_managed_prefix_lists(
    Filters=[{"Name": "prefix-list-name", "Values": [f"com.amazonaws.{REGION}.vpc-lattice"]}]
)["PrefixLists"][0]["PrefixListId"]
pods = ec2.create_security_group(GroupName="pods", Description="pods", VpcId=PODS_VPC)["GroupId"]
ingress = {
    "IpProtocol": "tcp",
    "FromPort": 8080,
    "ToPort": 8080,
    "PrefixListIds": [{"PrefixListId": prefix_list}],
}
ec2.authorize_security_group_ingress(GroupId=pods, IpPermissions=[ingress])
clients = ec2.create_security_group(
    GroupName="clients", Description="clients", VpcId=CLIENTS_VPC
)["GroupId"]
to_listener = {
    "IpProtocol": "tcp",
    "FromPort": 80,
    "ToPort": 80,
    "IpRanges": [{"CidrIp": "10.2.0.0/16"}],
}
ec2.authorize_security_group_ingress(GroupId=clients, IpPermissions=[to_listener])
print("2 security groups")

# 3. The clients' VPC joins the network.
vpc_association = lattice.create_service_network_vpc_association(
    serviceNetworkIdentifier=network, vpcIdentifier=CLIENTS_VPC, securityGroupIds=[clients]
)["id"]
by_vpc = {"serviceNetworkVpcAssociationIdentifier": vpc_association}
settled(lattice.get_service_network_vpc_association, **by_vpc)
print("3 VPC association")

# 4. A target group of IP addresses.
target_group = group("shop", PODS_VPC)
by_group = {"targetGroupIdentifier": target_group}
print("4 target group")

# 5. Its health check.
lattice.update_target_group(
    healthCheck={"enabled": True, "path": "/healthz", "healthCheckIntervalSeconds": 10}, **by_group
)
check = lattice.get_target_group(**by_group)["config"]["healthCheck"]
assert check["path"] == "/healthz" and check["healthCheckIntervalSeconds"] == 10, check
print("5 health check")

# 6. The pods.
registered = lattice.register_targets(
    targets=[{"id": "10.1.0.5"}, {"id": "10.1.0.6", "port": 8080}], **by_group
)
assert len(registered["successful"]) == 2 and registered["unsuccessful"] == [], registered
print("6 targets")

# 7. A service with a listener and a rule.
shop = service("shop")
by_service = {"serviceIdentifier": shop}
listener = lattice.create_listener(
    name="http", protocol="HTTP", port=80, defaultAction=forward(target_group), **by_service
)["id"]
rule = lattice.create_rule(
    listenerIdentifier=listener,
    name="api",
    priority=10,
    match={"httpMatch": {"pathMatch": {"match": {"prefix": "/api"}}}},
    action=forward(target_group),
    **by_service,
)["id"]
print("7 service")

# 8. The service joins the network; its name is the service's, networks have none.
association = lattice.create_service_network_service_association(
    serviceNetworkIdentifier=network, **by_service
)["id"]
by_association = {"serviceNetworkServiceAssociationIdentifier": association}
settled(lattice.get_service_network_service_association, **by_association)
domain = lattice.get_service(**by_service)["dnsEntry"]["domainName"]
assert domain.startswith("shop-") and domain.endswith(f".{REGION}.on.aws"), domain
assert "dnsEntry" not in lattice.get_service_network(serviceNetworkIdentifier=network)
until(lambda: {t["status"] for t in lattice.list_targets(**by_group)["items"]} == {"HEALTHY"})
print("8 service association")

# 9. Access logs.
logs.create_log_group(logGroupName=LOG_GROUP)
logs.put_retention_policy(logGroupName=LOG_GROUP, retentionInDays=7)
log_group = logs.describe_log_groups(logGroupNamePrefix=LOG_GROUP)["logGroups"][0]
to_logs = {"resourceIdentifier": network, "destinationArn": log_group["arn"]}
subscription = lattice.create_access_log_subscription(**to_logs)["id"]
refused("ConflictException", lattice.create_access_log_subscription, **to_logs)
print("9 access logs")

# 10. A dashboard of the metrics that there are.
metrics = [
    ["AWS/VpcLattice", "TotalRequestCount", "Service", shop],
    ["AWS/VpcLattice", "TotalConnectionCount", "TargetGroup", target_group],
]
widget = {"type": "metric", "properties": {"region": REGION, "metrics": metrics}}
cloudwatch.put_dashboard(DashboardName="shop", DashboardBody=json.dumps({"widgets": [widget]}))
body = json.loads(cloudwatch.get_dashboard(DashboardName="shop")["DashboardBody"])
assert body["widgets"][0]["properties"]["metrics"] == metrics, body
print("10 dashboard")

# Taken down in the order that the references allow; out of it, each step is refused.
conflict = "ConflictException"
refused(conflict, lattice.delete_service, **by_service)
refused(conflict, lattice.delete_target_group, **by_group)
by_network = {"serviceNetworkIdentifier": network}
refused(conflict, lattice.delete_service_network, **by_network)
cloudwatch.delete_dashboards(DashboardNames=["shop"])
lattice.delete_service_network_service_association(**by_association)
gone(lattice.get_service_network_service_association, **by_association)
lattice.delete_rule(listenerIdentifier=listener, ruleIdentifier=rule, **by_service)
lattice.delete_listener(listenerIdentifier=listener, **by_service)
lattice.delete_service(**by_service)
gone(lattice.get_service, **by_service)
refused(conflict, lattice.delete_target_group, **by_group)
lattice.deregister_targets(
    targets=[{"id": "10.1.0.5", "port": 8080}, {"id": "10.1.0.6", "port": 8080}], **by_group
)
until(lambda: lattice.list_targets(**by_group)["items"] == [])
lattice.delete_target_group(**by_group)
gone(lattice.get_target_group, **by_group)
lattice.delete_service_network_vpc_association(**by_vpc)
refused(conflict, lattice.delete_service_network, **by_network)
gone(lattice.get_service_network_vpc_association, **by_vpc)
lattice.delete_access_log_subscription(accessLogSubscriptionIdentifier=subscription)
lattice.delete_service_network(**by_network)
logs.delete_log_group(logGroupName=LOG_GROUP)
for security_group in (pods, clients):
    ec2.delete_security_group(GroupId=security_group)
print("nothing is left")
