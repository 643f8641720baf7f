package io.latticeoperator.app.simulator;

import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.Parts;
import io.latticeoperator.simulator.PodNetwork;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.dataplane.Callers;
import io.latticeoperator.simulator.dataplane.DataPlane;
import io.latticeoperator.simulator.dataplane.HttpHealthProbe;
import io.latticeoperator.simulator.dataplane.Proxy;
import io.latticeoperator.simulator.dataplane.ProxySettings;
import io.latticeoperator.simulator.faults.LiveFaults;
import io.latticeoperator.simulator.iam.IdentityPolicies;
import io.latticeoperator.simulator.iam.MalformedPolicy;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.server.AwsServer;
import io.latticeoperator.simulator.server.AwsServices;
import io.latticeoperator.simulator.telemetry.Telemetry;
import io.latticeoperator.time.Timeline;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** VPC Lattice on this machine: control plane, AWS endpoint and data plane, wired together. */
public final class SimulatedAws implements AutoCloseable {
  /** Between the seeds of two lives; odd, so that none returns. */
  private static final long FAR_APART = 0x9E3779B97F4A7C15L;

  private final Parts parts = new Parts();
  private final LatticeSimulator lattice;
  private final AwsServer server;
  private final Proxy proxy;

  /**
   * What there is, and how it behaves.
   *
   * @param port of the AWS endpoint; 0 for any free one
   * @param proxy how the data plane treats connections; its addresses are those of all that listens
   */
  public record Plan(
      Settings settings, List<Vpc> vpcs, int port, ProxySettings proxy, Rigour rigour) {
    public Plan {
      vpcs = List.copyOf(vpcs);
    }

    /** With no rigour. */
    public Plan(Settings settings, List<Vpc> vpcs, int port, ProxySettings proxy) {
      this(settings, vpcs, port, proxy, Rigour.NONE);
    }
  }

  private SimulatedAws(Plan plan, Timeline timeline, PodNetwork pods, Memory memory)
      throws MissingPrerequisite {
    try {
      var probe = new HttpHealthProbe(pods);
      parts.add(probe::close);
      var services =
          AwsServices.of(environment(plan, timeline, memory.lives()), plan.settings(), probe);
      lattice = services.lattice();
      memory.recall(services.stateful());
      // From here on: what is recalled counts for the data plane at once.
      var dataPlane = new DataPlane(timeline, lattice::view, Callers.of(lattice.environment()));
      lattice.onChange(dataPlane::changed);
      lattice.onChange(memory::changed);
      var telemetry = Telemetry.of(lattice, services.cloudWatch(), services.logs());
      proxy = new Proxy(dataPlane, pods, plan.proxy(), telemetry);
      parts.add(proxy::close);
      var faults = new LiveFaults(lattice);
      faults.put(plan.rigour().faults());
      var contents =
          new AwsServer.Contents(
              services,
              faults,
              List.of(EntrancePage.of(proxy)),
              memory::changed,
              plan.rigour().verified());
      server = AwsServer.start(contents, plan.proxy().addresses(), plan.port());
      parts.add(server::close);
    } catch (RuntimeException | MissingPrerequisite failure) {
      parts.close();
      throw failure;
    }
  }

  /**
   * @param lives each has a seed of its own, for identifiers must not come twice
   */
  private static Environment environment(Plan plan, Timeline timeline, long lives)
      throws MissingPrerequisite {
    var world = World.of(plan.vpcs().toArray(Vpc[]::new));
    long seed = plan.rigour().seed() + lives * FAR_APART;
    var environment = Environment.of(timeline, world, plan.settings().account(), seed);
    if (plan.rigour().verified()) {
      environment.accounts().secrets().byDefault(Rigour.SECRET);
    }
    var policies = new IdentityPolicies(environment.accounts(), timeline::now);
    var file = plan.rigour().policies();
    try {
      if (file != null) {
        policies.load(file);
      }
    } catch (IOException | MalformedPolicy unusable) {
      throw new MissingPrerequisite(
          "the policies in %s cannot be used: %s".formatted(file, unusable.getMessage()), unusable);
    }
    return environment.authorizedBy(policies);
  }

  /**
   * Starts to serve.
   *
   * @param timeline real; closed by whoever made it
   * @param pods where targets really listen
   * @throws RuntimeException when a port or an address that was asked for cannot be had
   */
  public static SimulatedAws start(Plan plan, Timeline timeline, PodNetwork pods) {
    try {
      return start(plan, timeline, pods, Memory.NONE);
    } catch (MissingPrerequisite impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Starts to serve what there was before.
   *
   * @param memory closed, if need be, by whoever made it, after this
   * @throws MissingPrerequisite when the memory cannot be used
   * @throws RuntimeException when a port that was asked for is not free
   */
  public static SimulatedAws start(Plan plan, Timeline timeline, PodNetwork pods, Memory memory)
      throws MissingPrerequisite {
    return new SimulatedAws(plan, timeline, pods, memory);
  }

  public LatticeSimulator lattice() {
    return lattice;
  }

  /** What the aws CLI and SDKs take as endpoint URL. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** The data plane's sockets. */
  public Proxy proxy() {
    return proxy;
  }

  /** Stops listening. */
  @Override
  public void close() {
    parts.close();
  }
}
