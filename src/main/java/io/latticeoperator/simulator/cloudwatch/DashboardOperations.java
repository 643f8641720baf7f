package io.latticeoperator.simulator.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.Operation;
import io.latticeoperator.simulator.aws.Page;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.time.Clock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The operations on dashboards, which belong to an account and to no region. */
final class DashboardOperations {
  private static final int PAGE = 1000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  private final Map<String, NavigableMap<String, Dashboard>> byAccount = new HashMap<>();
  private final Clock clock;
  private final Tags tags;

  DashboardOperations(Clock clock, Tags tags) {
    this.clock = clock;
    this.tags = tags;
  }

  private record Dashboard(String name, String arn, String body, Instant modifiedAt) {}

  Map<String, Operation> operations() {
    return Map.of(
        "PutDashboard", Operation.writing(about("PutDashboard"), this::put),
        "GetDashboard", Operation.reading(about("GetDashboard"), this::get),
        "DeleteDashboards", Operation.writing(DashboardOperations::deleting, this::delete),
        "ListDashboards",
            Operation.reading(MetricOperations.anyResource("ListDashboards"), this::list));
  }

  static String arn(String account, String name) {
    return "arn:aws:cloudwatch::%s:dashboard/%s".formatted(account, name);
  }

  boolean exists(String arn) {
    return byAccount.values().stream()
        .flatMap(dashboards -> dashboards.values().stream())
        .anyMatch(dashboard -> dashboard.arn().equals(arn));
  }

  List<SavedCloudWatch.Board> saved() {
    return new TreeMap<>(byAccount)
        .entrySet().stream()
            .flatMap(
                account ->
                    account.getValue().values().stream()
                        .map(
                            board ->
                                new SavedCloudWatch.Board(
                                    account.getKey(),
                                    board.name(),
                                    board.body(),
                                    board.modifiedAt())))
            .toList();
  }

  /** In place of all that are there. */
  void restore(List<SavedCloudWatch.Board> boards) {
    byAccount.clear();
    for (var board : boards) {
      var arn = arn(board.account(), board.name());
      byAccount
          .computeIfAbsent(board.account(), _ -> new TreeMap<>())
          .put(board.name(), new Dashboard(board.name(), arn, board.body(), board.modifiedAt()));
    }
  }

  void clear() {
    byAccount.clear();
  }

  private static Function<ServiceCall, List<Access>> about(String operation) {
    return call -> {
      var name = call.input().path("DashboardName").asText();
      return List.of(Access.to("cloudwatch:" + operation, arn(call.caller().account(), name)));
    };
  }

  private static List<Access> deleting(ServiceCall call) {
    return Input.of(call, Errors.RULES).texts("DashboardNames", PAGE).stream()
        .map(name -> arn(call.caller().account(), name))
        .map(arn -> Access.to("cloudwatch:DeleteDashboards", arn))
        .toList();
  }

  private NavigableMap<String, Dashboard> of(ServiceCall call) {
    return byAccount.computeIfAbsent(call.caller().account(), _ -> new TreeMap<>());
  }

  private ObjectNode put(ServiceCall call) {
    var input = Input.of(call, new Input.Rules(Errors.INVALID_DASHBOARD, Errors.INVALID_DASHBOARD));
    var name = input.text("DashboardName").orElseThrow(() -> input.missing("DashboardName"));
    if (!NAME.matcher(name).matches()) {
      throw input.invalid(
          "The value %s for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_)."
              .formatted(name));
    }
    var body = input.text("DashboardBody").orElseThrow(() -> input.missing("DashboardBody"));
    var findings = DashboardBody.check(body);
    if (!findings.errors().isEmpty()) {
      throw refusal(findings.errors());
    }
    var arn = arn(call.caller().account(), name);
    of(call).put(name, new Dashboard(name, arn, body, clock.now()));
    tags.put(arn, Tags.read(input));
    var output = Shapes.object();
    write(
        output.putArray("DashboardValidationMessages"), findings.warnings(), "DataPath", "Message");
    return output;
  }

  private static ServiceRefusal refusal(List<DashboardBody.Message> errors) {
    var members = Shapes.object();
    write(members.putArray("dashboardValidationMessages"), errors, "DataPath", "Message");
    var listed = Shapes.object().putArray("errors");
    write(listed, errors, "dataPath", "message");
    return new ServiceRefusal(
        Errors.INVALID_DASHBOARD,
        "The dashboard body is invalid, there are %d validation errors: %s"
            .formatted(errors.size(), listed),
        members);
  }

  private static void write(
      ArrayNode into, List<DashboardBody.Message> messages, String path, String text) {
    messages.forEach(each -> into.addObject().put(path, each.dataPath()).put(text, each.message()));
  }

  private ObjectNode get(ServiceCall call) {
    var name = Input.of(call, Errors.RULES).required("DashboardName", 255);
    var dashboard = Optional.ofNullable(of(call).get(name)).orElseThrow(() -> notFound(name));
    return Shapes.object()
        .put("DashboardArn", dashboard.arn())
        .put("DashboardBody", dashboard.body())
        .put("DashboardName", dashboard.name());
  }

  private ObjectNode delete(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    var names = input.texts("DashboardNames", PAGE);
    if (names.isEmpty()) {
      throw input.missing("DashboardNames");
    }
    for (var name : names) {
      if (!of(call).containsKey(name)) {
        throw notFound(name);
      }
    }
    for (var name : names) {
      of(call).remove(name);
      tags.remove(arn(call.caller().account(), name));
    }
    return Shapes.object();
  }

  private ObjectNode list(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    var prefix = input.text("DashboardNamePrefix").orElse("");
    var found = new TreeMap<>(of(call));
    found.keySet().removeIf(name -> !name.startsWith(prefix));
    var page =
        Page.of(
            found,
            input.text("NextToken").orElse(null),
            PAGE,
            () -> input.invalid("The value of the parameter NextToken is invalid."));
    var output = Shapes.object();
    var entries = output.putArray("DashboardEntries");
    for (var dashboard : page.items()) {
      var entry = entries.addObject();
      entry.put("DashboardName", dashboard.name()).put("DashboardArn", dashboard.arn());
      entry.set("LastModified", Shapes.seconds(dashboard.modifiedAt()));
      entry.put("Size", dashboard.body().getBytes(StandardCharsets.UTF_8).length);
    }
    page.putNext(output, "NextToken");
    return output;
  }

  private static ServiceRefusal notFound(String name) {
    return new ServiceRefusal(Errors.NO_DASHBOARD, "Dashboard %s does not exist".formatted(name));
  }
}
