package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.latticeoperator.simulator.aws.RecordJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * A control plane as it is kept over a restart: the resources, and all that decides how it goes on.
 *
 * @param identifiers how far they have been used up, so that none comes twice
 * @param sequence the last one that was given out
 * @param families the resources by the name of their family
 * @param targets with those that left a moment ago
 * @param agenda what was in progress
 */
record Archive(
    Identifiers.Position identifiers,
    long sequence,
    Map<String, ArrayNode> families,
    List<Registration> targets,
    Map<String, SortedMap<String, String>> tags,
    Map<String, PolicyTable.Policy> authPolicies,
    Map<String, PolicyTable.Policy> resourcePolicies,
    List<Agenda.Item> agenda,
    List<ClientTokens.Entry> clientTokens) {

  /** A target in its group. */
  record Registration(String targetGroupId, Target target) {}

  /** What there is now. */
  static Archive of(State state, Agenda agenda, ClientTokens tokens) {
    var families = new LinkedHashMap<String, ArrayNode>();
    for (var family : state.families()) {
      families.put(family.name(), rows(family));
    }
    return new Archive(
        state.identifiers().position(),
        state.sequence(),
        families,
        state.targetGroups().all().stream()
            .flatMap(
                group ->
                    state.targets().withDeparted(group.id()).stream()
                        .map(target -> new Registration(group.id(), target)))
            .toList(),
        new LinkedHashMap<>(state.attachments().tags()),
        new LinkedHashMap<>(state.attachments().authPolicies().all()),
        new LinkedHashMap<>(state.attachments().resourcePolicies().all()),
        agenda.items(),
        tokens.entries());
  }

  /**
   * Puts everything back into an empty state.
   *
   * @throws IllegalArgumentException when the parts do not fit together
   */
  void restoreTo(State state, ClientTokens tokens) {
    var known = state.families().stream().map(Table::name).collect(Collectors.toSet());
    if (!known.containsAll(families.keySet())) {
      throw new IllegalArgumentException("there are families besides " + known);
    }
    for (var family : state.families()) {
      restore(family);
    }
    targets.forEach(each -> state.targets().adopt(each.targetGroupId(), each.target()));
    tags.forEach(state.attachments()::tag);
    authPolicies.forEach(state.attachments().authPolicies()::put);
    resourcePolicies.forEach(state.attachments().resourcePolicies()::put);
    clientTokens.forEach(tokens::adopt);
    state.resumeAfter(sequence);
    requireWhole(state);
  }

  private <R extends Resource> void restore(Table<R> family) {
    var rows = families.get(family.name());
    if (rows != null) {
      RecordJson.readList(rows, family.type()).forEach(family::put);
    }
  }

  /** Whoever describes all resources follows each reference from one to another. */
  private static void requireWhole(State state) {
    try {
      Usage.refresh(state);
      Snapshot.of(state);
    } catch (RuntimeException dangling) {
      throw new IllegalArgumentException(
          "the resources do not fit together: " + dangling.getMessage(), dangling);
    }
  }

  private static ArrayNode rows(Table<? extends Resource> family) {
    JsonNode written = RecordJson.write(family.all());
    return (ArrayNode) written;
  }
}
