package io.latticeoperator.app.demo;

import io.latticeoperator.app.MissingPrerequisite;
import java.util.ArrayList;
import java.util.List;

/** The steps, one after the other, up to the first that does not hold. */
final class Story implements AutoCloseable {
  private final DemoWorld world;
  private final Screen screen;
  private final Stage stage;
  private final Load load;
  private final List<Step> steps;

  /**
   * @param rate requests a second
   */
  Story(DemoWorld world, Patience patience, Screen screen, int rate) {
    this.world = world;
    this.screen = screen;
    this.stage = new Stage(world, patience);
    this.load = new Load(world.clock(), world.entrance(), stage::tally);
    var opening = new Opening(world, patience, screen, load, stage, rate);
    this.steps = new ArrayList<>(opening.steps());
    steps.addAll(new Disruptions(world, patience, screen, stage).steps());
    steps.addAll(new Ending(world, patience, screen, load).steps(opening::foreign));
  }

  /** Plays it; holds when all steps were played and did. */
  Outcome play() throws MissingPrerequisite {
    var reports = new ArrayList<StepReport>();
    for (var step : steps) {
      screen.begin(reports.size() + 1, step);
      var report = stage.play(step);
      screen.end(report);
      reports.add(report);
      if (!report.ok()) {
        break;
      }
    }
    boolean held = reports.size() == steps.size() && reports.getLast().ok();
    return new Outcome(held, Summary.of(reports, world.inventory().ours().size()));
  }

  /** How it ended. */
  record Outcome(boolean held, Summary summary) {}

  @Override
  public void close() {
    load.close();
  }
}
