package io.latticeoperator.model;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A listener of the owner's service.
 *
 * @param port 1 to 65535, unique on the service; like the protocol immutable (CreateListener)
 * @param weights default action: forward to these target groups (role of the owner's group, or id
 *     of another one) with weights of 0 to 999; empty when the observed action is not a forward
 */
public record Listener(Protocol protocol, int port, SortedMap<String, Integer> weights)
    implements Node {

  /** Protocol between client and Lattice. */
  public enum Protocol {
    HTTP,
    HTTPS
  }

  public Listener {
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
  }

  /** The name that we give it: unique on the service because the port is. */
  public String name() {
    return protocol.name().toLowerCase(java.util.Locale.ROOT) + "-" + port;
  }

  public Listener withWeights(SortedMap<String, Integer> other) {
    return new Listener(protocol, port, other);
  }

  @Override
  public Set<Role> needs() {
    return Stream.concat(Stream.of(Role.service()), weights.keySet().stream().map(Role::new))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Kind kind() {
    return Kind.LISTENER;
  }
}
