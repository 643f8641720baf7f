package io.latticeoperator.verify;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.latticeoperator.cloud.aws.SignedCalls;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.lattice.SettingsReading;
import io.latticeoperator.simulator.lattice.SettingsText;
import io.latticeoperator.simulator.server.AwsServer;
import io.latticeoperator.time.RealTimeline;
import io.latticeoperator.verify.Wire.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/** A simulator with other settings stands in for AWS. */
class VerificationTest {
  private static final String VPC = "vpc-0aaaaaaaaaaaaaaaa";
  private static final String IP = "10.1.2.3";

  @Test
  void theSameBehaviourOnBothSidesIsFoundToBeTheSame() {
    var outcome = run(Settings.aws(), List.of(IP));
    assertEquals(Verification.questions(), outcome.findings().size());
    for (var finding : outcome.findings()) {
      assertTrue(finding.agrees(), finding.toString());
    }
  }

  @Test
  void eachChoiceInWhichTheOtherSideDiffersIsFound() {
    var others =
        Settings.aws()
            .with(
                to ->
                    to.choices =
                        to.choices.with(
                            choices -> {
                              choices.newerModel = false;
                              choices.deregisterUnknownFails = false;
                              choices.registerRevivesDraining = false;
                              choices.weightZeroIsInUse = false;
                              choices.weightOfSingleGroup = 1;
                              choices.highestPriority = 100;
                              choices.defaultRuleIsNamed = false;
                              choices.defaultRulePriority = 100;
                              choices.authPolicyEndsUnderIam = false;
                              choices.associationListsNeedFilter = false;
                              choices.tokenReuseConflicts = false;
                              choices.tokenEndsWithResource = true;
                            }));
    assertEquals(
        Map.ofEntries(
            entry("choices.newerModel", "false"),
            entry("choices.deregisterUnknownFails", "false"),
            entry("choices.registerRevivesDraining", "false"),
            entry("choices.weightZeroIsInUse", "false"),
            entry("choices.weightOfSingleGroup", "1"),
            entry("choices.highestPriority", "100"),
            entry("choices.defaultRuleIsNamed", "false"),
            entry("choices.defaultRulePriority", "100"),
            entry("choices.authPolicyEndsUnderIam", "false"),
            entry("choices.associationListsNeedFilter", "false"),
            entry("choices.tokenReuseConflicts", "false"),
            entry("choices.tokenEndsWithResource", "true")),
        differences(run(others, List.of(IP))));
  }

  @Test
  void aSimulatorWithTheSettingsThatAreWrittenAgrees() {
    var aws =
        Settings.aws()
            .with(
                to -> {
                  to.draining = Duration.ofMillis(305_100);
                  to.choices =
                      to.choices.with(
                          choices -> {
                            choices.weightOfSingleGroup = 1;
                            choices.tokenEndsWithResource = true;
                          });
                });
    var file = SettingsText.write(differences(run(aws, List.of(IP))));
    var read = SettingsText.read(file, Settings.aws());
    var learned = assertInstanceOf(SettingsReading.Valid.class, read, file).settings();
    var again =
        new Verification(
            SimulatedWire.side(learned, VPC, "10.1.0.0/16"), side(aws), VPC, List.of(IP), "again1");
    assertEquals(Map.of(), differences(again.run(finding -> {})));
  }

  @Test
  void timesAreMeasured() {
    var other =
        Settings.aws()
            .with(
                to -> {
                  to.draining = Duration.ofSeconds(300);
                  to.listLag = Duration.ofSeconds(20);
                });
    assertEquals(
        Map.of("draining", "300s", "listLag", "20s"), differences(run(other, List.of(IP))));
  }

  @Test
  void theSameQuestionsAreAskedOverHttp() {
    var settings =
        Settings.instant()
            .with(
                to -> {
                  to.choices = to.choices.with(choices -> choices.deregisterUnknownFails = false);
                  to.draining = Duration.ofSeconds(3);
                });
    try (var timeline = new RealTimeline("verify-test", failure -> fail(failure));
        var server = AwsServer.start(lattice(timeline, settings), 0);
        var http = ApacheHttpClient.create()) {
      var credentials =
          StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAVERIFY", "secret"));
      var calls = new SignedCalls(http, credentials, server.endpoint(), "us-east-1");
      var real = Pause.real();
      var aws = new Verification.Side(new AwsWire(calls, real), real, Duration.ofMillis(20));
      var simulator = SimulatedWire.side(Settings.instant(), VPC, "10.1.0.0/16");
      var outcome = new Verification(simulator, aws, VPC, List.of(IP), "http1").run(finding -> {});
      var differences = differences(outcome);
      assertEquals(
          Set.of("choices.deregisterUnknownFails", "draining"),
          differences.keySet(),
          differences::toString);
      assertEquals(List.of(), outcome.left());
    }
  }

  private static LatticeSimulator lattice(RealTimeline timeline, Settings settings) {
    var world = World.of(Vpc.of(VPC, settings.account(), "us-east-1", "10.1.0.0/16"));
    return new LatticeSimulator(timeline, settings, world, HealthProbe.alwaysHealthy(), 1);
  }

  @Test
  void withoutAnAddressTheQuestionsOnTargetsStayOpen() {
    var open =
        run(Settings.aws(), List.of()).findings().stream()
            .filter(finding -> finding.aws() == null)
            .map(Finding::note)
            .distinct()
            .toList();
    assertEquals(List.of("needs --target-ip"), open);
  }

  @Test
  void nothingIsLeftBehindEvenWhenListsLag() {
    var aws = side(Settings.aws().with(to -> to.listLag = Duration.ofMinutes(1)));
    var verification = verification(aws, List.of(IP));
    var left = new ArrayList<>(verification.run(finding -> {}).left());
    aws.pause().pause(Duration.ofMinutes(2));
    for (var list : List.of("ListServices", "ListTargetGroups", "ListServiceNetworks")) {
      left.add(text(aws.wire().call(list, JsonNodeFactory.instance.objectNode())));
    }
    assertEquals(List.of("{\"items\":[]}", "{\"items\":[]}", "{\"items\":[]}"), left);
  }

  @Test
  void whatADeadRunLeftIsDeletedAndWhatIsNotOursStays() {
    var aws = side(Settings.aws());
    var dead = new Lab(aws, new Lab.Site(VPC, List.of(IP)), "dead1");
    var group = dead.group();
    var service = dead.service();
    dead.listener(service, 80, Probes.forward(group));
    dead.associate(dead.network(), service);
    dead.ok(
        "RegisterTargets",
        Map.of("targetGroupIdentifier", group, "targets", List.of(Map.of("id", IP, "port", 80))));
    dead.ok("CreateService", Map.of("name", "lattice-verify-not-ours", "tags", Map.of()));
    dead.ok("CreateService", Map.of("name", "somebody-elses"));
    assertEquals(List.of(), verification(aws, List.of()).cleanUp());
    assertEquals(
        List.of("lattice-verify-not-ours", "somebody-elses"),
        dead.ok("ListServices", Map.of()).findValuesAsText("name"));
    assertEquals(0, dead.ok("ListTargetGroups", Map.of()).path("items").size());
    assertEquals(0, dead.ok("ListServiceNetworks", Map.of()).path("items").size());
  }

  private static Verification.Outcome run(Settings aws, List<String> addresses) {
    return verification(side(aws), addresses).run(finding -> {});
  }

  private static Verification verification(Verification.Side aws, List<String> addresses) {
    return new Verification(side(Settings.aws()), aws, VPC, addresses, "test1");
  }

  private static Verification.Side side(Settings settings) {
    return SimulatedWire.side(settings, VPC, "10.1.0.0/16");
  }

  private static Map<String, String> differences(Verification.Outcome outcome) {
    var differences = new TreeMap<String, String>();
    for (var finding : outcome.findings()) {
      if (finding.setting() != null && !finding.agrees()) {
        differences.put(finding.setting(), String.valueOf(finding.aws()));
      }
    }
    return differences;
  }

  private static String text(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> done.output().toString();
      case Outcome.Refused refused -> refused.code();
    };
  }
}
