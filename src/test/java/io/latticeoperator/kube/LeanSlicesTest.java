package io.latticeoperator.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class LeanSlicesTest {
  private final LeanSlices lean = new LeanSlices();

  /** As the API server serves it: nothing is shared. */
  private EndpointSlice slice(String endpoint) {
    var slice =
        Serialization.unmarshal(
            """
            {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "addressType": "IPv4",
             "metadata": {"name": "checkout-abcde"}, "ports": [{"name": "http", "port": 8080}],
             "endpoints": [%s]}
            """
                .formatted(endpoint),
            EndpointSlice.class);
    lean.accept(slice);
    return slice;
  }

  @Test
  void whatIsReadStays() {
    assertEquals(
        Serialization.unmarshal(
            """
            {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "addressType": "IPv4",
             "metadata": {"name": "checkout-abcde"}, "ports": [{"name": "http", "port": 8080}],
             "endpoints": [{"addresses": ["10.0.0.1"], "targetRef": {"kind": "Pod", "uid": "u1"},
               "conditions": {"ready": true, "serving": true, "terminating": false}}]}
            """,
            EndpointSlice.class),
        slice(
            """
            {"addresses": ["10.0.0.1"], "nodeName": "node-1", "zone": "eu-west-1a",
             "hostname": "checkout-0", "hints": {"forZones": [{"name": "eu-west-1a"}]},
             "conditions": {"ready": true, "serving": true, "terminating": false},
             "targetRef": {"kind": "Pod", "uid": "u1", "name": "checkout-1", "namespace": "shop"}}
            """));
  }

  @Test
  void equalConditionsAreOne() {
    var ready = "{\"addresses\": [\"10.0.0.1\"], \"conditions\": {\"ready\": true}}";
    var not = "{\"addresses\": [\"10.0.0.2\"], \"conditions\": {\"ready\": false}}";
    var first = slice(ready + "," + not).getEndpoints();
    var second = slice(ready).getEndpoints();
    assertSame(first.getFirst().getConditions(), second.getFirst().getConditions());
    assertNotSame(first.getFirst().getConditions(), first.getLast().getConditions());
  }

  @Test
  void whatIsNotSaidStaysUnsaid() {
    var endpoint = slice("{\"addresses\": [\"10.0.0.1\"]}").getEndpoints().getFirst();
    assertEquals(null, endpoint.getConditions());
    assertEquals(null, endpoint.getTargetRef());
  }
}
