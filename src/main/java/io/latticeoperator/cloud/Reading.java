package io.latticeoperator.cloud;

/**
 * A read with what it found.
 *
 * @param calls how many AWS calls it took, at least 1 unless it failed before the first
 */
public record Reading(Read read, Result result, int calls) {}
