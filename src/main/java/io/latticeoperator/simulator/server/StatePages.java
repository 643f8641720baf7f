package io.latticeoperator.simulator.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.latticeoperator.simulator.aws.AwsService;
import io.latticeoperator.simulator.aws.Reply;
import io.latticeoperator.simulator.faults.LiveFaults;
import io.latticeoperator.simulator.lattice.SettingsText;
import java.util.List;

/** What there is, and the way to be rid of it. */
final class StatePages {
  private static final JsonMapper CANONICAL =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private final AwsServices aws;
  private final List<AwsService> services;
  private final LiveFaults faults;
  private final Bugs bugs;

  private StatePages(AwsServices aws, List<AwsService> services, LiveFaults faults, Bugs bugs) {
    this.aws = aws;
    this.services = List.copyOf(services);
    this.faults = faults;
    this.bugs = bugs;
  }

  /**
   * @param services those of {@code aws} as requests reach them
   */
  static List<AdminPage> of(
      AwsServices aws, List<AwsService> services, LiveFaults faults, Bugs bugs) {
    var pages = new StatePages(aws, services, faults, bugs);
    return List.of(
        new AdminPage(
            "GET",
            "health",
            "That it runs, which services it has, and its bugs.",
            _ -> pages.health()),
        new AdminPage(
            "GET",
            "snapshot",
            "All resources of VPC Lattice, as their Get operations show them, in canonical JSON:"
                + " equal text for equal states.",
            _ -> canonical(pages.aws.lattice().snapshot())),
        new AdminPage(
            "GET",
            "state",
            "All that a restart could keep, by service, in canonical JSON.",
            _ -> pages.state()),
        new AdminPage(
            "GET",
            "settings",
            "The settings in force, as a file that gives them again.",
            _ ->
                Reply.of(
                    200, "application/yaml", SettingsText.write(pages.aws.lattice().settings()))),
        new AdminPage(
            "POST",
            "reset",
            "Forgets all resources and the journal; the fault plan begins again.",
            _ -> pages.reset()));
  }

  private Reply health() {
    var output = JsonNodeFactory.instance.objectNode().put("status", "ok");
    var names = output.putArray("services");
    services.forEach(service -> names.add(service.signingName()));
    output.put("now", aws.lattice().environment().timeline().now().toString());
    return Admin.json(output.put("bugs", bugs.count()));
  }

  private Reply state() {
    var output = JsonNodeFactory.instance.objectNode();
    aws.stateful().forEach(part -> output.set(part.name(), part.save()));
    return canonical(output);
  }

  private static Reply canonical(JsonNode value) {
    try {
      return Reply.of(200, "application/json", CANONICAL.writeValueAsString(value));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Reply reset() {
    services.forEach(AwsService::reset);
    faults.restart();
    return Reply.empty(204);
  }
}
