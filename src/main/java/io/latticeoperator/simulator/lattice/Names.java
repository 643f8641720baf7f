package io.latticeoperator.simulator.lattice;

import java.util.function.Function;

/** Holds names of new resources against those that their owner has. */
final class Names {
  private Names() {}

  /**
   * Refuses a name that a resource of the family has.
   *
   * @param kind as in the message, such as {@code Service}
   */
  static <R extends Resource> void admit(
      Table<R> family, Request request, String kind, Function<R, String> nameOf) {
    var name = request.text("name");
    family
        .of(request.owner())
        .filter(row -> nameOf.apply(row).equals(name))
        .findFirst()
        .ifPresent(
            row -> {
              throw Refused.conflict(
                  family.resourceType(), row.id(), "%s %s already exists".formatted(kind, name));
            });
  }
}
