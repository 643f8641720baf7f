package io.latticeoperator.cloud.aws;

/**
 * Whom AWS takes us for.
 *
 * @param account twelve digits
 * @param arn of the user or assumed role
 */
public record Identity(String account, String arn) {}
