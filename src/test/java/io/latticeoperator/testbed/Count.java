package io.latticeoperator.testbed;

import java.util.Map;

/**
 * What became of the requests that were sent during one step.
 *
 * @param reasons of failures, and how often
 * @param versions of the application, and how often they answered
 * @param firstFailure when the first request that failed was sent, in milliseconds of the epoch; 0
 *     if none
 * @param lastFailure the same of the last one
 * @param slowest longest time to a good answer, in milliseconds
 */
record Count(
    String step,
    long sent,
    long failed,
    Map<String, Long> reasons,
    Map<String, Long> versions,
    long firstFailure,
    long lastFailure,
    long slowest) {}
