package io.latticeoperator.app.demo;

import io.latticeoperator.app.Logging;
import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.Parts;
import io.latticeoperator.app.RunConfig.Log;
import io.latticeoperator.app.StopSignal;
import io.latticeoperator.app.simulator.SimulatedAws;
import io.latticeoperator.kube.Annotations;
import io.latticeoperator.simulator.dataplane.ProxySettings;
import io.latticeoperator.simulator.kubernetes.controllers.PodSockets;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.time.RealTimeline;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A short life of one operator, in a small world made for it: a cluster that has a Service with the
 * annotation, a simulated AWS. The image's AOT cache is made from what an operator loads in it, and
 * how long a start takes is measured in it.
 *
 * <pre>
 *   java -cp … io.latticeoperator.app.demo.Rehearsal COMMAND…     such as: /usr/bin/lattice run
 * </pre>
 */
public final class Rehearsal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Writing an AOT cache is part of the end. */
  private static final Duration LAST_RITES = Duration.ofMinutes(5);

  private static final Duration LOOK = Duration.ofMillis(2);
  private static final int REPLICAS = 3;
  private static final int MORE_REPLICAS = 4;

  private final Parts parts = new Parts();
  private final StopSignal stop;
  private final RealTimeline timeline;
  private final SimulatedAws aws;
  private final DemoCluster cluster;
  private final OperatorChild operator;

  /** Milliseconds from the start of the process; {@code cpu} of all its threads until ready. */
  record Times(long ready, long cpu, long firstWrite, long exported) {
    @Override
    public String toString() {
      return "ready after %d ms (%d ms of CPU), first write to AWS after %d ms, first export ready after %d ms"
          .formatted(ready, cpu, firstWrite, exported);
    }
  }

  private Rehearsal(StopSignal stop, List<String> command) throws MissingPrerequisite {
    this.stop = stop;
    try {
      var folder = TemporaryFolder.create();
      parts.add(folder::close);
      timeline = new RealTimeline("simulators", bug -> LOG.error("a bug in a simulator", bug));
      parts.add(timeline::close);
      var sockets = new PodSockets();
      var settings = Profile.QUICK.settings();
      aws =
          SimulatedAws.start(
              new SimulatedAws.Plan(
                  settings,
                  List.of(DemoVpc.ONE.vpc(settings.account())),
                  0,
                  ProxySettings.likely()),
              timeline,
              sockets);
      parts.add(aws::close);
      cluster = new DemoCluster("one", DemoVpc.ONE, timeline, sockets, folder, true);
      parts.add(cluster::close);
      operator =
          new OperatorChild(
              command,
              cluster,
              OperatorChild.settings(Profile.QUICK, aws.endpoint(), folder),
              folder);
      parts.add(operator::close);
    } catch (RuntimeException | MissingPrerequisite failure) {
      parts.close();
      throw failure;
    }
  }

  /** Ends with 0 when the operator did what it should, and 1 when it did not. */
  public static void main(String[] command) throws MissingPrerequisite {
    Logging.configure(new Log(Log.Level.WARN, Log.Format.TEXT));
    System.exit(play(List.of(command), System.out) ? 0 : 1);
  }

  private static boolean play(List<String> command, PrintStream out) throws MissingPrerequisite {
    try (var stop = new StopSignal(PATIENCE);
        var rehearsal = new Rehearsal(stop, command)) {
      try {
        out.println(rehearsal.play());
        int code = rehearsal.operator.end(LAST_RITES);
        if (code != 0) {
          throw new NotHeld("the operator ended with " + code);
        }
        return true;
      } catch (NotHeld failure) {
        out.println(failure.getMessage());
        rehearsal.operator.lastWords().forEach(out::println);
        return false;
      }
    }
  }

  private Times play() throws NotHeld, MissingPrerequisite {
    new Administrator(aws.lattice(), DemoVpc.REGION).connect(DemoVpc.ONE.id());
    var api = cluster.api();
    var deployment = Checkout.deployment(Profile.QUICK.workload());
    api.create(Checkout.DEPLOYMENTS, Checkout.parse(deployment));
    api.create(Checkout.SERVICES, Checkout.parse(Checkout.service()));
    api.patch(Checkout.SERVICE, MergePatch.annotate(Annotations.EXPORT, "true"));
    var patience = new Patience(stop, timeline, PATIENCE);
    patience.until("three ready pods", () -> cluster.pods().wanted().size() == REPLICAS);

    var began = timeline.now();
    operator.start();
    patience.until("the operator to be ready", this::ready, LOOK);
    var ready = since(began, timeline.now());
    var cpu = operator.cpu().toMillis();
    patience.until("the export to be ready", this::exported, LOOK);
    var exported = since(began, timeline.now());
    api.patch(Checkout.DEPLOYMENT, MergePatch.scale(MORE_REPLICAS));
    patience.until("a fourth target", () -> healthy() == MORE_REPLICAS);
    api.patch(Checkout.DEPLOYMENT, MergePatch.scale(REPLICAS));
    patience.until("three targets", () -> registered() == REPLICAS);
    operator.scrape();
    return new Times(ready, cpu, since(began, firstWrite()), exported);
  }

  private boolean ready() throws NotHeld {
    if (!operator.running()) {
      throw new NotHeld("the operator has ended");
    }
    return operator.ready();
  }

  private boolean exported() {
    return cluster.api().get(Checkout.EXPORT).filter(e -> Claims.isTrue(e, "Ready")).isPresent();
  }

  private Instant firstWrite() {
    LatticeSimulator lattice = aws.lattice();
    return lattice.journal().since(1).stream()
        .filter(call -> call.caller().accessKey().equals(OperatorChild.accessKey(cluster)))
        .filter(call -> !call.read())
        .findFirst()
        .orElseThrow()
        .at();
  }

  private int healthy() {
    return new Inventory(aws.lattice().snapshot()).healthy().size();
  }

  private int registered() {
    return new Inventory(aws.lattice().snapshot()).registered().size();
  }

  private static long since(Instant began, Instant now) {
    return Duration.between(began, now).toMillis();
  }

  @Override
  public void close() {
    parts.close();
  }
}
