package io.latticeoperator.deploy;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.cloud.aws.AwsCloud;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the operator can ask of AWS, found in its bytecode, and what that implies. */
final class Called {
  private static final String SERVICES = "software/amazon/awssdk/services/";

  /** Ours, whose methods are named as the operations are. */
  private static final String EC2 = "io/latticeoperator/cloud/aws/ec2/Ec2";

  /** IAM's prefix for each service that the SDK has a package for. */
  private static final Map<String, String> PREFIXES =
      Map.of(
          "cloudwatch", "cloudwatch",
          "cloudwatchlogs", "logs",
          "ram", "ram",
          "resourcegroupstaggingapi", "tag",
          "sts", "sts",
          "vpclattice", "vpc-lattice");

  /**
   * What needs no permission, or is never called: nobody needs one to ask who he is; and only what
   * several clusters share is ever untagged, which alarms and resource shares are not.
   */
  private static final Set<String> FREE =
      Set.of("cloudwatch:UntagResource", "ram:UntagResource", "sts:GetCallerIdentity");

  /** What calls of the other services imply (Service Authorization Reference). */
  private static final Map<String, Set<String>> ELSEWHERE =
      Map.of(
          "cloudwatch:PutMetricAlarm", Set.of("cloudwatch:TagResource"),
          "ec2:AuthorizeSecurityGroupIngress", Set.of("ec2:CreateTags"),
          "logs:CreateLogGroup", Set.of("logs:TagResource"));

  private Called() {}

  /** Each operation of a client that any class of the adapter refers to. */
  static SortedSet<String> byTheAdapter() {
    try (var files = Files.list(adapter())) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .flatMap(Called::references)
          .flatMap(Called::action)
          .filter(action -> !FREE.contains(action))
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

  private static Stream<String> action(MemberRefEntry reference) {
    var owner = reference.owner().asInternalName();
    var type = reference.type().stringValue();
    if (owner.equals(EC2) && !reference.name().equalsString("<init>")) {
      return Stream.of("ec2:" + operation(reference));
    }
    if (!owner.startsWith(SERVICES)
        || !owner.endsWith("Client")
        || !type.matches(".*(Response|Iterable);")) {
      return Stream.empty();
    }
    var service = owner.substring(SERVICES.length()).split("/")[0];
    var prefix = PREFIXES.get(service);
    if (prefix == null) {
      throw new IllegalStateException("no prefix of IAM is known for " + service);
    }
    return Stream.of(prefix + ":" + operation(reference));
  }

  private static String operation(MemberRefEntry reference) {
    var name = reference.name().stringValue().replaceFirst("Paginator$", "");
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** What a call of ours needs besides; all of our target groups are in a VPC. */
  static Set<String> impliedBy(String action) {
    var implied = new TreeSet<>(ELSEWHERE.getOrDefault(action, Set.of()));
    if (action.startsWith("vpc-lattice:")) {
      var call = action.substring("vpc-lattice:".length());
      try (var table = LatticeSimulator.class.getResourceAsStream("implied-permissions.json")) {
        for (var row : new ObjectMapper().readTree(table).path("implied")) {
          if (!row.path("when").asText().equals("LAMBDA")
              && PolicyFiles.strings(row.path("calls")).anyMatch(call::equals)) {
            PolicyFiles.strings(row.path("actions")).forEach(implied::add);
          }
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return implied;
  }
}
