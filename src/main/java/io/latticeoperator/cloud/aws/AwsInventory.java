package io.latticeoperator.cloud.aws;

import io.latticeoperator.cloud.Answer;
import io.latticeoperator.cloud.Belonging;
import io.latticeoperator.cloud.Inventory;
import io.latticeoperator.cloud.aws.ec2.Filter;
import io.latticeoperator.cloud.aws.ec2.Page;
import io.latticeoperator.dashboard.DashboardBody;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Ownership;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.model.DashboardEntry;
import software.amazon.awssdk.services.cloudwatch.model.ListDashboardsResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.Tag;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;

/** The inventory by the Resource Groups Tagging API, and by EC2 and CloudWatch themselves. */
public final class AwsInventory implements Inventory {
  private static final int PAGE = 100;

  private final Apis apis;

  /**
   * @param clients stay the caller's to close
   */
  public AwsInventory(AwsClients clients) {
    this.apis = clients;
  }

  @Override
  public Answer<List<Belonging>> of(String clusterUid) {
    var found = new TreeMap<String, Belonging>();
    try {
      var calls = new Calls();
      tagged(clusterUid, calls).forEach(each -> found.put(each.arn(), each));
      rules(clusterUid, calls).forEach(each -> found.put(each.arn(), each));
      dashboards(clusterUid, calls).forEach(each -> found.put(each.arn(), each));
      return new Answer.Known<>(List.copyOf(found.values()));
    } catch (SdkException failure) {
      return new Answer.Unknown<>(Faults.of(failure));
    }
  }

  private List<Belonging> tagged(String clusterUid, Calls calls) {
    var ofCluster = TagFilter.builder().key(Ownership.CLUSTER_UID).values(clusterUid).build();
    return calls
        .items(
            token ->
                apis.tagging()
                    .getResources(
                        page ->
                            page.tagFilters(ofCluster)
                                .resourcesPerPage(PAGE)
                                .paginationToken(token)),
            GetResourcesResponse::paginationToken,
            GetResourcesResponse::resourceTagMappingList)
        .stream()
        .flatMap(
            each ->
                Belonging.of(
                    each.resourceARN(),
                    each.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)))
                    .stream())
        .toList();
  }

  /** The tagging API shows rules late; EC2 finds them by their tags at once. */
  private List<Belonging> rules(String clusterUid, Calls calls) {
    var filters = List.of(Filter.exactly("tag:" + Ownership.CLUSTER_UID, clusterUid));
    return calls
        .items(
            token -> apis.ec2().describeSecurityGroupRules(filters, token),
            Page::nextToken,
            Page::items)
        .stream()
        .map(rule -> new Belonging(Kind.SECURITY_GROUP_RULE, rule.id(), rule.arn(), rule.tags()))
        .toList();
  }

  /** Dashboards carry no tags: each is looked into for its mark. */
  private List<Belonging> dashboards(String clusterUid, Calls calls) {
    var cloudWatch = apis.cloudWatch();
    var entries =
        calls.items(
            token -> cloudWatch.listDashboards(page -> page.nextToken(token)),
            ListDashboardsResponse::nextToken,
            ListDashboardsResponse::dashboardEntries);
    return Calls.thoseThere(entries, entry -> marked(entry, clusterUid, calls)).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Belonging> marked(DashboardEntry entry, String clusterUid, Calls calls) {
    var name = entry.dashboardName();
    var answer = calls.call(() -> apis.cloudWatch().getDashboard(get -> get.dashboardName(name)));
    var mark = DashboardBody.observed(name, answer.dashboardBody()).mark();
    return Optional.ofNullable(mark)
        .filter(there -> there.clusterUid().equals(clusterUid))
        .map(
            there ->
                new Belonging(
                    Kind.DASHBOARD,
                    name,
                    answer.dashboardArn(),
                    Map.of(Ownership.CLUSTER_UID, clusterUid, Ownership.OWNER, there.owner())));
  }
}
