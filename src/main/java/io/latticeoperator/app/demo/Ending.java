package io.latticeoperator.app.demo;

import io.latticeoperator.kube.Annotations;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Back to where it began: nothing of ours is left, nothing of others has changed. */
final class Ending {
  private final DemoWorld world;
  private final Patience patience;
  private final Claims claims;
  private final Screen screen;
  private final Load load;

  Ending(DemoWorld world, Patience patience, Screen screen, Load load) {
    this.world = world;
    this.patience = patience;
    this.claims = new Claims(world, patience);
    this.screen = screen;
    this.load = load;
  }

  /**
   * @param foreign what was there before, and must be as it was
   */
  List<Step> steps(Supplier<Set<String>> foreign) {
    return List.of(Step.planned("take the annotation away", () -> withdraw(foreign.get())));
  }

  private void withdraw(Set<String> foreign) throws NotHeld {
    load.stop();
    screen.command("kubectl annotate service checkout %s-".formatted(Annotations.EXPORT));
    world.one().api().patch(Checkout.SERVICE, MergePatch.removeAnnotation(Annotations.EXPORT));
    patience.until("the LatticeExport to be gone", () -> claims.export().isEmpty());
    patience.until("AWS to be empty of ours", () -> world.inventory().ours().isEmpty());
    screen.note("nothing of ours is left in AWS");
    patience.until(
        "what is not ours to be as it was", () -> world.inventory().foreign().equals(foreign));
    screen.note("what is not ours is as it was: %d resources".formatted(foreign.size()));
  }
}
