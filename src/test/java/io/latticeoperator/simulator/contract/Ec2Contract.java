package io.latticeoperator.simulator.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.latticeoperator.aws.Aws;
import org.junit.jupiter.api.Test;

abstract class Ec2Contract extends StockContract {
  Ec2Contract(Aws aws) {
    super(aws);
  }

  private static final String GROUP =
      """
      ec2 = client('ec2')
      vpc = ec2.create_vpc(CidrBlock='10.77.0.0/16', TagSpecifications=mine('vpc'))['Vpc']['VpcId']
      group = ec2.create_security_group(GroupName='pods-' + uuid.uuid4().hex, VpcId=vpc,
          Description='pods')['GroupId']
      def lists(ip=''):
          name = 'com.amazonaws.%s.%svpc-lattice' % (region, ip)
          return ec2.describe_managed_prefix_lists(Filters=[
              {'Name': 'prefix-list-name', 'Values': [name]}])['PrefixLists']
      def tcp(port, **peers):
          return [dict(IpProtocol='tcp', FromPort=port, ToPort=port, **peers)]
      def cidrs(first, count):
          return [{'CidrIp': '172.16.%d.0/24' % i} for i in range(first, first + count)]
      """;

  @Test
  void thePrefixListsOfLatticeAreFoundByTheirNames() {
    assertEquals(
        """
        IPv4 com.amazonaws.R.vpc-lattice AWS ['169.254.171.0/24']
        IPv6 com.amazonaws.R.ipv6.vpc-lattice AWS ['fd00:ec2:80::/64']
        """,
        stock.boto(
            GROUP
                + """
                for found in lists() + lists('ipv6.'):
                    entries = ec2.get_managed_prefix_list_entries(
                        PrefixListId=found['PrefixListId'])['Entries']
                    print(found['AddressFamily'], found['PrefixListName'].replace(region, 'R'),
                        found['OwnerId'].upper(),
                        [e['Cidr'] for e in entries])
                """));
  }

  @Test
  void aGroupIsOpenedAndClosedRuleByRule() {
    assertEquals(
        """
        [('tcp', 8080, 1)]
        InvalidPermission.Duplicate 400
        [(False, 8080)] [(True, -1)]
        80 out
        0
        InvalidPermission.NotFound 400
        InvalidGroup.NotFound 400
        """,
        stock.boto(
            GROUP
                + """
                lattice = [{'PrefixListId': lists()[0]['PrefixListId'], 'Description': 'lattice'}]
                inbound = tcp(8080, PrefixListIds=lattice)
                ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=inbound)
                def described():
                    return ec2.describe_security_groups(GroupIds=[group])['SecurityGroups'][0]
                print([(p['IpProtocol'], p['FromPort'], len(p['PrefixListIds']))
                    for p in described()['IpPermissions']])
                print(refused(ec2.authorize_security_group_ingress, GroupId=group,
                    IpPermissions=inbound))
                rules = ec2.describe_security_group_rules(Filters=[
                    {'Name': 'group-id', 'Values': [group]}])['SecurityGroupRules']
                print(*([(r['IsEgress'], r['FromPort']) for r in rules if r['IsEgress'] == way]
                    for way in (False, True)))
                ec2.revoke_security_group_egress(GroupId=group,
                    SecurityGroupRuleIds=[r['SecurityGroupRuleId'] for r in rules if r['IsEgress']])
                ec2.authorize_security_group_egress(GroupId=group,
                    IpPermissions=tcp(80, IpRanges=[{'CidrIp': '10.0.0.0/8', 'Description': 'out'}]))
                out = described()['IpPermissionsEgress']
                print(out[0]['FromPort'], out[0]['IpRanges'][0]['Description'])
                ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=inbound)
                print(len(described()['IpPermissions']))
                print(refused(ec2.revoke_security_group_ingress, GroupId=group,
                    IpPermissions=inbound))
                print(refused(ec2.authorize_security_group_ingress, GroupId='sg-00000000000000000',
                    IpPermissions=tcp(80, IpRanges=cidrs(0, 1))))
                """));
  }

  @Test
  void aPrefixListOfLatticeCountsAsTenRulesOfItsFamily() {
    account.assumeNot(Aws.LOCALSTACK, "it does not limit the rules of a group");
    account.assumeNot(Aws.REAL, "the account may have another quota");
    assertEquals(
        """
        RulesPerSecurityGroupLimitExceeded 400
        51
        60
        RulesPerSecurityGroupLimitExceeded 400
        """,
        stock.boto(
            GROUP
                + """
                def open(**peers):
                    return ec2.authorize_security_group_ingress(GroupId=group,
                        IpPermissions=tcp(80, **peers))
                def size():
                    rules = ec2.describe_security_group_rules(Filters=[
                        {'Name': 'group-id', 'Values': [group]}])['SecurityGroupRules']
                    return len([r for r in rules if not r['IsEgress']])
                lattice = [{'PrefixListId': lists()[0]['PrefixListId']}]
                open(IpRanges=cidrs(0, 50))
                print(refused(open, IpRanges=cidrs(50, 1), PrefixListIds=lattice))
                open(PrefixListIds=lattice)
                print(size())
                open(Ipv6Ranges=[{'CidrIpv6': 'fd00:%d::/64' % i} for i in range(9)])
                print(size())
                print(refused(open, IpRanges=cidrs(50, 1)))
                """));
  }

  @Test
  void namesAreUniqueInAVpc() {
    assertEquals(
        """
        InvalidGroup.Duplicate 400
        InvalidGroup.NotFound 400
        InvalidVpcID.NotFound 400
        """,
        stock.boto(
            GROUP
                + """
                name = ec2.describe_security_groups(GroupIds=[group])['SecurityGroups'][0]['GroupName']
                print(refused(ec2.create_security_group, GroupName=name, VpcId=vpc, Description='d'))
                ec2.delete_security_group(GroupId=group)
                print(refused(ec2.describe_security_groups, GroupIds=[group]))
                ec2.delete_vpc(VpcId=vpc)
                print(refused(ec2.describe_vpcs, VpcIds=[vpc]))
                """));
  }

  @Test
  void whatIsNotThereIsRefusedAndWhatIsInUseStays() {
    account.assumeNot(Aws.LOCALSTACK, "it finds what is not there, and deletes what is in use");
    assertEquals(
        """
        InvalidPrefixListID.NotFound 400
        InvalidParameterValue 400
        InvalidVpcID.NotFound 400
        DependencyViolation 400
        DependencyViolation 400
        CannotDelete 400
        InvalidGroup.NotFound 400
        DependencyViolation 400
        InvalidVpcID.NotFound 400
        """,
        stock.boto(
            GROUP
                + """
                print(refused(ec2.get_managed_prefix_list_entries,
                    PrefixListId='pl-00000000000000000'))
                print(refused(ec2.create_tags, Resources=[vpc],
                    Tags=[{'Key': 'aws:x', 'Value': 'y'}]))
                print(refused(ec2.create_security_group, GroupName='x', VpcId='vpc-00000000',
                    Description='d'))
                other = ec2.create_security_group(GroupName='other', VpcId=vpc,
                    Description='d')['GroupId']
                peers = [{'GroupId': group}]
                ec2.authorize_security_group_ingress(GroupId=other,
                    IpPermissions=tcp(80, UserIdGroupPairs=peers))
                print(refused(ec2.delete_security_group, GroupId=group))
                print(refused(ec2.delete_vpc, VpcId=vpc))
                default = [g['GroupId'] for g in ec2.describe_security_groups(Filters=[
                    {'Name': 'vpc-id', 'Values': [vpc]}])['SecurityGroups']
                    if g['GroupName'] == 'default'][0]
                print(refused(ec2.delete_security_group, GroupId=default))
                ec2.delete_security_group(GroupId=other)
                ec2.delete_security_group(GroupId=group)
                print(refused(ec2.describe_security_groups, GroupIds=[group]))
                subnet = ec2.create_subnet(VpcId=vpc, CidrBlock='10.77.1.0/24')['Subnet']['SubnetId']
                print(refused(ec2.delete_vpc, VpcId=vpc))
                ec2.delete_subnet(SubnetId=subnet)
                ec2.delete_vpc(VpcId=vpc)
                print(refused(ec2.describe_vpcs, VpcIds=[vpc]))
                """));
  }

  @Test
  void aVpcHasSeveralBlocksAndSubnetsInThem() {
    assertEquals(
        """
        ['10.78.0.0/16', '10.79.0.0/16'] 1
        10.79.4.0/24 True 251 True
        InvalidSubnet.Conflict 400
        InvalidSubnet.Range 400
        InvalidSubnetID.NotFound 400
        [1, 1, 1]
        """,
        stock.boto(
            """
            ec2 = client('ec2')
            vpc = ec2.create_vpc(CidrBlock='10.78.0.0/16', AmazonProvidedIpv6CidrBlock=True,
                TagSpecifications=mine('vpc'))['Vpc']['VpcId']
            ec2.associate_vpc_cidr_block(VpcId=vpc, CidrBlock='10.79.0.0/16')
            described = ec2.describe_vpcs(VpcIds=[vpc])['Vpcs'][0]
            print([b['CidrBlock'] for b in described['CidrBlockAssociationSet']],
                len(described['Ipv6CidrBlockAssociationSet']))
            def subnet(cidr):
                return ec2.create_subnet(VpcId=vpc, CidrBlock=cidr,
                    AvailabilityZone=region + 'b')['Subnet']
            made = subnet('10.79.4.0/24')
            print(made['CidrBlock'], made['AvailabilityZone'] == region + 'b', made['AvailableIpAddressCount'],
                made['SubnetArn'].endswith(':subnet/' + made['SubnetId']))
            print(refused(subnet, cidr='10.79.4.128/25'))
            print(refused(subnet, cidr='192.168.0.0/24'))
            print(refused(ec2.describe_subnets, SubnetIds=['subnet-00000000']))
            for i in range(2):
                subnet('10.78.%d.0/24' % i)
            found = ec2.get_paginator('describe_subnets').paginate(
                Filters=[{'Name': 'vpc-id', 'Values': [vpc]}])
            print([1 for page in found for subnet in page['Subnets']])
            """));
  }

  @Test
  void everythingCanBeTagged() {
    assertEquals(
        """
        {'team': 'a'} {'rule': 'r'}
        [('other', 'x'), ('team', 'a')]
        True
        [('other', 'x')]
        """,
        stock.boto(
            GROUP
                + """
                def tags(of):
                    return {t['Key']: t['Value'] for t in of}
                def specified(kind, key, value):
                    return [{'ResourceType': kind, 'Tags': [{'Key': key, 'Value': value}]}]
                tagged = ec2.create_security_group(GroupName='tagged', VpcId=vpc, Description='d',
                    TagSpecifications=specified('security-group', 'team', 'a'))['GroupId']
                rule = ec2.authorize_security_group_ingress(GroupId=tagged,
                    IpPermissions=tcp(80, IpRanges=cidrs(0, 1)),
                    TagSpecifications=specified('security-group-rule', 'rule', 'r')
                    )['SecurityGroupRules'][0]['SecurityGroupRuleId']
                def rules():
                    return ec2.describe_security_group_rules(SecurityGroupRuleIds=[rule])[
                        'SecurityGroupRules'][0]
                found = ec2.describe_security_groups(Filters=[
                    {'Name': 'tag:team', 'Values': ['a*']}, {'Name': 'vpc-id', 'Values': [vpc]}])
                print(tags(found['SecurityGroups'][0]['Tags']), tags(rules()['Tags']))
                ec2.create_tags(Resources=[tagged, vpc], Tags=[{'Key': 'other', 'Value': 'x'}])
                def described():
                    return sorted((t['Key'], t['Value']) for t in ec2.describe_tags(Filters=[
                        {'Name': 'resource-id', 'Values': [tagged]}])['Tags'])
                print(described())
                print(ec2.describe_vpcs(Filters=[{'Name': 'tag-key', 'Values': ['other']},
                    {'Name': 'vpc-id', 'Values': [vpc]}])['Vpcs'][0]['VpcId'] == vpc)
                ec2.delete_tags(Resources=[tagged], Tags=[{'Key': 'team'}])
                print(described())
                """));
  }

  @Test
  void aBackslashTakesItsMeaningFromACharacterOfAFilter() {
    assertEquals(
        """
        2 1 1
        """,
        stock.boto(
            GROUP
                + """
                for name in ['a*b', 'axb']:
                    ec2.create_security_group(GroupName=name, VpcId=vpc, Description='d',
                        TagSpecifications=[{'ResourceType': 'security-group', 'Tags': [
                            {'Key': 'odd', 'Value': name}]}])
                def count(*filters):
                    return len(ec2.describe_security_groups(Filters=[
                        {'Name': 'vpc-id', 'Values': [vpc]}, *filters])['SecurityGroups'])
                def odd(value):
                    return count({'Name': 'tag:odd', 'Values': [value]})
                print(odd('a*b'), odd('a\\\\*b'), odd('ax?'))
                """));
  }

  @Test
  void aDryRunOnlyTellsThatTheCallerMay() {
    assertEquals(
        """
        DryRunOperation 412
        0
        """,
        stock.boto(
            GROUP
                + """
                print(refused(ec2.create_security_group, GroupName='dry', VpcId=vpc, Description='d',
                    DryRun=True))
                print(len(ec2.describe_security_groups(Filters=[
                    {'Name': 'group-name', 'Values': ['dry']}, {'Name': 'vpc-id', 'Values': [vpc]}])['SecurityGroups']))
                """));
  }
}
