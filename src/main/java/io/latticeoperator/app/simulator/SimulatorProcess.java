package io.latticeoperator.app.simulator;

import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.StopSignal;
import io.latticeoperator.simulator.Addresses;
import io.latticeoperator.simulator.PodNetwork;
import io.latticeoperator.simulator.aws.Stateful;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.dataplane.Entrance;
import io.latticeoperator.simulator.dataplane.ProxySettings;
import io.latticeoperator.simulator.lattice.LatticeApi;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.time.RealTimeline;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The body of {@code lattice simulator}: VPC Lattice until the end. */
public final class SimulatorProcess {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatorProcess.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LISTENER_PORT = 80;

  private final Options options;
  private final PrintWriter out;

  private SimulatorProcess(Options options, PrintWriter out) {
    this.options = options;
    this.out = out;
  }

  /**
   * What to serve.
   *
   * @param addresses on which all of it listens
   * @param port of the AWS endpoint; 0 for any free one
   * @param dataPlanePort where callers in the first VPC reach listeners on port 80; null for any
   *     free one
   * @param region of the scenario, and of what is printed for users to set
   * @param vpcs besides those of the scenario; at least one if there is no scenario
   * @param functions URLs that stand for functions, by ARN
   * @param state file in which everything is kept; null keeps nothing
   * @param scenario what is there from the start, unless the state has something; null for nothing
   */
  public record Options(
      Addresses addresses,
      int port,
      @Nullable Integer dataPlanePort,
      String region,
      Settings settings,
      List<Vpc> vpcs,
      Map<String, URI> functions,
      Rigour rigour,
      @Nullable Path state,
      @Nullable Scenario scenario) {
    public Options {
      vpcs = scenario == null ? List.copyOf(vpcs) : with(vpcs, settings.account(), region);
      functions = Map.copyOf(functions);
    }

    private static List<Vpc> with(List<Vpc> others, String account, String region) {
      return Stream.concat(Recipe.vpcs(account, region).stream(), others.stream()).toList();
    }

    private SimulatedAws.Plan plan() {
      var proxy = ProxySettings.likely().withFunctions(functions).withAddresses(addresses);
      var fixed = dataPlanePort;
      var first = new Entrance(vpcs.getFirst().id(), LISTENER_PORT);
      return new SimulatedAws.Plan(
          settings,
          vpcs,
          port,
          fixed == null ? proxy : proxy.withFixedPorts(Map.of(first, fixed)),
          rigour);
    }
  }

  /**
   * Serves until the process is told to end.
   *
   * @throws MissingPrerequisite when a port is not free, an address is not of this machine, or the
   *     state cannot be read or written
   */
  public static void run(Options options, PrintWriter out) throws MissingPrerequisite {
    new SimulatorProcess(options, out).run();
  }

  private void run() throws MissingPrerequisite {
    try (var stop = new StopSignal(PATIENCE);
        var timeline = new RealTimeline("simulator", bug -> LOG.error("a bug", bug))) {
      var file = options.state();
      var state = file == null ? null : new StateFile(file, timeline);
      if (options.scenario() == null) {
        serve(stop, timeline, PodNetwork.direct(), state);
      } else {
        try (var targets = new RecipeTargets()) {
          serve(stop, timeline, targets, state);
        }
      }
      if (state != null) {
        state.save();
      }
    }
  }

  private void serve(
      StopSignal stop, RealTimeline timeline, PodNetwork pods, @Nullable StateFile state)
      throws MissingPrerequisite {
    var memory = new Remembered(state, timeline);
    try (var aws = start(timeline, pods, memory)) {
      if (state != null) {
        state.save();
      }
      new Welcome(options, aws).print(out);
      stop.await();
    }
  }

  private SimulatedAws start(RealTimeline timeline, PodNetwork pods, Memory memory)
      throws MissingPrerequisite {
    try {
      return SimulatedAws.start(options.plan(), timeline, pods, memory);
    } catch (RuntimeException refused) {
      throw new MissingPrerequisite("cannot listen: " + refused.getMessage(), refused);
    }
  }

  /** The state of the last time; without one, the scenario. */
  private final class Remembered implements Memory {
    private final @Nullable StateFile state;
    private final RealTimeline timeline;

    private Remembered(@Nullable StateFile state, RealTimeline timeline) {
      this.state = state;
      this.timeline = timeline;
    }

    @Override
    public long lives() throws MissingPrerequisite {
      return state == null ? 0 : state.lives();
    }

    @Override
    public void recall(List<Stateful> parts) throws MissingPrerequisite {
      boolean restored = state != null && state.restore(parts);
      if (!restored && options.scenario() != null) {
        var preloaded = Recipe.state(options.settings(), options.region(), timeline.now());
        parts.stream()
            .filter(part -> part.name().equals(LatticeApi.SIGNING_NAME))
            .forEach(part -> part.restore(preloaded));
      }
    }

    @Override
    public void changed() {
      if (state != null) {
        state.changed();
      }
    }
  }
}
