package io.latticeoperator.simulator.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.simulator.aws.Journal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {
  private final Bench bench = new Bench();

  private List<Journal.Change> lastChanges() {
    var journal = bench.lattice.journal();
    return journal.since(journal.next() - 1).getFirst().changes();
  }

  private static Journal.Ended call(String operation, String text) {
    return new Journal.Ended(
        Instant.EPOCH,
        Bench.CALLER,
        "vpc-lattice",
        operation,
        true,
        Bench.parse("{'text':'%s'}".formatted(text)),
        "OK",
        200,
        List.of());
  }

  @Test
  void nothingIsDescribedUnlessAskedFor() {
    bench.network("shop");
    assertEquals(List.of(), lastChanges());
  }

  @Test
  void aWriteSaysWhatWasBeforeAndAfter() {
    bench.lattice.journal().detailed(true);
    var network = bench.network("shop");
    var created = lastChanges().getFirst();
    assertEquals(network, created.id());
    assertNull(created.before());
    assertEquals("shop", after(created, "name"));

    bench.ok(
        "UpdateServiceNetwork", "{'serviceNetworkIdentifier':'%s','authType':'AWS_IAM'}", network);
    var updated = lastChanges().getFirst();
    assertNotNull(updated.before());
    assertEquals("NONE", updated.before().get("authType").asText());
    assertEquals("AWS_IAM", after(updated, "authType"));

    bench.ok("DeleteServiceNetwork", "{'serviceNetworkIdentifier':'%s'}", network);
    var deleted = lastChanges().getFirst();
    assertNotNull(deleted.before());
    assertNull(deleted.after());
  }

  @Test
  void tagsTargetsAndPoliciesAreChangesToo() {
    bench.lattice.journal().detailed(true);
    var group = bench.usedGroup("checkout");
    bench.register(group, "10.1.0.5:8080", "10.1.0.6:8080");
    assertEquals(
        List.of(group + "/10.1.0.5:8080", group + "/10.1.0.6:8080"),
        lastChanges().stream().map(Journal.Change::id).toList());
    var arn =
        bench.ok("GetTargetGroup", "{'targetGroupIdentifier':'%s'}", group).get("arn").asText();
    assertEquals(List.of(), lastChanges(), "a read");
    bench.ok("TagResource", "{'resourceArn':'%s','tags':{'a':'1'}}", arn);
    var tagged = lastChanges().getFirst();
    assertEquals(group, tagged.id());
    assertNotNull(tagged.after());
    assertEquals("1", tagged.after().at("/tags/a").asText());
  }

  @Test
  void whatChangesNothingHasNoChanges() {
    bench.lattice.journal().detailed(true);
    var network = bench.network("shop");
    bench.refused(ErrorCode.CONFLICT, "CreateServiceNetwork", "{'name':'shop'}");
    assertEquals(List.of(), lastChanges());
    bench.ok(
        "UpdateServiceNetwork", "{'serviceNetworkIdentifier':'%s','authType':'NONE'}", network);
    assertTrue(lastChanges().stream().allMatch(change -> change.id().equals(network)));
  }

  @Test
  void whatSettlesLaterIsNotPartOfTheNextCall() {
    bench.lattice.journal().detailed(true);
    bench.service("checkout");
    bench.network("shop");
    assertEquals(1, lastChanges().size());
  }

  @Test
  void aFullJournalForgetsTheOldestAndSaysSo() {
    var journal = new Journal(3);
    for (int number = 1; number <= 5; number++) {
      journal.add(call("GetService", "x"));
    }
    assertEquals(
        List.of(3L, 4L, 5L), journal.since(3).stream().map(Journal.Entry::sequence).toList());
    var forgotten = assertThrows(IllegalArgumentException.class, () -> journal.since(2));
    assertEquals("The journal has forgotten the calls before number 3", forgotten.getMessage());
    assertThrows(IllegalArgumentException.class, () -> journal.writes(1));
    var extract = journal.extract(entry -> true, 2);
    assertEquals(3, extract.oldest());
    assertEquals(6, extract.next());
    assertEquals(2, extract.entries().size());
    assertEquals(
        5L,
        journal
            .counts()
            .get(new Journal.Kind("vpc-lattice", "GetService", "OK", Bench.CALLER.accessKey())));
    journal.clear();
    assertEquals(List.of(), journal.since(1));
  }

  @Test
  void aFewHugeCallsDoNotFillTheMemory() {
    var journal = new Journal();
    var large = "x".repeat(4_000_000);
    for (int number = 1; number <= 40; number++) {
      journal.add(call("GetService", large));
    }
    var extract = journal.extract(entry -> true, Integer.MAX_VALUE);
    assertFalse(extract.entries().isEmpty());
    assertTrue(extract.entries().size() < 20, "" + extract.entries().size());
    assertEquals(41, extract.next());
  }

  @Test
  void manyKindsOfCallsAreCountedAsOneInTheEnd() {
    var journal = new Journal(1);
    for (int number = 0; number < 10_100; number++) {
      journal.add(call("Get" + number, ""));
    }
    assertEquals(100L, journal.counts().get(new Journal.Kind("*", "*", "*", "*")));
  }

  private static String after(Journal.Change change, String member) {
    assertNotNull(change.after());
    return change.after().get(member).asText();
  }
}
