package io.latticeoperator.translate;

import io.latticeoperator.model.Owner;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All LatticeNetworks of the cluster: what exports may ask for, and who speaks for a service
 * network. The oldest wins.
 *
 * @param networks oldest first
 * @param ids of the service networks that they have been found to mean, by owner
 */
public record Catalog(List<NetworkFacts> networks, Map<Owner, String> ids) {

  private static final Comparator<NetworkFacts> OLDEST =
      Comparator.comparing(NetworkFacts::createdAt).thenComparing(NetworkFacts::owner);

  public static final Catalog EMPTY = new Catalog(List.of(), Map.of());

  public Catalog {
    networks = networks.stream().sorted(OLDEST).toList();
    ids = Map.copyOf(ids);
  }

  /** The network that an export means: by the object's name, or as AWS knows it. */
  public Optional<NetworkFacts> find(String reference) {
    return networks.stream()
        .filter(n -> n.owner().name().equals(reference))
        .findFirst()
        .or(() -> networks.stream().filter(n -> means(n, reference)).findFirst());
  }

  /** What AWS knows the network by: its id once that is known. */
  String reference(NetworkFacts network) {
    var id = ids.get(network.owner());
    return id == null ? network.network() : id;
  }

  private boolean means(NetworkFacts network, String reference) {
    var id = ids.get(network.owner());
    return network.network().equals(reference)
        || (id != null && (reference.equals(id) || reference.endsWith("/" + id)));
  }

  /** The network of exports that name none; null when there is none. */
  public @Nullable NetworkFacts standard() {
    return networks.stream().filter(n -> n.spec().standard()).findFirst().orElse(null);
  }

  /** The older LatticeNetwork that speaks for the same service network; null when none does. */
  public @Nullable Owner rival(NetworkFacts network) {
    return networks.stream()
        .takeWhile(other -> !other.owner().equals(network.owner()))
        .filter(other -> same(other, network))
        .map(NetworkFacts::owner)
        .findFirst()
        .orElse(null);
  }

  private boolean same(NetworkFacts a, NetworkFacts b) {
    var id = ids.get(a.owner());
    return a.network().equals(b.network()) || (id != null && id.equals(ids.get(b.owner())));
  }
}
