package io.latticeoperator.simulator.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.latticeoperator.aws.Aws;
import org.junit.jupiter.api.Test;

abstract class Route53Contract extends StockContract {
  private static final String ZONE =
      """
      import time
      dns = client('route53')
      def ref():
          return uuid.uuid4().hex
      domain = 'x' + ref()[:12] + '.example'
      made = dns.create_hosted_zone(Name=domain, CallerReference=ref())
      zone = made['HostedZone']['Id'].split('/')[-1]
      def change(*changes, zone=zone):
          return dns.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={'Changes': [
              {'Action': a, 'ResourceRecordSet': r} for a, r in changes]})['ChangeInfo']
      def record(name, kind, *values, **more):
          return dict(Name=name + '.' + domain if name else domain, Type=kind, TTL=60,
              ResourceRecords=[{'Value': v} for v in values], **more)
      def alias(name, target, target_zone, kind='A'):
          return dict(Name=name + '.' + domain, Type=kind, AliasTarget={
              'HostedZoneId': target_zone, 'DNSName': target, 'EvaluateTargetHealth': False})
      def names(**arguments):
          listed = dns.list_resource_record_sets(HostedZoneId=zone, **arguments)
          return [(r['Name'].replace(domain, 'D'), r['Type'])
              for r in listed['ResourceRecordSets']]
      def why(call):
          try:
              call()
          except ClientError as e:
              return e.response['Error']['Message'].replace(domain, 'D').replace(zone, 'Z')
      """;

  Route53Contract(Aws aws) {
    super(aws);
  }

  @Test
  void zonesAreMadeFoundAndDeleted() {
    assertEquals(
        """
        201 4 False 2
        [('D.', 'NS'), ('D.', 'SOA')]
        True True
        HostedZoneNotEmpty 400
        200
        NoSuchHostedZone 404
        NoSuchHostedZone 404
        """,
        stock.boto(
            ZONE
                + """
                print(made['ResponseMetadata']['HTTPStatusCode'],
                    len(made['DelegationSet']['NameServers']),
                    made['HostedZone']['Config']['PrivateZone'],
                    dns.get_hosted_zone(Id=zone)['HostedZone']['ResourceRecordSetCount'])
                print(names())
                print(zone in [z['Id'].split('/')[-1] for page in
                        dns.get_paginator('list_hosted_zones').paginate(
                            PaginationConfig={'PageSize': 1}) for z in page['HostedZones']],
                    dns.list_hosted_zones_by_name(DNSName=domain)['HostedZones'][0]['Name']
                        == domain + '.')
                change(('CREATE', record('www', 'A', '192.0.2.1')))
                print(refused(dns.delete_hosted_zone, Id=zone))
                change(('DELETE', record('www', 'A', '192.0.2.1')))
                print(dns.delete_hosted_zone(Id=zone)['ResponseMetadata']['HTTPStatusCode'])
                print(refused(dns.get_hosted_zone, Id=zone))
                print(refused(dns.list_resource_record_sets, HostedZoneId=zone))
                """));
  }

  @Test
  void recordsAreCreatedAndReplaced() {
    assertEquals(
        """
        [('D.', 'NS'), ('D.', 'SOA'), ('www.D.', 'A'), ('www.D.', 'TXT')]
        ['192.0.2.7']
        """,
        stock.boto(
            ZONE
                + """
                change(('CREATE', record('www', 'TXT', '"x"')),
                    ('CREATE', record('www', 'A', '192.0.2.1')))
                print(names())
                change(('UPSERT', record('www', 'A', '192.0.2.7')))
                found = dns.list_resource_record_sets(HostedZoneId=zone, StartRecordName='www.' + domain,
                    StartRecordType='A', MaxItems='1')['ResourceRecordSets'][0]
                print([r['Value'] for r in found['ResourceRecords']])
                """));
  }

  @Test
  void changesHappenAllOrNone() {
    account.assumeNot(
        Aws.LOCALSTACK, "it makes the changes of a batch one by one, and takes a reference twice");
    assertEquals(
        """
        InvalidChangeBatch 400
        [('D.', 'NS'), ('D.', 'SOA'), ('www.D.', 'A')]
        InvalidChangeBatch 400
        HostedZoneAlreadyExists 409
        ['\\\\052.D.', 'www.D.']
        """,
        stock.boto(
            ZONE
                + """
                change(('CREATE', record('www', 'A', '192.0.2.1')))
                print(refused(lambda: change(('CREATE', record('new', 'A', '192.0.2.2')),
                    ('CREATE', record('www', 'A', '192.0.2.2')))))
                print(names())
                print(refused(lambda: change(('DELETE', record('none', 'A', '192.0.2.2')))))
                print(refused(dns.create_hosted_zone, Name=domain,
                    CallerReference=made['HostedZone']['CallerReference']))
                change(('CREATE', record('*', 'A', '192.0.2.1')))
                print([n for n, t in names() if t == 'A'])
                """));
  }

  @Test
  void recordsAreInTheOrderOfReversedLabels() {
    assertEquals(
        """
        ['D.', 'D.', 'a.D.', 'b.a.D.', 'c.a.D.', 'z.a.D.', 'b.D.']
        True ['a.D.']
        [2, 2, 2, 1]
        """,
        stock.boto(
            ZONE
                + """
                change(*(('CREATE', record(n, 'A', '192.0.2.1'))
                    for n in ('b', 'z.a', 'a', 'c.a', 'b.a')))
                print([n for n, t in names()])
                page = dns.list_resource_record_sets(HostedZoneId=zone, MaxItems='2')
                print(page['IsTruncated'], [page['NextRecordName'].replace(domain, 'D')])
                pages = dns.get_paginator('list_resource_record_sets').paginate(
                    HostedZoneId=zone, PaginationConfig={'PageSize': 2})
                print([len(p['ResourceRecordSets']) for p in pages])
                """));
  }

  @Test
  void weightedRecordsShareANameAndAChangeBecomesInsync() {
    assertEquals(
        """
        [('a', 10), ('b', 20)]
        True
        """,
        stock.boto(
            ZONE
                + """
                info = change(*(('CREATE', record('w', 'A', '192.0.2.1', SetIdentifier=i, Weight=w))
                    for i, w in (('a', 10), ('b', 20))))
                found = dns.list_resource_record_sets(HostedZoneId=zone)['ResourceRecordSets']
                print([(r['SetIdentifier'], r['Weight']) for r in found if 'Weight' in r])
                for i in range(100):
                    if dns.get_change(Id=info['Id'])['ChangeInfo']['Status'] == 'INSYNC':
                        break
                    time.sleep(0.05)
                print(dns.get_change(Id=info['Id'])['ChangeInfo']['Status'] == 'INSYNC')
                """));
  }

  @Test
  void aRefusedBatchIsToldInTheWordsOfRoute53() {
    account.assumeNot(Aws.LOCALSTACK, "it checks less, and has words of its own");
    assertEquals(
        """
        [Tried to create resource record set [name='www.D.', type='A'] but it already exists]
        [Tried to delete resource record set [name='www.D.', type='A'] but the values provided do \
        not match the current values]
        [RRSet with DNS name other.example. is not permitted in zone D.]
        [RRSet of type CNAME with DNS name D. is not permitted at apex in zone D.]
        [RRSet of type CNAME with DNS name www.D. is not permitted as it conflicts with other \
        records with the same DNS name in zone D.]
        [Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid \
        IPv4 address) encountered with '300.0.0.1'']
        [A HostedZone must contain exactly one SOA record.]
        InvalidInput 400
        NoSuchHealthCheck 404
        NoSuchChange 404
        """,
        stock.boto(
            ZONE
                + """
                change(('CREATE', record('www', 'A', '192.0.2.1')))
                print(why(lambda: change(('CREATE', record('www', 'A', '192.0.2.1')))))
                print(why(lambda: change(('DELETE', record('www', 'A', '192.0.2.9')))))
                print(why(lambda: change(('CREATE', dict(record('', 'A', '192.0.2.1'),
                    Name='other.example')))))
                print(why(lambda: change(('CREATE', record('', 'CNAME', 'a.example')))))
                print(why(lambda: change(('CREATE', record('www', 'CNAME', 'a.example')))))
                print(why(lambda: change(('CREATE', record('bad', 'A', '300.0.0.1')))))
                soa = [r for r in dns.list_resource_record_sets(HostedZoneId=zone)[
                    'ResourceRecordSets'] if r['Type'] == 'SOA'][0]
                print(why(lambda: change(('DELETE', soa))))
                print(refused(lambda: change(('CREATE', {'Name': 'x.' + domain, 'Type': 'A'}))))
                print(refused(lambda: change(('CREATE', record('hc', 'A', '192.0.2.1',
                    HealthCheckId='nobody')))))
                print(refused(dns.get_change, Id='C00000000000000000'))
                """));
  }

  @Test
  void anAliasPointsToAServiceOfLattice() {
    account.assumeNot(Aws.LOCALSTACK, "it has no VPC Lattice");
    assertEquals(
        """
        True
        [Tried to create an alias that targets www.example., type A in zone LZ, but the alias \
        target name does not lie within the target zone]
        [Tried to create an alias that targets none.D., type A in zone Z, but that target was not \
        found]
        """,
        stock.boto(
            ZONE
                + """
                entry = client('vpc-lattice').create_service(name='shop')['dnsEntry']
                target = entry['domainName'], entry['hostedZoneId']
                change(('CREATE', alias('shop', *target)), ('CREATE', alias('shop', *target, 'AAAA')))
                found = dns.list_resource_record_sets(HostedZoneId=zone)['ResourceRecordSets']
                print([r['AliasTarget']['DNSName'] for r in found if 'AliasTarget' in r]
                    == [target[0] + '.'] * 2)
                print(why(lambda: change(('CREATE', alias('no', 'www.example', target[1]))))
                    .replace(target[1], 'LZ'))
                print(why(lambda: change(('CREATE', alias('no', 'none.' + domain, zone)))))
                """));
  }

  @Test
  void aPrivateZoneIsForItsVpc() {
    account.assumeNot(Aws.LOCALSTACK, "it makes a public zone where a private one is asked for");
    assertEquals(
        """
        True True
        ConflictingDomainExists 400
        InvalidVPCId 400
        """,
        stock.boto(
            ZONE
                + """
                vpc = client('ec2').create_vpc(CidrBlock='10.79.0.0/16')['Vpc']['VpcId']
                def private(vpc):
                    return dns.create_hosted_zone(Name='inside.' + domain, CallerReference=ref(),
                        VPC={'VPCRegion': region, 'VPCId': vpc})['HostedZone']['Id']
                found = dns.get_hosted_zone(Id=private(vpc))
                print(found['HostedZone']['Config']['PrivateZone'],
                    [v['VPCId'] for v in found['VPCs']] == [vpc])
                print(refused(private, vpc=vpc))
                print(refused(private, vpc='vpc-00000000'))
                """));
  }

  @Test
  void aHealthCheckHasItsLife() {
    assertEquals(
        """
        201 HTTP 80 30 3 1
        [True]
        5
        NoSuchHealthCheck 404
        """,
        stock.boto(
            """
            dns = client('route53')
            made = dns.create_health_check(CallerReference=uuid.uuid4().hex, HealthCheckConfig={
                'Type': 'HTTP', 'FullyQualifiedDomainName': 'www.example.com', 'Port': 80,
                'RequestInterval': 30, 'FailureThreshold': 3})
            check = made['HealthCheck']
            config = check['HealthCheckConfig']
            print(made['ResponseMetadata']['HTTPStatusCode'], config['Type'], config['Port'],
                config['RequestInterval'], config['FailureThreshold'], check['HealthCheckVersion'])
            print([c['Id'] == check['Id'] for c in dns.list_health_checks()['HealthChecks']
                if c['Id'] == check['Id']])
            print(dns.update_health_check(HealthCheckId=check['Id'], FailureThreshold=5)[
                'HealthCheck']['HealthCheckConfig']['FailureThreshold'])
            dns.delete_health_check(HealthCheckId=check['Id'])
            print(refused(dns.get_health_check, HealthCheckId=check['Id']))
            """));
  }

  @Test
  void aHealthCheckMustMakeSense() {
    account.assumeNot(Aws.LOCALSTACK, "it takes any configuration");
    assertEquals(
        """
        True
        HealthCheckAlreadyExists 409
        InvalidInput 400
        InvalidInput 400
        InvalidInput 400
        InvalidInput 400
        InvalidInput 400
        CLOUDWATCH_METRIC LastKnownStatus
        [] NoSuchHealthCheck 404
        HealthCheckVersionMismatch 409
        """,
        stock.boto(
            """
            dns = client('route53')
            def create(reference=None, **config):
                return dns.create_health_check(CallerReference=reference or uuid.uuid4().hex,
                    HealthCheckConfig=config)['HealthCheck']
            http = dict(Type='HTTP', FullyQualifiedDomainName='www.example.com')
            print(create('same', **http)['Id'] == create('same', **http)['Id'])
            print(refused(create, reference='same', Port=81, **http))
            print(refused(create, reference='r' * 65, **http))
            print(refused(create, RequestInterval=20, **http))
            print(refused(create, FailureThreshold=11, **http))
            print(refused(create, Type='HTTP', IPAddress='169.254.171.0'))
            print(refused(create, Type='CLOUDWATCH_METRIC'))
            metric = create(Type='CLOUDWATCH_METRIC', AlarmIdentifier={
                'Region': region, 'Name': 'unhealthy'})
            print(metric['HealthCheckConfig']['Type'],
                metric['HealthCheckConfig']['InsufficientDataHealthStatus'])
            print(dns.get_health_check_status(HealthCheckId=metric['Id'])['HealthCheckObservations'],
                refused(dns.get_health_check_status, HealthCheckId='nobody'))
            print(refused(dns.update_health_check, HealthCheckId=metric['Id'], HealthCheckVersion=9))
            """));
  }

  @Test
  void whatTheSimulatorDoesNotHaveIsNamed() {
    account.assumeNot(Aws.LOCALSTACK, "it is about what the simulator has not");
    assertEquals(
        """
        The simulator does not have the operation GET /2013-04-01/hostedzonecount
        """,
        stock.boto(ZONE + "print(why(dns.get_hosted_zone_count))"));
  }
}
