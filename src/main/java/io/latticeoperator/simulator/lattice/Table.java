package io.latticeoperator.simulator.lattice;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The resources of one family, in order of creation. */
final class Table<R extends Resource> {
  private final String name;
  private final String resourceType;
  private final Class<R> type;
  private final BiPredicate<R, Owner> sight;
  private final Consumer<String> beforeChange;
  private final Runnable onChange;
  private final Map<String, R> rows = new LinkedHashMap<>();

  /**
   * @param sight whether somebody sees a row of somebody else in the same Region
   * @param beforeChange told the ID of a row that is about to be put or removed
   * @param onChange told that rows have changed
   */
  Table(
      String name,
      String resourceType,
      Class<R> type,
      BiPredicate<R, Owner> sight,
      Consumer<String> beforeChange,
      Runnable onChange) {
    this.beforeChange = beforeChange;
    this.name = name;
    this.resourceType = resourceType;
    this.type = type;
    this.sight = sight;
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

  /** What the owner has, and what it sees of others. */
  Stream<R> seen(Owner owner) {
    return rows.values().stream().filter(row -> sees(owner, row));
  }

  /**
   * The row of an ID or ARN that the owner has. Refused as not found when the owner sees none such,
   * and for lack of access when it belongs to somebody else.
   */
  R require(Owner owner, String identifier) {
    var row = visible(owner, identifier);
    if (!row.identity().owner().equals(owner)) {
      throw Refused.accessDenied("%s belongs to another account".formatted(row.arn()));
    }
    return row;
  }

  /** The row of an ID or ARN that the owner has, or of an ARN that it sees of others. */
  R visible(Owner owner, String identifier) {
    var id = identifier.substring(identifier.lastIndexOf('/') + 1);
    var row = rows.get(id);
    if (row == null || !sees(owner, row)) {
      throw Refused.notFound(resourceType, id);
    }
    var own = row.identity().owner().equals(owner);
    if (!identifier.equals(row.arn()) && !(own && identifier.equals(id))) {
      throw Refused.notFound(resourceType, id);
    }
    return row;
  }

  /** Whether a row is the owner's or one that it sees of others. */
  boolean sees(Owner owner, R row) {
    var theirs = row.identity().owner();
    return theirs.equals(owner)
        || (theirs.region().equals(owner.region()) && sight.test(row, owner));
  }

  /** The row of an ID that another row refers to. */
  R referred(String id) {
    return find(id)
        .orElseThrow(() -> new IllegalStateException("A row refers to " + id + ", which is gone"));
  }

  void put(R row) {
    beforeChange.accept(row.id());
    rows.put(row.id(), row);
    onChange.run();
  }

  /** Puts a row whose type is only known to be that of this family. */
  void adopt(Resource row) {
    put(type.cast(row));
  }

  void remove(String id) {
    beforeChange.accept(id);
    if (rows.remove(id) != null) {
      onChange.run();
    }
  }

  boolean any(Predicate<R> predicate) {
    return rows.values().stream().anyMatch(predicate);
  }
}
