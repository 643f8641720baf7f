package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A call of a simulated service, freed of the protocol that it came in.
 *
 * @param requestId to be put into the answer
 * @param operation empty when the request names none
 * @param input the members by the names that the service model gives them; timestamps that are
 *     numbers count seconds since 1970
 */
public record ServiceCall(String requestId, Caller caller, String operation, ObjectNode input) {}
