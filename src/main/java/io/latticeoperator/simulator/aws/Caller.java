package io.latticeoperator.simulator.aws;

/**
 * Who makes a call, as its signature claims; the simulator does not verify it.
 *
 * @param account twelve digits
 * @param region such as {@code eu-central-1}; calls see only what lives in it
 * @param accessKey the access key id, by which the journal tells callers apart
 */
public record Caller(String account, String region, String accessKey) {}
