#!/usr/bin/env bash
# The ten steps as one types them, with the aws CLI.
# Usage: recipe.sh REGION PODS_VPC CLIENTS_VPC
set -euo pipefail

region=$1 pods_vpc=$2 clients_vpc=$3
export AWS_DEFAULT_OUTPUT=text AWS_PAGER=

# Runs a command that AWS must refuse, and checks the error's name.
refused() {
  local name=$1
  shift
  if answer=$("$@" 2>&1); then
    echo "not refused: $*" && exit 1
  fi
  [[ $answer == *"($name)"* ]] || { echo "$answer" && exit 1; }
}

# Repeats a command until it prints the text.
until_it_says() {
  local text=$1
  shift
  for _ in {1..20}; do
    [[ $("$@") == "$text" ]] && return
  done
  echo "never '$text': $*" && exit 1
}

# Repeats a command until it fails, because what it reads is gone.
until_gone() {
  for _ in {1..20}; do
    "$@" >/dev/null 2>&1 || return 0
  done
  echo "still there: $*" && exit 1
}

network=$(aws vpc-lattice create-service-network --name shop --auth-type NONE --query id)
echo "1 service network"

list=$(aws ec2 describe-managed-prefix-lists --query 'PrefixLists[0].PrefixListId' \
  --filters "Name=prefix-list-name,Values=com.amazonaws.$region.vpc-lattice")
pods=$(aws ec2 create-security-group --group-name pods --description pods --vpc-id "$pods_vpc" --query GroupId)
aws ec2 authorize-security-group-ingress --group-id "$pods" \
  --ip-permissions "IpProtocol=tcp,FromPort=8080,ToPort=8080,PrefixListIds=[{PrefixListId=$list}]" >/dev/null
clients=$(aws ec2 create-security-group --group-name clients --description clients --vpc-id "$clients_vpc" --query GroupId)
aws ec2 authorize-security-group-ingress --group-id "$clients" --protocol tcp --port 80 --cidr 10.2.0.0/16 >/dev/null
echo "2 security groups"

vpc_association=$(aws vpc-lattice create-service-network-vpc-association --query id \
  --service-network-identifier "$network" --vpc-identifier "$clients_vpc" --security-group-ids "$clients")
echo "3 VPC association"

group=$(aws vpc-lattice create-target-group --name shop --type IP --query id \
  --config '{"port":8080,"protocol":"HTTP","vpcIdentifier":"'"$pods_vpc"'"}')
until_it_says ACTIVE aws vpc-lattice get-target-group --target-group-identifier "$group" --query status
echo "4 target group"

aws vpc-lattice update-target-group --target-group-identifier "$group" \
  --health-check '{"enabled":true,"path":"/healthz","healthCheckIntervalSeconds":10}' >/dev/null
echo "5 health check"

aws vpc-lattice register-targets --target-group-identifier "$group" --targets id=10.1.0.5 id=10.1.0.6,port=8080 >/dev/null
echo "6 targets"

service=$(aws vpc-lattice create-service --name shop --query id)
until_it_says ACTIVE aws vpc-lattice get-service --service-identifier "$service" --query status
listener=$(aws vpc-lattice create-listener --service-identifier "$service" --name http --protocol HTTP --port 80 --query id \
  --default-action "forward={targetGroups=[{targetGroupIdentifier=$group}]}")
aws vpc-lattice create-rule --service-identifier "$service" --listener-identifier "$listener" --name api --priority 10 \
  --match 'httpMatch={pathMatch={match={prefix=/api}}}' \
  --action "forward={targetGroups=[{targetGroupIdentifier=$group}]}" >/dev/null
echo "7 service"

association=$(aws vpc-lattice create-service-network-service-association --query id \
  --service-network-identifier "$network" --service-identifier "$service")
domain=$(aws vpc-lattice get-service --service-identifier "$service" --query dnsEntry.domainName)
[[ $domain == shop-*."$region".on.aws ]]
until_it_says $'HEALTHY\tHEALTHY' aws vpc-lattice list-targets --target-group-identifier "$group" --query 'items[].status'
echo "8 service association"

aws logs create-log-group --log-group-name /lattice/shop
aws logs put-retention-policy --log-group-name /lattice/shop --retention-in-days 7
logs=$(aws logs describe-log-groups --log-group-name-prefix /lattice/shop --query 'logGroups[0].arn')
subscription=$(aws vpc-lattice create-access-log-subscription --resource-identifier "$network" --destination-arn "$logs" --query id)
echo "9 access logs"

aws cloudwatch put-dashboard --dashboard-name shop --dashboard-body \
  '{"widgets":[{"type":"metric","properties":{"region":"'"$region"'","metrics":[["AWS/VpcLattice","TotalRequestCount","Service","'"$service"'"]]}}]}' >/dev/null
echo "10 dashboard"

refused ConflictException aws vpc-lattice delete-service --service-identifier "$service"
aws vpc-lattice delete-service-network-service-association --service-network-service-association-identifier "$association" >/dev/null
until_gone aws vpc-lattice get-service-network-service-association --service-network-service-association-identifier "$association"
aws vpc-lattice delete-service --service-identifier "$service" >/dev/null
until_gone aws vpc-lattice get-service --service-identifier "$service"
refused ConflictException aws vpc-lattice delete-target-group --target-group-identifier "$group"
aws vpc-lattice deregister-targets --target-group-identifier "$group" --targets id=10.1.0.5,port=8080 id=10.1.0.6,port=8080 >/dev/null
until_it_says "" aws vpc-lattice list-targets --target-group-identifier "$group" --query 'items[].id'
aws vpc-lattice delete-target-group --target-group-identifier "$group" >/dev/null
refused ConflictException aws vpc-lattice delete-service-network --service-network-identifier "$network"
aws vpc-lattice delete-service-network-vpc-association --service-network-vpc-association-identifier "$vpc_association" >/dev/null
until_gone aws vpc-lattice get-service-network-vpc-association --service-network-vpc-association-identifier "$vpc_association"
aws vpc-lattice delete-access-log-subscription --access-log-subscription-identifier "$subscription"
aws vpc-lattice delete-service-network --service-network-identifier "$network"
aws cloudwatch delete-dashboards --dashboard-names shop
aws logs delete-log-group --log-group-name /lattice/shop
aws ec2 delete-security-group --group-id "$pods" >/dev/null
aws ec2 delete-security-group --group-id "$clients" >/dev/null
echo "nothing is left"
