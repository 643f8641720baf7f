package io.latticeoperator.model;

/**
 * Who we are on cloud objects.
 *
 * @param uid UID of the kube-system namespace, or what {@code --cluster-id} says; changing it
 *     disowns everything
 * @param name for people
 */
public record ClusterIdentity(String uid, String name) {}
