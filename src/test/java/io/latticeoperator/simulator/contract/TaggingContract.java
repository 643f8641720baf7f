package io.latticeoperator.simulator.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.latticeoperator.aws.Aws;
import org.junit.jupiter.api.Test;

abstract class TaggingContract extends StockContract {
  private static final String TAGS =
      """
      api = client('resourcegroupstaggingapi')
      run = uuid.uuid4().hex
      def found(**arguments):
          pages = api.get_paginator('get_resources').paginate(**arguments)
          return [r for page in pages for r in page['ResourceTagMappingList']]
      def tags(resource):
          return {t['Key']: t['Value'] for t in resource['Tags'] if t['Key'] != 'run'}
      """;

  TaggingContract(Aws aws) {
    super(aws);
  }

  @Test
  void securityGroupsAreFoundByTheirTags() {
    assertEquals(
        """
        1 {'team': 'a'}
        2
        0
        True True
        """,
        stock.boto(
            TAGS
                + """
                ec2 = client('ec2')
                vpc = ec2.create_vpc(CidrBlock='10.80.0.0/16')['Vpc']['VpcId']
                for name in 'ab':
                    ec2.create_security_group(GroupName=name + run, VpcId=vpc, Description='d',
                        TagSpecifications=[{'ResourceType': 'security-group', 'Tags': [
                            {'Key': 'run', 'Value': run}, {'Key': 'team', 'Value': name}]}])
                mine = {'Key': 'run', 'Values': [run]}
                a = found(TagFilters=[mine, {'Key': 'team', 'Values': ['a']}],
                    ResourceTypeFilters=['ec2:security-group'])
                print(len(a), tags(a[0]))
                print(len(found(TagFilters=[mine, {'Key': 'team', 'Values': ['a', 'b']}])))
                print(len(found(TagFilters=[mine], ResourceTypeFilters=['ec2:vpc'])))
                print('team' in api.get_tag_keys()['TagKeys'],
                    run in api.get_tag_values(Key='run')['TagValues'])
                """));
  }

  @Test
  void resourcesOfLatticeAreFoundByTypeTagAndArn() {
    account.assumeNot(Aws.LOCALSTACK, "it has no VPC Lattice");
    assertEquals(
        """
        ['service', 'servicenetwork'] ['service']
        {'team': 'a'}
        [1, 1, '']
        InvalidParameterException 400
        PaginationTokenExpiredException 400
        InvalidParameterException 400
        """,
        stock.boto(
            TAGS
                + """
                lattice = client('vpc-lattice')
                service = lattice.create_service(name='shop', tags={'team': 'a'})['arn']
                lattice.create_service_network(name='net', tags={'team': 'b'})
                lattice.create_service(name='plain')
                def types(**arguments):
                    return sorted(r['ResourceARN'].split(':')[5].split('/')[0]
                        for r in found(**arguments))
                print(types(ResourceTypeFilters=['vpc-lattice']),
                    types(ResourceTypeFilters=['vpc-lattice:service']))
                print(tags(found(ResourceARNList=[service])[0]))
                pages = list(api.get_paginator('get_resources').paginate(
                    PaginationConfig={'PageSize': 1}))
                print([len(p['ResourceTagMappingList']) for p in pages]
                    + [pages[-1]['PaginationToken']])
                print(refused(api.get_resources, ResourceARNList=[service],
                    ResourceTypeFilters=['vpc-lattice']))
                print(refused(api.get_resources, PaginationToken='nobody gave it'))
                print(refused(api.get_resources, TagFilters=[{'Key': 'k%d' % i}
                    for i in range(51)]))
                """));
  }

  @Test
  void aLogGroupIsFoundAndTagged() {
    assertEquals(
        """
        [{'team': 'a'}] 0
        {} [{'cost': '1', 'team': 'a'}]
        """,
        stock.boto(
            TAGS
                + """
                client('logs').create_log_group(logGroupName='/shop/a', tags={'team': 'a'})
                mine = dict(TagFilters=[{'Key': 'team', 'Values': ['a']}])
                groups = found(ResourceTypeFilters=['logs'], **mine)
                print([tags(g) for g in groups],
                    len(found(ResourceTypeFilters=['logs'], TagFilters=[
                        {'Key': 'team', 'Values': ['b']}])))
                print(api.tag_resources(ResourceARNList=[groups[0]['ResourceARN']],
                        Tags={'cost': '1'})['FailedResourcesMap'],
                    [dict(sorted(tags(g).items())) for g in found(**mine)])
                """));
  }

  @Test
  void logGroupsAlarmsAndSharesAreFoundAndChanged() {
    account.assumeNot(Aws.LOCALSTACK, "it has no RAM, and UntagResources is not there");
    assertEquals(
        """
        ['alarm', 'log-group', 'resource-share']
        {}
        [{'cost': '1', 'team': 'a'}, {'cost': '1', 'team': 'a'}, {'cost': '1', 'team': 'a'}]
        {} []
        ResourceNotFoundException 400
        """,
        stock.boto(
            TAGS
                + """
                logs = client('logs')
                logs.create_log_group(logGroupName='/shop/a', tags={'team': 'a'})
                client('ram').create_resource_share(name='shop', tags=[
                    {'key': 'team', 'value': 'a'}])
                client('cloudwatch').put_metric_alarm(AlarmName='shop', Namespace='Shop',
                    MetricName='x', Statistic='Sum', Period=60, EvaluationPeriods=1, Threshold=1,
                    ComparisonOperator='GreaterThanThreshold',
                    Tags=[{'Key': 'team', 'Value': 'a'}])
                mine = dict(TagFilters=[{'Key': 'team', 'Values': ['a']}])
                arns = [r['ResourceARN'] for r in found(**mine)]
                print(sorted(arn.split(':')[5].split('/')[0] for arn in arns))
                print(api.tag_resources(ResourceARNList=arns, Tags={'cost': '1'})[
                    'FailedResourcesMap'])
                print([tags(r) for r in found(**mine)])
                print(api.untag_resources(ResourceARNList=arns, TagKeys=['team'])[
                    'FailedResourcesMap'], found(**mine))
                gone = 'arn:aws:logs:%s:%s:log-group:/gone' % (region, account)
                failed = api.tag_resources(ResourceARNList=[gone], Tags={'cost': '1'})[
                    'FailedResourcesMap'][gone]
                print(failed['ErrorCode'], failed['StatusCode'])
                """));
  }

  @Test
  void tagsChangeInTheServicesThatHaveThem() {
    account.assumeNot(Aws.LOCALSTACK, "it has no VPC Lattice");
    assertEquals(
        """
        {}
        {'cost': '1'} {'cost': '1', 'team': 'a'}
        ResourceNotFoundException 404
        {} {'team': 'a'}
        InvalidParameterException 400
        """,
        stock.boto(
            TAGS
                + """
                lattice = client('vpc-lattice')
                network = lattice.create_service_network(name='net', tags={'team': 'a'})['arn']
                vpc = client('ec2').create_vpc(CidrBlock='10.81.0.0/16')['Vpc']['VpcId']
                vpc_arn = 'arn:aws:ec2:%s:%s:vpc/%s' % (region, account, vpc)
                print(api.tag_resources(ResourceARNList=[network, vpc_arn], Tags={'cost': '1'})[
                    'FailedResourcesMap'])
                print(tags(found(ResourceARNList=[vpc_arn])[0]),
                    lattice.list_tags_for_resource(resourceArn=network)['tags'])
                gone = network[:-4] + '0000'
                failed = api.tag_resources(ResourceARNList=[gone], Tags={'cost': '1'})[
                    'FailedResourcesMap'][gone]
                print(failed['ErrorCode'], failed['StatusCode'])
                print(api.untag_resources(ResourceARNList=[network, vpc_arn], TagKeys=['cost'])[
                    'FailedResourcesMap'], tags(found(ResourceARNList=[network])[0]))
                print(refused(api.tag_resources, ResourceARNList=['svc'], Tags={'cost': '1'}))
                """));
  }
}
