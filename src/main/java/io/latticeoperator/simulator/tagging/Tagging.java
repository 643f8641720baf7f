package io.latticeoperator.simulator.tagging;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.EndpointService;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.ErrorShape;
import io.latticeoperator.simulator.aws.JsonProtocol;
import io.latticeoperator.simulator.aws.Operation;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceEndpoint;
import io.latticeoperator.simulator.aws.TagSource;
import java.util.List;
import java.util.Map;

/** The simulated Resource Groups Tagging API. */
public final class Tagging implements EndpointService {
  /** The signing name. */
  public static final String NAME = "tagging";

  private static final ErrorShape DENIED = ErrorShape.of("AccessDeniedException", 400);
  private static final int LARGEST_BODY = 1024 * 1024;

  private final ServiceEndpoint endpoint;

  /**
   * @param sources the services whose resources it knows
   */
  public Tagging(Environment environment, List<TagSource> sources) {
    var searches = new Searches(sources);
    var changes = new TagChanges(sources);
    endpoint =
        new ServiceEndpoint(
            new ServiceEndpoint.Traits(NAME, DENIED, LARGEST_BODY),
            environment,
            List.of(JsonProtocol.of("1.1", "ResourceGroupsTaggingAPI_20170126")),
            Map.ofEntries(
                entry("GetResources", Operation.reading(Tagging::needs, searches::resources)),
                entry("GetTagKeys", Operation.reading(Tagging::needs, searches::keys)),
                entry("GetTagValues", Operation.reading(Tagging::needs, searches::values)),
                entry("TagResources", Operation.writing(Tagging::needs, changes::tag)),
                entry("UntagResources", Operation.writing(Tagging::needs, changes::untag))));
  }

  @Override
  public ServiceEndpoint endpoint() {
    return endpoint;
  }

  /** Does nothing: there is nothing to forget. */
  @Override
  public void reset() {}

  /** What the services of the resources ask for besides is for them to ask. */
  private static List<Access> needs(ServiceCall call) {
    return List.of(Access.to("tag:" + call.operation(), "*"));
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
