package io.latticeoperator.simulator.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the lists and maps of one kind merge: by which keys, or not at all. */
interface MergeRules {
  /** The rules of the built-in kinds, by the end of the path. */
  MergeRules BUILT_IN = new BuiltIn();

  /**
   * @param path field names from the root; list elements are left out
   * @param list whether a list or a map is there
   */
  Rule at(List<String> path, boolean list);

  /** Whether what is at {@code path} is a field of its kind, rather than a key of a map. */
  boolean named(List<String> path);

  /** How one list or map merges. */
  sealed interface Rule {}

  /** Replaced as a whole, owned as a whole. */
  record Atomic() implements Rule {}

  /** A map whose fields merge one by one. */
  record Granular() implements Rule {}

  /** A list of scalars of which each is there once. */
  record SetOf() implements Rule {}

  /** A list of objects told apart by {@code keys}; strategic merges use the first alone. */
  record MapBy(List<String> keys) implements Rule {}

  /** The table behind {@link #BUILT_IN}. */
  final class BuiltIn implements MergeRules {
    private static final Rule NAME = new MapBy(List.of("name"));
    private static final Rule TYPE = new MapBy(List.of("type"));
    private static final Rule ATOMIC = new Atomic();

    private static final Map<String, Rule> LISTS =
        Map.ofEntries(
            Map.entry("metadata.finalizers", new SetOf()),
            Map.entry("metadata.ownerReferences", new MapBy(List.of("uid"))),
            Map.entry("status.conditions", TYPE),
            Map.entry("status.addresses", TYPE),
            Map.entry("status.podIPs", new MapBy(List.of("ip"))),
            Map.entry("status.hostIPs", new MapBy(List.of("ip"))),
            Map.entry("spec.ports", new MapBy(List.of("port", "protocol"))),
            Map.entry("containers.ports", new MapBy(List.of("containerPort", "protocol"))),
            Map.entry("initContainers.ports", new MapBy(List.of("containerPort", "protocol"))),
            Map.entry("spec.containers", NAME),
            Map.entry("spec.initContainers", NAME),
            Map.entry("spec.ephemeralContainers", NAME),
            Map.entry("containers.env", NAME),
            Map.entry("initContainers.env", NAME),
            Map.entry("containers.volumeMounts", new MapBy(List.of("mountPath"))),
            Map.entry("initContainers.volumeMounts", new MapBy(List.of("mountPath"))),
            Map.entry("spec.volumes", NAME),
            Map.entry("spec.imagePullSecrets", NAME),
            Map.entry("spec.hostAliases", new MapBy(List.of("ip"))),
            Map.entry("spec.readinessGates", ATOMIC),
            Map.entry("spec.podCIDRs", new SetOf()),
            Map.entry(
                "spec.topologySpreadConstraints",
                new MapBy(List.of("topologyKey", "whenUnsatisfiable"))),
            Map.entry("secrets", NAME),
            Map.entry("imagePullSecrets", NAME));

    private static final Map<String, Rule> MAPS =
        Map.ofEntries(
            Map.entry("metadata.ownerReferences", ATOMIC),
            Map.entry("spec.selector", ATOMIC),
            Map.entry("spec.nodeSelector", ATOMIC),
            Map.entry("valueFrom.fieldRef", ATOMIC),
            Map.entry("valueFrom.secretKeyRef", ATOMIC),
            Map.entry("valueFrom.configMapKeyRef", ATOMIC),
            Map.entry("valueFrom.resourceFieldRef", ATOMIC),
            Map.entry("topologySpreadConstraints.labelSelector", ATOMIC));

    private static final Set<String> WITH_KEYS =
        Set.of(
            "annotations",
            "labels",
            "matchLabels",
            "data",
            "binaryData",
            "stringData",
            "limits",
            "requests",
            "capacity",
            "allocatable");

    @Override
    public boolean named(List<String> path) {
      return path.size() < 2 || !WITH_KEYS.contains(path.get(path.size() - 2));
    }

    @Override
    public Rule at(List<String> path, boolean list) {
      var table = list ? LISTS : MAPS;
      var end = String.join(".", path.subList(Math.max(0, path.size() - 2), path.size()));
      return table.getOrDefault(end, list ? ATOMIC : new Granular());
    }
  }
}
