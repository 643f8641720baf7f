package io.latticeoperator.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadershipTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Leadership.Settings SETTINGS =
      Leadership.Settings.of(Duration.ofSeconds(15), Duration.ofSeconds(15));

  private final VirtualTimeline time = new VirtualTimeline(START);
  private final SharedLease lease = new SharedLease(time::now);

  /** One replica, with the way it reaches the store by and a wall clock of its own. */
  private final class Replica implements LeaseStore, Office {
    final List<Mandate> terms = new ArrayList<>();
    final Leadership leadership;
    boolean reachesTheStore = true;
    boolean hearsAnswers = true;
    boolean endsAtOnce = true;
    boolean endsClean = true;
    boolean inUse;
    Duration skew = Duration.ZERO;
    int ended;
    @Nullable Consumer<Boolean> ending;

    Replica(String name) {
      leadership =
          new Leadership(
              time,
              () -> time.now().plus(skew),
              this,
              Caller.delayed(time, Duration.ofMillis(5), Duration.ofMillis(5)),
              SETTINGS,
              name,
              this);
    }

    Replica start() {
      leadership.start();
      return this;
    }

    @Override
    public Answer read() {
      return reachesTheStore && hearsAnswers ? lease.read() : new Unanswered("cut off");
    }

    @Override
    public Answer write(Lease next, @Nullable String version) {
      if (!reachesTheStore) {
        return new Unanswered("cut off");
      }
      var answer = lease.write(next, version);
      return hearsAnswers ? answer : new Unanswered("answer lost");
    }

    @Override
    public void begin(Mandate mandate) {
      terms.add(mandate);
    }

    @Override
    public void end(Consumer<Boolean> over) {
      ended++;
      ending = over;
      if (endsAtOnce) {
        over.accept(endsClean);
      }
    }

    @Override
    public boolean inUse() {
      return inUse;
    }

    boolean leads() {
      return leadership.mayWrite();
    }
  }

  private void run(long millis) {
    time.advance(Duration.ofMillis(millis));
  }

  private Lease lease() {
    return assertLease(lease.lease());
  }

  private static Lease assertLease(@Nullable Lease lease) {
    assertNotNull(lease);
    return lease;
  }

  private Replica leader() {
    var one = new Replica("one").start();
    run(1000);
    assertTrue(one.leads());
    return one;
  }

  @Test
  void whereNobodyEverLedTheFirstLeadsAtOnce() {
    var one = new Replica("one").start();
    run(100);

    assertTrue(one.leads());
    assertEquals("one", lease().holder());
    assertNull(one.terms.getFirst().lateUntil());
    assertTrue(one.leadership.standing().leading());
  }

  @Test
  void theLeaseIsRenewedAndTheOthersStandBy() {
    var one = leader();
    var two = new Replica("two").start();
    run(3_600_000);

    assertTrue(one.leads());
    assertEquals(1, one.terms.size());
    assertTrue(two.terms.isEmpty());
    assertEquals("one", two.leadership.standing().holder());
    assertEquals(0, lease().transitions());
  }

  @Test
  void afterASuddenDeathAnotherLeadsOnceTheLeaseHasBeenStillForItsDuration() {
    var one = leader();
    var two = new Replica("two").start();
    run(10_000);
    one.reachesTheStore = false;
    var last = lease.history().getLast().at();
    while (!two.leads()) {
      run(10);
    }

    var after = Duration.between(last, time.now());
    assertTrue(after.compareTo(SETTINGS.duration()) >= 0, after.toString());
    assertTrue(after.compareTo(SETTINGS.duration().plus(SETTINGS.retry())) <= 0, after.toString());
    assertEquals(1, lease().transitions());
  }

  @Test
  void whoTakesAnUnreleasedLeaseFearsTheCallsOfItsPredecessor() {
    var one = leader();
    var two = new Replica("two").start();
    one.reachesTheStore = false;
    run(20_000);

    var late = two.terms.getFirst().lateUntil();
    assertNotNull(late);
    assertTrue(late.isAfter(lease().acquired().plusSeconds(14)));
  }

  /** Skews are of the second replica's clock, in seconds. */
  @ParameterizedTest
  @CsvSource({"-600", "600", "-86400", "86400"})
  void anotherMachinesClockDoesNotMatter(long skew) {
    var one = leader();
    var two = new Replica("two");
    two.skew = Duration.ofSeconds(skew);
    two.start();
    run(600_000);
    assertTrue(two.terms.isEmpty());
    assertTrue(one.leads());

    one.reachesTheStore = false;
    run(16_100);
    assertTrue(two.leads());
    assertFalse(one.leads());
  }

  @Test
  void theFenceShutsAMarginBeforeTheEndCountedFromTheBeginOfTheLastRenewal() {
    var one = leader();
    run(1_200);
    one.reachesTheStore = false;
    // begun 5 ms before it came to the store
    var begun = lease.history().getLast().at().minusMillis(5);
    time.advance(Duration.between(time.now(), begun.plusMillis(11_999)));
    assertTrue(one.leads());
    run(1);
    assertFalse(one.leads());
  }

  @Test
  void whileNobodyElseLeadsTheTermGoesOnWhenTheStoreIsBack() {
    var one = leader();
    one.reachesTheStore = false;
    run(120_000);
    assertFalse(one.leads());
    assertEquals("cut off", one.leadership.standing().trouble());

    one.reachesTheStore = true;
    run(1_100);
    assertTrue(one.leads());
    assertEquals(1, one.terms.size());
    assertEquals(0, one.ended);
    assertNull(one.leadership.standing().trouble());
  }

  @Test
  void aRenewalWithoutAnAnswerIsFoundAndNotTakenForAnother() {
    var one = leader();
    one.hearsAnswers = false;
    run(2_500);
    one.hearsAnswers = true;
    run(30_000);

    assertTrue(one.leads());
    assertEquals(0, one.ended);
  }

  @Test
  void aLeaseTakenWithoutAnAnswerIsOurs() {
    var one = new Replica("one");
    one.hearsAnswers = false;
    lease.put(new Lease("", SETTINGS.duration(), START, START, 3));
    // reads are answered again once the write is done
    one.hearsAnswers = true;
    one.start();
    run(6);
    one.hearsAnswers = false;
    run(10);
    one.hearsAnswers = true;
    run(3_000);

    assertTrue(one.leads());
    assertNotNull(one.terms.getFirst().lateUntil());
  }

  @Test
  void whoHasLostTheLeaseEndsItsTermAndStandsBy() {
    var one = leader();
    var two = new Replica("two").start();
    one.reachesTheStore = false;
    run(20_000);
    assertTrue(two.leads());
    assertEquals(0, one.ended, "as far as it can know nobody else leads");

    one.endsAtOnce = false;
    one.reachesTheStore = true;
    run(1_100);
    assertEquals(1, one.ended);
    assertFalse(one.terms.getFirst().permit().granted());
    two.reachesTheStore = false;
    run(60_000);
    assertEquals(1, one.terms.size(), "it must not lead again before its term has ended");

    end(one, true);
    run(20_000);
    assertTrue(one.leads());
    assertEquals(2, one.terms.size());
    assertFalse(one.terms.getFirst().permit().granted(), "a term that is over stays over");
    assertTrue(one.terms.getLast().permit().granted());
  }

  private static void end(Replica replica, boolean clean) {
    var over = replica.ending;
    assertNotNull(over);
    over.accept(clean);
  }

  @Test
  void whoResignsRenewsUntilItsTermHasEndedAndThenGivesTheLeaseAway() {
    var one = leader();
    var two = new Replica("two").start();
    one.endsAtOnce = false;
    var retired = one.leadership.resign();
    run(30_000);
    assertTrue(one.leads(), "what is under way may end");
    assertFalse(retired.isDone());
    assertTrue(two.terms.isEmpty());

    end(one, true);
    run(1_100);
    assertTrue(retired.isDone());
    assertFalse(one.leads());
    assertTrue(two.leads(), "within one look");
    assertNull(two.terms.getFirst().lateUntil(), "nothing can come late");
    run(60_000);
    assertEquals(1, one.terms.size(), "it competes no more");
  }

  /**
   * Seconds that the second leader led, after the first had died; whether the third has to fear.
   */
  @ParameterizedTest
  @CsvSource({"1, true", "10, true", "16, false"})
  void aLeaseThatIsGivenAwaySoonMayBringLateCallsOfTheLeaderBefore(long led, boolean fears) {
    var one = leader();
    var two = new Replica("two").start();
    one.reachesTheStore = false;
    run(16_500);
    run(led * 1000);
    two.leadership.resign();
    var three = new Replica("three").start();
    run(1_100);

    assertEquals(fears, three.terms.getFirst().lateUntil() != null);
  }

  @Test
  void whoseCallsHaveNotEndedLeavesTheLeaseToRunOut() {
    var one = leader();
    var two = new Replica("two").start();
    run(2_000);
    one.endsClean = false;
    var retired = one.leadership.resign();
    run(10_000);

    assertTrue(retired.isDone());
    assertFalse(one.terms.getFirst().permit().granted());
    assertEquals("one", lease().holder());
    assertFalse(two.leads());
    run(7_000);
    assertTrue(two.leads());
    assertNotNull(two.terms.getFirst().lateUntil());
  }

  @Test
  void aStandbyResignsAtOnce() {
    leader();
    var two = new Replica("two").start();
    run(5_000);
    var retired = two.leadership.resign();
    run(10);

    assertTrue(retired.isDone());
    var writes = lease.history().stream().filter(each -> !each.holder().equals("one"));
    assertEquals(0, writes.count());
  }

  /** Milliseconds after the start: before the first look, in it, while it writes, after. */
  @ParameterizedTest
  @CsvSource({"0", "3", "7", "12", "17", "20", "500"})
  void whenItResignsWhileItTakesTheLeaseNobodyIsLeftHoldingIt(long after) {
    var one = new Replica("one").start();
    run(after);
    var retired = one.leadership.resign();
    run(1_000);

    assertTrue(retired.isDone());
    assertFalse(one.leads());
    assertTrue(lease.lease() == null || lease().holder().isEmpty(), () -> lease().toString());
  }

  @Test
  void aDeletedLeaseEndsTheTermAndItsPlaceIsLeftAloneForAsLongAsItsHolderMayWrite() {
    var one = leader();
    var two = new Replica("two").start();
    run(5_000);
    one.reachesTheStore = false;
    lease.delete();
    run(11_000);
    assertTrue(two.terms.isEmpty());
    run(5_000);
    assertTrue(two.leads());
    assertFalse(one.leads());
    assertNotNull(two.terms.getFirst().lateUntil());
  }

  @Test
  void aLeaderWhoseLeaseIsDeletedStopsAtTheNextRenewal() {
    var one = leader();
    lease.delete();
    run(2_100);

    assertEquals(1, one.ended);
    assertFalse(one.leads());
  }

  @Test
  void whereSomebodyMustHaveLedTheLackOfALeaseIsNoInvitation() {
    var one = new Replica("one");
    one.inUse = true;
    one.start();
    run(14_900);
    assertTrue(one.terms.isEmpty());
    run(1_100);
    assertTrue(one.leads());
    assertNotNull(one.terms.getFirst().lateUntil());
  }

  @Test
  void aSignOfLifeOfWhateverKindCountsAsOne() {
    var two = new Replica("two");
    lease.put(new Lease("one", SETTINGS.duration(), START, START, 0));
    two.start();
    for (int i = 1; i < 20; i++) {
      run(14_000);
      lease.put(new Lease("one", SETTINGS.duration(), START, START.plusNanos(i), 0));
    }
    assertTrue(two.terms.isEmpty());
  }

  /** Seconds that a lease says, and those after which it is taken. */
  @ParameterizedTest
  @CsvSource({"5, 5", "15, 15", "60, 60", "0, 120", "-1, 120", "999999999, 120"})
  void theDurationIsTheHoldersWithinReason(long says, long taken) {
    lease.put(new Lease("somebody", Duration.ofSeconds(says), START, START, 0));
    var two = new Replica("two").start();
    run(taken * 1000 - 100);
    assertTrue(two.terms.isEmpty());
    run(1_200);
    assertTrue(two.leads());
  }

  @Test
  void aStepOfTheWallClockForwardShutsTheFenceUntilTheNextRenewal() {
    var one = leader();
    one.skew = Duration.ofMinutes(10);
    assertFalse(one.leads());
    run(2_100);
    assertTrue(one.leads());
    assertEquals(0, one.ended);
  }

  @Test
  void aStepOfTheWallClockBackwardKeepsTheFenceAsItIs() {
    var one = leader();
    one.skew = Duration.ofMinutes(-10);
    assertTrue(one.leads());
    one.reachesTheStore = false;
    run(12_100);
    assertFalse(one.leads());
  }

  @Test
  void ofManyCandidatesOneLeads() {
    lease.put(new Lease("gone", SETTINGS.duration(), START, START, 0));
    var all = new ArrayList<Replica>();
    for (int i = 0; i < 7; i++) {
      all.add(new Replica("replica-" + i).start());
    }
    run(60_000);

    assertEquals(1, all.stream().filter(Replica::leads).count());
    assertEquals(1, all.stream().mapToInt(each -> each.terms.size()).sum());
    assertEquals(1, lease().transitions());
  }

  @Test
  void somebodyWhoTakesTheLeaseByHandGetsIt() {
    var one = leader();
    lease.put(new Lease("administrator", Duration.ofSeconds(60), START, time.now(), 9));
    run(2_100);

    assertFalse(one.leads());
    assertNotEquals(0, one.ended);
    run(50_000);
    assertFalse(one.leads());
    run(15_000);
    assertTrue(one.leads());
    assertEquals(10, lease().transitions());
  }

  /** Seconds: duration, renewal, retry, margin. */
  @ParameterizedTest
  @CsvSource({"15,2,1,12", "15,0,1,3", "15,2,0,3", "15,2,1,0", "10,5,2,3", "121,2,1,3"})
  void timesThatCannotWorkAreRefused(long duration, long renewal, long retry, long margin) {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Leadership.Settings(
                Duration.ofSeconds(duration),
                Duration.ofSeconds(renewal),
                Duration.ofSeconds(retry),
                Duration.ofSeconds(margin),
                Duration.ofSeconds(15)));
  }
}
