package io.latticeoperator.simulator.route53;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A health check.
 *
 * @param version counts its changes from 1
 * @param config as it is told, defaults included
 */
record HealthCheck(
    String id, String account, String callerReference, long version, ObjectNode config) {

  HealthCheck with(ObjectNode changed) {
    return new HealthCheck(id, account, callerReference, version + 1, changed);
  }

  ObjectNode written() {
    var output =
        JsonNodeFactory.instance.objectNode().put("Id", id).put("CallerReference", callerReference);
    output.set("HealthCheckConfig", config);
    return output.put("HealthCheckVersion", version);
  }

  String type() {
    return config.path("Type").asText();
  }
}
