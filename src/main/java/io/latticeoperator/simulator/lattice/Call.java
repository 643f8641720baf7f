package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;

/**
 * One call of the API, free of HTTP.
 *
 * @param operation as in the service model, such as {@code CreateService}
 * @param input all members by name, wherever HTTP carries them; not changed by the simulator
 */
public record Call(Caller caller, String operation, ObjectNode input) {}
