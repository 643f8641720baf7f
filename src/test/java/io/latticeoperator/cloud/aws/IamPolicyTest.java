package io.latticeoperator.cloud.aws;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.model.Ownership;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.vpclattice.VpcLatticeClient;

/** The policy allows what the code can call, and what those calls imply: no less and no more. */
class IamPolicyTest {
  /**
   * Permissions that AWS checks without our calling the action (service authorization reference).
   */
  private static final Map<String, Set<String>> IMPLIED =
      Map.of(
          "vpc-lattice:CreateService",
          Set.of("vpc-lattice:TagResource", "iam:CreateServiceLinkedRole"),
          "vpc-lattice:CreateTargetGroup",
          Set.of("vpc-lattice:TagResource", "iam:CreateServiceLinkedRole", "ec2:DescribeVpcs"),
          "vpc-lattice:CreateListener",
          Set.of("vpc-lattice:TagResource"),
          "vpc-lattice:CreateServiceNetworkServiceAssociation",
          Set.of("vpc-lattice:TagResource"),
          "vpc-lattice:RegisterTargets",
          Set.of("ec2:DescribeVpcs", "ec2:DescribeSubnets", "ec2:DescribeInstances"));

  private static final String CLIENT = VpcLatticeClient.class.getName().replace('.', '/');

  private final JsonNode policy = read();

  private static JsonNode read() {
    try {
      return new ObjectMapper().readTree(Path.of("deploy/iam-policy.json").toFile());
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** From the bytecode: each operation of the client that any class of the adapter refers to. */
  private static Set<String> called() {
    try (var files = Files.list(adapter())) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .flatMap(IamPolicyTest::references)
          .filter(reference -> reference.owner().asInternalName().equals(CLIENT))
          .filter(reference -> reference.type().stringValue().endsWith("Response;"))
          .map(reference -> reference.name().stringValue())
          .map(name -> "vpc-lattice:" + Character.toUpperCase(name.charAt(0)) + name.substring(1))
          .collect(toCollection(TreeSet::new));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Path adapter() {
    var resource = AwsCloud.class.getResource("AwsCloud.class");
    return Path.of(URI.create(String.valueOf(resource))).resolveSibling("");
  }

  private static Stream<MemberRefEntry> references(Path file) {
    try {
      var pool = ClassFile.of().parse(file).constantPool();
      return StreamSupport.stream(pool.spliterator(), false)
          .filter(MemberRefEntry.class::isInstance)
          .map(MemberRefEntry.class::cast);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private Stream<JsonNode> statements() {
    return StreamSupport.stream(policy.path("Statement").spliterator(), false);
  }

  private static Stream<String> actions(JsonNode statement) {
    var action = statement.path("Action");
    return action.isTextual()
        ? Stream.of(action.asText())
        : StreamSupport.stream(action.spliterator(), false).map(JsonNode::asText);
  }

  @Test
  void allowsExactlyWhatIsCalledAndImplied() {
    var needed = new TreeSet<>(called());
    assertTrue(needed.contains("vpc-lattice:RegisterTargets"), needed::toString);
    called().forEach(action -> needed.addAll(IMPLIED.getOrDefault(action, Set.of())));
    assertEquals(
        needed, statements().flatMap(IamPolicyTest::actions).collect(toCollection(TreeSet::new)));
  }

  @Test
  void impliesNothingForActionsThatAreNotCalled() {
    assertTrue(called().containsAll(IMPLIED.keySet()));
  }

  @Test
  void bindsEveryWriteToTheTagOfThisCluster() {
    statements()
        .forEach(
            statement ->
                actions(statement)
                    .filter(action -> action.startsWith("vpc-lattice:"))
                    .filter(action -> !action.matches("vpc-lattice:(Get|List).*"))
                    .forEach(action -> assertBound(action, statement)));
  }

  private static void assertBound(String action, JsonNode statement) {
    var equal = statement.path("Condition").path("StringEquals");
    var byRequest = equal.path("aws:RequestTag/" + Ownership.CLUSTER_UID);
    var byResource = equal.path("aws:ResourceTag/" + Ownership.CLUSTER_UID);
    boolean created = action.startsWith("vpc-lattice:Create");
    var bound = byRequest.isMissingNode() && !created ? byResource : byRequest;
    assertEquals("CLUSTER_UID", bound.asText(), action);
  }
}
