package io.latticeoperator.cloud.aws;

import io.latticeoperator.cloud.Answer;
import io.latticeoperator.cloud.Surroundings;
import io.latticeoperator.cloud.aws.ec2.Filter;
import io.latticeoperator.cloud.aws.ec2.Page;
import io.latticeoperator.plan.Fault;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.vpclattice.model.ListServicesResponse;
import software.amazon.awssdk.services.vpclattice.model.ListTargetGroupsResponse;

/** The surroundings by the AWS SDK. */
public final class AwsSurroundings implements Surroundings {
  private static final int PAGE = 100;

  private final AwsClients clients;
  private final InstanceMetadata metadata;

  /**
   * @param clients stay the caller's to close
   */
  public AwsSurroundings(AwsClients clients) {
    this(clients, new InstanceMetadata(null));
  }

  /**
   * @param metadata of the instance
   */
  public AwsSurroundings(AwsClients clients, InstanceMetadata metadata) {
    this.clients = clients;
    this.metadata = metadata;
  }

  private static <T> Answer<T> answer(Function<Calls, T> question) {
    try {
      return new Answer.Known<>(question.apply(new Calls()));
    } catch (SdkException failure) {
      return new Answer.Unknown<>(Faults.of(failure));
    } catch (Faulted failure) {
      return new Answer.Unknown<>(failure.fault());
    }
  }

  @Override
  public Answer<Surroundings.Identity> identity() {
    return answer(
        calls -> {
          var caller = calls.call(clients::identity);
          return new Surroundings.Identity(
              caller.account(), caller.arn(), clients.describeCredentials(), clients.region());
        });
  }

  @Override
  public Answer<String> ownVpc() {
    return answer(calls -> metadata.vpcId());
  }

  @Override
  public Answer<Network> vpc(String vpcId) {
    return answer(calls -> network(vpcId, calls));
  }

  private Network network(String vpcId, Calls calls) {
    var inVpc = List.of(Filter.exactly("vpc-id", vpcId));
    var vpc =
        calls.call(() -> clients.ec2().describeVpcs(inVpc, null)).items().stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new Faulted(
                        Fault.of(
                            Fault.Kind.MISSING,
                            "there is no VPC " + vpcId + " in this account and Region")));
    var subnets =
        calls.items(
            token -> clients.ec2().describeSubnets(inVpc, token), Page::nextToken, Page::items);
    return new Network(
        vpcId,
        vpc.cidrs(),
        subnets.stream()
            .map(subnet -> new Subnet(subnet.id(), subnet.cidrs(), subnet.availabilityZone()))
            .toList());
  }

  @Override
  public Answer<Usage> usage() {
    return answer(
        calls -> {
          var networks = new NetworkCalls(clients, calls).list().stream().map(each -> each.arn());
          var services =
              calls
                  .items(
                      token ->
                          clients
                              .lattice()
                              .listServices(page -> page.maxResults(PAGE).nextToken(token)),
                      ListServicesResponse::nextToken,
                      ListServicesResponse::items)
                  .stream()
                  .map(each -> each.arn());
          var groups =
              calls
                  .items(
                      token ->
                          clients
                              .lattice()
                              .listTargetGroups(page -> page.maxResults(PAGE).nextToken(token)),
                      ListTargetGroupsResponse::nextToken,
                      ListTargetGroupsResponse::items)
                  .stream()
                  .map(each -> each.arn());
          return new Usage(own(networks), own(services), own(groups));
        });
  }

  private int own(Stream<String> arns) {
    return (int) arns.filter(arn -> arn.split(":", 6)[4].equals(clients.account())).count();
  }
}
