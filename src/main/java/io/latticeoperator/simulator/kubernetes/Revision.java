package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One change in the history. Its trees are never written to.
 *
 * @param object the state after the change; for a deletion the last state, with the deletion's
 *     resourceVersion
 * @param before the state until then; empty for a creation
 */
record Revision(
    long number,
    Objects.Change change,
    ObjectKey key,
    ObjectNode object,
    Optional<ObjectNode> before) {}
