package io.latticeoperator.cloud.aws;

import static java.util.Objects.requireNonNull;

import io.latticeoperator.cloud.Made;
import io.latticeoperator.dashboard.DashboardBody;
import io.latticeoperator.model.Dashboard;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.plan.Change;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** Dashboards of CloudWatch. */
final class DashboardCalls implements ProvisionCalls {
  private final CloudWatchClient cloudWatch;
  private final Calls calls;

  DashboardCalls(CloudWatchClient cloudWatch, Calls calls) {
    this.cloudWatch = cloudWatch;
    this.calls = calls;
  }

  @Override
  public List<Resource> find(String name) {
    return Calls.unlessGone(
            () -> calls.call(() -> cloudWatch.getDashboard(get -> get.dashboardName(name))))
        .map(
            answer ->
                new Resource(
                    DashboardBody.observed(name, answer.dashboardBody()),
                    Answers.synchronous(name, answer.dashboardArn())))
        .stream()
        .toList();
  }

  /** PutDashboard overwrites, and answers nothing: so it is read before, and its ARN after. */
  @Override
  public Physical create(Change.Create create) {
    var dashboard = (Dashboard) create.node();
    if (!calls.before(() -> find(dashboard.name())).isEmpty()) {
      throw new Faulted(Made.alreadyThere(dashboard));
    }
    put(dashboard);
    return find(dashboard.name()).stream()
        .findFirst()
        .map(made -> requireNonNull(made.physical()))
        .orElseThrow(() -> new Faulted(Made.butNotListed(dashboard)));
  }

  @Override
  public @Nullable Physical update(Change.Update update) {
    put((Dashboard) update.to());
    return null;
  }

  private void put(Dashboard dashboard) {
    calls.call(
        () ->
            cloudWatch.putDashboard(
                put -> put.dashboardName(dashboard.name()).dashboardBody(dashboard.body())));
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    calls.call(
        () ->
            cloudWatch.deleteDashboards(request -> request.dashboardNames(delete.physical().id())));
    return null;
  }

  @Override
  public void tag(Physical physical, Map<String, String> tags) {
    throw ProvisionCalls.noTags(Kind.DASHBOARD);
  }

  @Override
  public void untag(Physical physical, Set<String> keys) {
    throw ProvisionCalls.noTags(Kind.DASHBOARD);
  }
}
