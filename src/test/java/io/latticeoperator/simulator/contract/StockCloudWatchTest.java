package io.latticeoperator.simulator.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.latticeoperator.aws.Aws;
import io.latticeoperator.aws.StockClient;
import io.latticeoperator.aws.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * CloudWatch by boto3 in each of its protocols, for the simulator alone: LocalStack speaks the
 * query protocol only, knows no percentiles and refuses little.
 */
@Tag("aws-cli")
class StockCloudWatchTest {
  private final TestAccount account = Aws.SIMULATOR.open();
  private final StockClient stock = new StockClient(account);

  @AfterEach
  void close() {
    account.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "smithy-rpc-v2-cbor", "query"})
  void botoIsAnsweredAlikeInEachProtocol(String protocol) {
    var script =
        """
        import botocore.model, boto3, datetime, json
        botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS = ('PROTOCOL',)
        c = boto3.client('cloudwatch')
        assert c.meta.service_model.resolved_protocol == 'PROTOCOL'
        now = datetime.datetime.now(datetime.timezone.utc)
        at = (now - datetime.timedelta(minutes=10)).replace(second=0, microsecond=0)
        pod = [{'Name': 'Pod', 'Value': 'a'}]
        c.put_metric_data(Namespace='Shop', MetricData=[
            {'MetricName': 'Latency', 'Dimensions': pod, 'Timestamp': at, 'Unit': 'Milliseconds',
             'Values': [1.5, 2.5, 10], 'Counts': [2, 1, 1]},
            {'MetricName': 'Errors', 'Dimensions': pod, 'Timestamp': at, 'Value': 2}])
        print([(m['MetricName'], m['Dimensions']) for m in
               c.list_metrics(Namespace='Shop')['Metrics']])
        p = c.get_metric_statistics(Namespace='Shop', MetricName='Latency', Dimensions=pod,
            StartTime=at, EndTime=now, Period=60, Statistics=['Sum', 'SampleCount', 'Maximum'],
            ExtendedStatistics=['p50', 'p99'])['Datapoints'][0]
        assert p['Timestamp'] == at, (p, at)
        print(p['Sum'], p['SampleCount'], p['Maximum'], p['ExtendedStatistics'], p['Unit'])
        def stat(name, stat):
            return {'Metric': {'Namespace': 'Shop', 'MetricName': name, 'Dimensions': pod},
                    'Period': 60, 'Stat': stat}
        r = c.get_metric_data(StartTime=at, EndTime=now, MetricDataQueries=[
            {'Id': 'n', 'MetricStat': stat('Latency', 'SampleCount'), 'ReturnData': False},
            {'Id': 'e', 'MetricStat': stat('Errors', 'Sum'), 'ReturnData': False},
            {'Id': 'rate', 'Expression': '100 * e / n', 'Label': 'error rate'}])
        print([(x['Id'], x['Label'], x['Values'], x['StatusCode'], x['Timestamps'] == [at])
               for x in r['MetricDataResults']])
        def refused(call, **parameters):
            try:
                call(**parameters)
            except c.exceptions.ClientError as e:
                print(type(e).__name__, e.response['Error']['Code'],
                      e.response['ResponseMetadata']['HTTPStatusCode'])
        refused(c.put_metric_data, Namespace='AWS/VpcLattice',
                MetricData=[{'MetricName': 'x', 'Value': 1}])
        refused(c.put_metric_data, Namespace='Shop',
                MetricData=[{'MetricName': 'x', 'Value': 1, 'Values': [1]}])
        refused(c.put_metric_data, Namespace='Shop', MetricData=[
                {'MetricName': 'x', 'Value': 1, 'Timestamp': at - datetime.timedelta(days=15)}])
        refused(c.get_dashboard, DashboardName='none')
        refused(c.put_dashboard, DashboardName='a b', DashboardBody='{"widgets":[]}')
        refused(c.put_dashboard, DashboardName='a', DashboardBody='{"widgets":[{"type":"tv"}]}')
        refused(c.get_metric_data, StartTime=at, EndTime=now, MetricDataQueries=[
                {'Id': 'a', 'Expression': 'a +'}])
        refused(c.set_alarm_state, AlarmName='none', StateValue='OK', StateReason='x')
        print(c.put_dashboard(DashboardName='a', DashboardBody=json.dumps({'widgets': [
            {'type': 'text', 'tall': 1, 'properties': {'markdown': 'x'}}]}
            ))['DashboardValidationMessages'])
        e = c.list_dashboards()['DashboardEntries'][0]
        print(e['DashboardName'], e['Size'], e['LastModified'] >= at)
        c.put_metric_alarm(AlarmName='busy', MetricName='Errors', Namespace='Shop', Dimensions=pod,
            Statistic='Sum', Period=60, EvaluationPeriods=2, DatapointsToAlarm=1, Threshold=1,
            ComparisonOperator='GreaterThanOrEqualToThreshold', TreatMissingData='notBreaching',
            AlarmActions=['arn:aws:sns:eu-central-1:111122223333:pager'],
            Tags=[{'Key': 'team', 'Value': 'a'}])
        a = c.describe_alarms(AlarmNamePrefix='bu')['MetricAlarms'][0]
        print(a['StateValue'], a['Period'], a['Threshold'], a['DatapointsToAlarm'],
              a['AlarmActions'], a['StateUpdatedTimestamp'] >= at)
        print(c.list_tags_for_resource(ResourceARN=a['AlarmArn'])['Tags'])
        c.delete_alarms(AlarmNames=['busy'])
        c.delete_dashboards(DashboardNames=['a'])
        """
            .replace("'PROTOCOL'", "'" + protocol + "'");
    assertEquals(
        """
        [('Errors', [{'Name': 'Pod', 'Value': 'a'}]), ('Latency', [{'Name': 'Pod', 'Value': 'a'}])]
        15.5 4.0 10.0 {'p50': 1.5, 'p99': 10.0} Milliseconds
        [('rate', 'error rate', [50.0], 'Complete', True)]
        InvalidParameterValueException InvalidParameterValue 400
        InvalidParameterCombinationException InvalidParameterCombination 400
        InvalidParameterValueException InvalidParameterValue 400
        ResourceNotFound ResourceNotFound 404
        DashboardInvalidInputError InvalidParameterInput 400
        DashboardInvalidInputError InvalidParameterInput 400
        ClientError ValidationError 400
        ResourceNotFound ResourceNotFound 404
        [{'DataPath': '/widgets/0/tall', 'Message': 'Should NOT have additional properties'}]
        a 75 True
        INSUFFICIENT_DATA 60 1.0 1 ['arn:aws:sns:eu-central-1:111122223333:pager'] True
        [{'Key': 'team', 'Value': 'a'}]
        """,
        stock.boto(script));
  }
}
