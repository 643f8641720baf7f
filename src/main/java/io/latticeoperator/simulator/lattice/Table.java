package io.latticeoperator.simulator.lattice;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The resources of one family, in order of creation. */
final class Table<R extends Resource> {
  private final String name;
  private final String resourceType;
  private final Class<R> type;
  private final Runnable onChange;
  private final Map<String, R> rows = new LinkedHashMap<>();

  Table(String name, String resourceType, Class<R> type, Runnable onChange) {
    this.name = name;
    this.resourceType = resourceType;
    this.type = type;
    this.onChange = onChange;
  }

  /** As in snapshots, such as {@code targetGroups}. */
  String name() {
    return name;
  }

  /** The record class of the rows. */
  Class<R> type() {
    return type;
  }

  /** As in refusals. */
  String resourceType() {
    return resourceType;
  }

  Collection<R> all() {
    return Collections.unmodifiableCollection(rows.values());
  }

  Stream<R> of(Owner owner) {
    return rows.values().stream().filter(row -> row.identity().owner().equals(owner));
  }

  Optional<R> find(String id) {
    return Optional.ofNullable(rows.get(id));
  }

  /** The row of an ID or ARN; refused as not found when the owner has none such. */
  R require(Owner owner, String identifier) {
    var id = identifier.substring(identifier.lastIndexOf('/') + 1);
    var row = rows.get(id);
    boolean named = row != null && (identifier.equals(id) || identifier.equals(row.arn()));
    if (row == null || !named || !row.identity().owner().equals(owner)) {
      throw Refused.notFound(resourceType, id);
    }
    return row;
  }

  /** The row of an ID that another row refers to. */
  R referred(String id) {
    return find(id)
        .orElseThrow(() -> new IllegalStateException("A row refers to " + id + ", which is gone"));
  }

  void put(R row) {
    rows.put(row.id(), row);
    onChange.run();
  }

  /** Puts a row whose type is only known to be that of this family. */
  void adopt(Resource row) {
    put(type.cast(row));
  }

  void remove(String id) {
    if (rows.remove(id) != null) {
      onChange.run();
    }
  }

  boolean any(Predicate<R> predicate) {
    return rows.values().stream().anyMatch(predicate);
  }
}
