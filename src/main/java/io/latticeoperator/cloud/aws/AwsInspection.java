package io.latticeoperator.cloud.aws;

import io.latticeoperator.cloud.Answer;
import io.latticeoperator.cloud.Inspection;
import io.latticeoperator.cloud.aws.ec2.Filter;
import io.latticeoperator.cloud.aws.ec2.Page;
import io.latticeoperator.cloud.aws.ec2.Rule;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.TargetAddress;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.vpclattice.model.ListServiceNetworkVpcAssociationsResponse;
import software.amazon.awssdk.services.vpclattice.model.ListTargetsResponse;
import software.amazon.awssdk.services.vpclattice.model.ServiceNetworkVpcAssociationSummary;
import software.amazon.awssdk.services.vpclattice.model.TargetSummary;

/** Questions of people, through the AWS SDK. For any number of threads. */
public final class AwsInspection implements Inspection {
  private static final Set<ResourceStatus> PROVIDING =
      EnumSet.of(
          ResourceStatus.CREATE_IN_PROGRESS,
          ResourceStatus.ACTIVE,
          ResourceStatus.UPDATE_IN_PROGRESS,
          ResourceStatus.UPDATE_FAILED);

  private static final String DATE = "Date";

  private final Apis apis;

  /**
   * @param clients stay the caller's to close
   */
  public AwsInspection(AwsClients clients) {
    this.apis = clients;
  }

  @Override
  public Answer<Map<TargetAddress, String>> reasons(String groupId) {
    return told(
        calls -> {
          var reasons = new HashMap<TargetAddress, String>();
          calls
              .items(
                  token ->
                      apis.lattice()
                          .listTargets(
                              page -> page.targetGroupIdentifier(groupId).nextToken(token)),
                  ListTargetsResponse::nextToken,
                  ListTargetsResponse::items)
              .forEach(target -> note(target, reasons));
          return Map.copyOf(reasons);
        });
  }

  private static void note(TargetSummary target, Map<TargetAddress, String> reasons) {
    if (target.reasonCode() != null && target.port() != null) {
      reasons.put(new TargetAddress(target.id(), target.port()), target.reasonCode());
    }
  }

  @Override
  public Answer<List<String>> vpcs(String networkId) {
    return told(
        calls ->
            calls
                .items(
                    token ->
                        apis.lattice()
                            .listServiceNetworkVpcAssociations(
                                page -> page.serviceNetworkIdentifier(networkId).nextToken(token)),
                    ListServiceNetworkVpcAssociationsResponse::nextToken,
                    ListServiceNetworkVpcAssociationsResponse::items)
                .stream()
                .filter(each -> PROVIDING.contains(Answers.status(each.statusAsString())))
                .map(ServiceNetworkVpcAssociationSummary::vpcId)
                .toList());
  }

  @Override
  public Answer<Map<String, List<String>>> groups(String vpcId, Collection<String> ips) {
    return told(
        calls -> {
          var groups = new HashMap<String, List<String>>();
          if (ips.isEmpty()) {
            return groups;
          }
          var filters =
              List.of(
                  Filter.exactly("vpc-id", vpcId),
                  Filter.anyOf("addresses.private-ip-address", ips));
          calls
              .items(
                  token -> apis.ec2().describeNetworkInterfaces(filters, token),
                  Page::nextToken,
                  Page::items)
              .forEach(face -> face.addresses().forEach(ip -> groups.put(ip, face.groupIds())));
          return groups;
        });
  }

  @Override
  public Answer<List<Ingress>> ingress(Collection<String> groupIds) {
    var filters = List.of(Filter.anyOf("group-id", groupIds));
    return told(
        calls ->
            groupIds.isEmpty()
                ? List.of()
                : calls
                    .items(
                        token -> apis.ec2().describeSecurityGroupRules(filters, token),
                        Page::nextToken,
                        Page::items)
                    .stream()
                    .filter(rule -> !rule.egress())
                    .map(AwsInspection::ingress)
                    .toList());
  }

  private static Ingress ingress(Rule rule) {
    var source =
        Stream.of(rule.prefixListId(), rule.cidrIpv4(), rule.cidrIpv6(), rule.referencedGroupId())
            .filter(each -> !each.isEmpty())
            .findFirst()
            .orElse("");
    return new Ingress(rule.groupId(), rule.protocol(), rule.fromPort(), rule.toPort(), source);
  }

  @Override
  public Answer<Instant> clock() {
    return told(calls -> date(calls).orElseThrow(AwsInspection::undated));
  }

  /** A refusal has a date, too. */
  private Optional<Instant> date(Calls calls) {
    try {
      var answer = calls.call(() -> apis.lattice().listServiceNetworks(page -> page.maxResults(1)));
      return answer.sdkHttpResponse().firstMatchingHeader(DATE).map(AwsInspection::instant);
    } catch (AwsServiceException refused) {
      var details = refused.awsErrorDetails();
      if (details == null || details.sdkHttpResponse() == null) {
        throw refused;
      }
      return details.sdkHttpResponse().firstMatchingHeader(DATE).map(AwsInspection::instant);
    }
  }

  private static Instant instant(String date) {
    return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
  }

  private static SdkClientException undated() {
    return SdkClientException.create("the answer has no Date");
  }

  private static <T> Answer<T> told(Function<Calls, T> question) {
    try {
      return new Answer.Known<>(question.apply(new Calls()));
    } catch (SdkException failure) {
      return new Answer.Unknown<>(Faults.of(failure));
    }
  }
}
