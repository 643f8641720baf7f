package io.latticeoperator.simulator.lattice;

/**
 * Why a creation, update or deletion came to nothing.
 *
 * @param code as in {@code failureCode}, such as {@code InternalFailure}; AWS documents no list
 * @param message as in {@code failureMessage}
 */
public record Failure(String code, String message) {}
