package io.latticeoperator.deploy;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.model.Ownership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The policies allow what the code can call, and what those calls imply: no less and no more. */
class DerivedPoliciesTest {
  /** What IAM allows a managed policy to have, white space not counted. */
  private static final int LONGEST_MANAGED_POLICY = 6144;

  /**
   * Statements that write and are not bound to this cluster, for AWS has nothing to bind them by:
   * what it does on our behalf, and what is about nobody's resource.
   */
  private static final Set<String> UNBOUND =
      Set.of(
          "AcceptInvitations",
          "BucketPolicyIsSetOnOurBehalf",
          "DeliveryIsSetUpOnOurBehalf",
          "FirstDeliveryInTheAccount",
          "FirstUseInTheAccount",
          "FromPrefixLists",
          "PublishInOurNamespace",
          "StreamIsTaggedOnOurBehalf",
          "WhatTheSpecAsksOfTheNetwork");

  static Set<Map.Entry<String, String>> files() {
    return PolicyFiles.texts().entrySet();
  }

  private static Set<String> allowed() {
    return PolicyFiles.texts().values().stream()
        .map(PolicyFiles::json)
        .flatMap(PolicyFiles::statements)
        .flatMap(PolicyFiles::actions)
        .collect(toCollection(TreeSet::new));
  }

  @Test
  void whatIsCalledOrImpliedIsAllowed() {
    var called = Called.byTheAdapter();
    assertTrue(called.contains("vpc-lattice:RegisterTargets"), called::toString);
    assertEquals(Set.of(), without(needed(), allowed()));
  }

  @Test
  void whatIsNeitherCalledNorImpliedIsNotAllowed() {
    assertEquals(Set.of(), without(allowed(), needed()));
  }

  private static Set<String> needed() {
    var needed = new TreeSet<>(Called.byTheAdapter());
    Called.byTheAdapter().forEach(action -> needed.addAll(Called.impliedBy(action)));
    return needed;
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    var left = new TreeSet<>(all);
    left.removeAll(some);
    return left;
  }

  @ParameterizedTest
  @MethodSource("files")
  void eachFitsIntoAManagedPolicy(Map.Entry<String, String> file) {
    var filled = PolicyFiles.filled(file.getValue(), "3f0c1d52-6b1e-4f53-9d0b-0d7a4f5a1c11");
    assertTrue(
        filled.toString().length() <= LONGEST_MANAGED_POLICY,
        () -> "" + filled.toString().length());
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyWriteIsBoundToThisCluster(Map.Entry<String, String> file) {
    PolicyFiles.statements(PolicyFiles.json(file.getValue()))
        .filter(DerivedPoliciesTest::writes)
        .forEach(
            statement -> {
              var sid = statement.path("Sid").asText();
              assertEquals(!UNBOUND.contains(sid), isBound(statement), sid);
            });
  }

  private static boolean writes(JsonNode statement) {
    return PolicyFiles.actions(statement)
        .anyMatch(action -> !action.matches("[^:]+:(Describe|Get|List).*"));
  }

  private static boolean isBound(JsonNode statement) {
    var condition = statement.path("Condition");
    var equal = condition.path("StringEquals");
    var only = condition.path("ForAllValues:StringEquals").path("aws:TagKeys");
    var user = Ownership.USER + "CLUSTER_UID";
    return Set.of("aws:RequestTag/", "aws:ResourceTag/").stream()
            .anyMatch(key -> equal.path(key + Ownership.CLUSTER_UID).asText().equals("CLUSTER_UID"))
        || condition.path("Null").path("aws:ResourceTag/" + user).asText().equals("false")
        || PolicyFiles.strings(only).toList().equals(List.of(user))
        || PolicyFiles.strings(statement.path("Resource"))
            .allMatch(resource -> resource.contains("lattice-CLUSTER_UID-"));
  }

  /** A tag that is written later than in the create must not make a resource ours. */
  @ParameterizedTest
  @MethodSource("files")
  void aTagOfOursIsWrittenOnlyInACreateOrOnWhatIsOurs(Map.Entry<String, String> file) {
    PolicyFiles.statements(PolicyFiles.json(file.getValue()))
        .filter(
            statement ->
                PolicyFiles.actions(statement)
                    .anyMatch(Set.of("vpc-lattice:TagResource", "ec2:CreateTags")::contains))
        .forEach(
            statement -> {
              var condition = statement.path("Condition");
              var equal = condition.path("StringEquals");
              assertTrue(
                  equal.has("vpc-lattice:CreateAction")
                      || equal.has("ec2:CreateAction")
                      || equal.has("aws:ResourceTag/" + Ownership.CLUSTER_UID)
                      || condition.has("ForAllValues:StringEquals"),
                  () -> statement.path("Sid").asText());
            });
  }

  @Test
  void theReadmeTellsOfEachStatementAndEachFile() throws IOException {
    var readme = Files.readString(Path.of("deploy/README.md"));
    for (var file : files()) {
      assertTrue(readme.contains("`" + file.getKey() + "`"), file::getKey);
      PolicyFiles.statements(PolicyFiles.json(file.getValue()))
          .map(statement -> "`" + statement.path("Sid").asText() + "`")
          .forEach(sid -> assertTrue(readme.contains(sid), sid));
    }
  }
}
