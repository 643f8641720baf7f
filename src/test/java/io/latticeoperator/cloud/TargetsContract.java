package io.latticeoperator.cloud;

import static io.latticeoperator.cloud.Stage.GROUP;
import static io.latticeoperator.cloud.Stage.done;
import static io.latticeoperator.cloud.Stage.failed;
import static io.latticeoperator.cloud.Stage.physical;
import static io.latticeoperator.cloud.Stage.weights;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.model.Listener;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetStatus;
import io.latticeoperator.model.Targets;
import io.latticeoperator.plan.Fault;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every cloud does with targets. */
public interface TargetsContract {
  /** Where the test plays: the same one all through a test. */
  Stage stage();

  @Test
  default void registersAndDeregistersAHundredTargetsInACallEach() {
    var group = stage().group(Stage.group());
    var targets = addresses(100, 8080);
    var registered = stage().register(group, targets);
    assertEquals(1, registered.calls());
    assertEquals(Map.of(), done(registered).refused());
    var statuses = new TreeMap<TargetAddress, TargetStatus>();
    targets.forEach(target -> statuses.put(target, TargetStatus.UNUSED));
    assertEquals(new Targets.Registered(statuses), stage().targets(group.id()));
    var deregistered = stage().deregister(group, targets);
    assertEquals(1, deregistered.calls());
    assertEquals(Targets.Registered.NONE, stage().targets(group.id()));
  }

  @Test
  default void readsTargetsPageByPage() {
    var group = stage().group(Stage.group());
    stage().register(group, addresses(100, 8080));
    stage().register(group, addresses(50, 8081));
    var reading = stage().read(new Read.Targets(group.id()));
    assertEquals(2, reading.calls());
    assertEquals(150, stage().targets(group.id()).statuses().size());
  }

  @Test
  default void tellsWhichTargetsAwsRefusedAndWhy() {
    var group = stage().group(Stage.group());
    var good = new TargetAddress("10.1.0.1", 8080);
    var bad = new TargetAddress("192.168.0.1", 8080);
    var refused = done(stage().register(group, List.of(good, bad))).refused();
    assertEquals(Set.of(bad), refused.keySet());
    assertTrue(refused.getOrDefault(bad, "").startsWith("UnsupportedTarget: "), refused::toString);
    assertEquals(Set.of(good), stage().targets(group.id()).statuses().keySet());
  }

  @Test
  default void tellsWhatCouldNotBeDeregistered() {
    var group = stage().group(Stage.group());
    var unknown = new TargetAddress("10.1.0.1", 8080);
    var receipt = stage().deregister(group, List.of(unknown));
    assertEquals(Set.of(unknown), done(receipt).refused().keySet());
  }

  @Test
  default void readsHealthAndDrainingOfAGroupInUse() {
    var service = stage().service("checkout");
    var group = stage().group(Stage.group());
    var listener =
        new Listener(Listener.Protocol.HTTP, 80, weights(Map.of(GROUP.role().text(), 100)));
    stage().listener(service.id(), listener, Map.of(GROUP.role(), group.id()));
    stage().association(service.id(), stage().network());
    var target = new TargetAddress("10.1.0.1", 8080);
    stage().register(group, List.of(target));
    assertEquals(TargetStatus.INITIAL, stage().targets(group.id()).statuses().get(target));
    stage().settle();
    assertEquals(TargetStatus.HEALTHY, stage().targets(group.id()).statuses().get(target));
    stage().deregister(group, List.of(target));
    assertEquals(TargetStatus.DRAINING, stage().targets(group.id()).statuses().get(target));
    failed(Fault.Kind.CONFLICT, stage().delete(GROUP, group, Stage.group(), Map.of()));
    stage().settle();
    assertEquals(Targets.Registered.NONE, stage().targets(group.id()));
  }

  @Test
  default void answersAConflictToTargetsOfAGroupInTheMaking() {
    var group = physical(stage().create(GROUP, Stage.group(), Map.of()));
    failed(Fault.Kind.CONFLICT, stage().register(group, addresses(1, 8080)));
  }

  @Test
  default void answersMissingToTargetsOfAGroupThatIsGone() {
    var group = stage().group(Stage.group());
    stage().delete(GROUP, group, Stage.group(), Map.of());
    stage().settle();
    failed(Fault.Kind.MISSING, stage().register(group, addresses(1, 8080)));
    failed(Fault.Kind.MISSING, stage().deregister(group, addresses(1, 8080)));
  }

  private static List<TargetAddress> addresses(int count, int port) {
    return IntStream.range(0, count)
        .mapToObj(number -> new TargetAddress("10.1.1." + number, port))
        .toList();
  }
}
