package io.latticeoperator.simulator.direct;

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

/** Dashboards of CloudWatch. */
record DashboardCalls(Calls calls) implements ProvisionCalls {
  private static final String NAME = "DashboardName";

  @Override
  public List<Resource> find(String name) {
    return Calls.unlessGone(
            () -> calls.call(Service.CLOUDWATCH, "GetDashboard", Calls.input().put(NAME, name)))
        .map(
            output ->
                new Resource(
                    DashboardBody.observed(name, Outputs.text(output, "DashboardBody")),
                    Outputs.synchronous(name, Outputs.text(output, "DashboardArn"))))
        .stream()
        .toList();
  }

  /** PutDashboard overwrites, and answers nothing: so it is read before, and its ARN after. */
  @Override
  public Physical create(Change.Create create) {
    var dashboard = (Dashboard) create.node();
    if (!calls.before(() -> find(dashboard.name())).isEmpty()) {
      throw new CallFailed(Made.alreadyThere(dashboard));
    }
    put(dashboard);
    return find(dashboard.name()).stream()
        .findFirst()
        .map(made -> requireNonNull(made.physical()))
        .orElseThrow(() -> new CallFailed(Made.butNotListed(dashboard)));
  }

  @Override
  public @Nullable Physical update(Change.Update update) {
    put((Dashboard) update.to());
    return null;
  }

  private void put(Dashboard dashboard) {
    calls.call(
        Service.CLOUDWATCH,
        "PutDashboard",
        Calls.input().put(NAME, dashboard.name()).put("DashboardBody", dashboard.body()));
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    var input = Calls.input();
    Inputs.texts(input, "DashboardNames", List.of(delete.physical().id()));
    calls.call(Service.CLOUDWATCH, "DeleteDashboards", input);
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
