package io.latticeoperator.app;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Place;
import io.latticeoperator.translate.Cidr;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsReaderTest {
  private static final Map<Setting, String> NEEDED =
      Map.of(
          Setting.VPC_ID, "vpc-0123456789abcdef0",
          Setting.ROUTABLE_CIDRS, "10.0.0.0/16",
          Setting.CLUSTER_NAME, "one");

  @Test
  void whatIsNotSetHasItsDefault() {
    var config = valid(NEEDED);

    assertEquals(
        new RunConfig(
            new RunConfig.Cluster(
                "one", null, null, "vpc-0123456789abcdef0", List.of(Cidr.parse("10.0.0.0/16"))),
            new RunConfig.Networks(null, List.of()),
            new RunConfig.Kubernetes(null, null, List.of()),
            null,
            new RunConfig.Reads(Duration.ofHours(1), Duration.ofMinutes(1), 10),
            new RunConfig.Health(InetAddress.ofLiteral("127.0.0.1"), 8080),
            new RunConfig.Log(RunConfig.Log.Level.INFO, RunConfig.Log.Format.TEXT),
            new RunConfig.CloudWatch(RunConfig.CloudWatch.Detail.OFF, 50),
            true,
            false,
            false),
        config);
  }

  @Test
  void everySettingIsRead(@TempDir Path folder) throws IOException {
    var kubeconfig = Files.writeString(folder.resolve("config"), "");
    var config =
        valid(
            Map.ofEntries(
                Map.entry(Setting.VPC_ID, "vpc-12345678"),
                Map.entry(Setting.ROUTABLE_CIDRS, "10.0.0.0/16, fd00::/56"),
                Map.entry(Setting.CLUSTER_NAME, "one"),
                Map.entry(Setting.CLUSTER_ID, "blue/1"),
                Map.entry(Setting.ACCOUNT, "123456789012"),
                Map.entry(Setting.DEFAULT_NETWORK, "shop"),
                Map.entry(Setting.ALLOWED_NETWORKS, "sn-0123456789abcdef0"),
                Map.entry(Setting.NAMESPACES, "shop,payments"),
                Map.entry(Setting.SERVICE_ANNOTATIONS, "false"),
                Map.entry(Setting.AUDIT_INTERVAL, "off"),
                Map.entry(Setting.HEALTH_INTERVAL, "1m30s"),
                Map.entry(Setting.REST_SHARE, "25"),
                Map.entry(Setting.OBSERVE_ONLY, "true"),
                Map.entry(Setting.KUBECONFIG, kubeconfig.toString()),
                Map.entry(Setting.CONTEXT, "admin@one"),
                Map.entry(Setting.LEADER_ELECTION, "on"),
                Map.entry(Setting.LEASE_NAME, "blue"),
                Map.entry(Setting.LEASE_NAMESPACE, "lattice-system"),
                Map.entry(Setting.LEASE_DURATION, "30s"),
                Map.entry(Setting.HEALTH_ADDRESS, "::"),
                Map.entry(Setting.HEALTH_PORT, "0"),
                Map.entry(Setting.LOG_LEVEL, "debug"),
                Map.entry(Setting.LOG_FORMAT, "JSON"),
                Map.entry(Setting.CLOUDWATCH_METRICS, "exports"),
                Map.entry(Setting.CLOUDWATCH_EXPORT_METRICS_LIMIT, "7"),
                Map.entry(Setting.STOP_ON_STDIN_EOF, "true")));

    assertEquals(
        new RunConfig(
            new RunConfig.Cluster(
                "one",
                "blue/1",
                "123456789012",
                "vpc-12345678",
                List.of(Cidr.parse("10.0.0.0/16"), Cidr.parse("fd00::/56"))),
            new RunConfig.Networks("shop", List.of("sn-0123456789abcdef0")),
            new RunConfig.Kubernetes(kubeconfig, "admin@one", List.of("shop", "payments")),
            new RunConfig.Election("lattice-system", "blue", Duration.ofSeconds(30)),
            new RunConfig.Reads(Duration.ZERO, Duration.ofSeconds(90), 25),
            new RunConfig.Health(InetAddress.ofLiteral("::"), 0),
            new RunConfig.Log(RunConfig.Log.Level.DEBUG, RunConfig.Log.Format.JSON),
            new RunConfig.CloudWatch(RunConfig.CloudWatch.Detail.EXPORTS, 7),
            false,
            true,
            true),
        config);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "VPC_ID           | 10.0.0.0/16",
        "VPC_ID           | vpc-123",
        "ROUTABLE_CIDRS   | 10.0.0.0",
        "ROUTABLE_CIDRS   | 10.0.0.0/33",
        "ROUTABLE_CIDRS   | example.org/8",
        "CLUSTER_NAME     | my cluster",
        "CLUSTER_ID       | a,b",
        "ACCOUNT          | 1234",
        "DEFAULT_NETWORK  | Shop",
        "DEFAULT_NETWORK  | ab",
        "DEFAULT_NETWORK  | my--net",
        "DEFAULT_NETWORK  | arn:aws:vpc-lattice:eu-west-1:123456789012:service/svc-0123456789abcdef0",
        "ALLOWED_NETWORKS | shop,Shop",
        "NAMESPACES       | kube-system,-x",
        "SERVICE_ANNOTATIONS | on",
        "AUDIT_INTERVAL   | 10",
        "AUDIT_INTERVAL   | 0s",
        "AUDIT_INTERVAL   | 8d",
        "HEALTH_INTERVAL  | 5m1h",
        "HEALTH_INTERVAL  | 999999d",
        "REST_SHARE       | 0",
        "REST_SHARE       | 51",
        "REST_SHARE       | 10%",
        "OBSERVE_ONLY     | yes",
        "CLOUDWATCH_METRICS | all",
        "CLOUDWATCH_EXPORT_METRICS_LIMIT | 0",
        "CLOUDWATCH_EXPORT_METRICS_LIMIT | 139",
        "KUBECONFIG       | no/such/file",
        "LEADER_ELECTION  | yes",
        "LEASE_NAME       | Blue",
        "LEASE_NAMESPACE  | -",
        "LEASE_DURATION   | 4s",
        "LEASE_DURATION   | 121s",
        "LEASE_DURATION   | off",
        "HEALTH_ADDRESS   | localhost",
        "HEALTH_PORT      | 65536",
        "HEALTH_PORT      | -1",
        "HEALTH_PORT      | http",
        "LOG_LEVEL        | loud",
        "LOG_FORMAT       | xml",
        "STOP_ON_STDIN_EOF| 1"
      })
  void aBadValueIsNamedWithWhatIsAllowed(Setting setting, String word) {
    var problems = invalid(with(setting, word));

    assertEquals(1, problems.size());
    assertEquals(
        setting.flag()
            + " ("
            + setting.variable()
            + ") is '"
            + word
            + "': must be "
            + setting.allowed(),
        problems.getFirst().toString());
  }

  @ParameterizedTest
  @CsvSource({"1s,1", "90s,90", "15m,900", "1h30m,5400", "7d,604800", "1d1h1m1s,90061"})
  void aTimeIsASumOfParts(String word, long seconds) {
    assertEquals(
        Duration.ofSeconds(seconds), valid(with(Setting.AUDIT_INTERVAL, word)).reads().audit());
  }

  @ParameterizedTest
  @CsvSource({
    "shop",
    "sn-0123456789abcdef0",
    "arn:aws:vpc-lattice:eu-west-1:123456789012:servicenetwork/sn-0123456789abcdef0",
    "arn:aws-us-gov:vpc-lattice:us-gov-west-1:123456789012:servicenetwork/sn-0123456789abcdef0"
  })
  void aNetworkIsANameAnIdOrAnArn(String word) {
    assertEquals(word, valid(with(Setting.DEFAULT_NETWORK, word)).networks().standard());
  }

  @Test
  void aListMayBeSeparatedAsTheAwsCommandPrintsIt() {
    assertEquals(
        List.of(Cidr.parse("10.0.0.0/24"), Cidr.parse("10.0.1.0/24")),
        valid(with(Setting.ROUTABLE_CIDRS, "10.0.0.0/24\t10.0.1.0/24\n")).cluster().routable());
  }

  @Test
  void blankCountsAsAbsent() {
    assertNull(valid(with(Setting.ACCOUNT, " ")).cluster().account());
    assertEquals(8080, valid(with(Setting.HEALTH_PORT, "")).health().port());
  }

  @Test
  void someNamespacesNeedAnId() {
    var problems = invalid(with(Setting.NAMESPACES, "shop"));

    assertEquals(
        "--cluster-id (LATTICE_CLUSTER_ID) is missing, and needed with --namespaces"
            + " (LATTICE_NAMESPACES): must be 1 to 100 letters, digits or _ . : / = + - @\n"
            + "  to find what it is otherwise: kubectl get namespace kube-system"
            + " -o jsonpath={.metadata.uid}",
        problems.getFirst().toString());
    assertEquals(1, problems.size());
  }

  @Test
  void whatIsMissingComesWithTheCommandThatFindsIt() {
    assertEquals(
        """
        --vpc-id (LATTICE_VPC_ID) is missing: must be vpc- and 8 or 17 digits or letters, or discover
          to find it: aws ec2 describe-vpcs --query 'Vpcs[].[VpcId,CidrBlock]' --output text
        --routable-cidrs (LATTICE_ROUTABLE_CIDRS) is missing: must be a list such as 10.0.0.0/16,10.1.0.0/16, or discover
          to find them: aws ec2 describe-subnets --filters Name=vpc-id,Values=VPC_ID --query 'Subnets[].CidrBlock' --output text
        --cluster-name (LATTICE_CLUSTER_NAME) is missing: must be 1 to 100 letters, digits or _ . : / = + - @
          to find what kubectl calls it: kubectl config current-context""",
        invalid(Map.of()).stream().map(Problem::toString).collect(joining("\n")));
  }

  @Test
  void theCommandNamesTheVpcWhenItIsKnown() {
    var words = new EnumMap<>(NEEDED);
    words.remove(Setting.ROUTABLE_CIDRS);

    assertTrue(
        invalid(words).getFirst().text().contains("Name=vpc-id,Values=vpc-0123456789abcdef0 "));
  }

  @Test
  void theIdentityIsTheUidOfKubeSystemUnlessOneIsSet() {
    var place = new Place("", "eu-west-1");

    assertEquals(
        new ClusterIdentity("uid-1", "one"),
        valid(NEEDED).clusterSettings("uid-1", place).identity());
    assertEquals(
        new ClusterIdentity("blue", "one"),
        valid(with(Setting.CLUSTER_ID, "blue")).clusterSettings("uid-1", place).identity());
  }

  /**
   * Mode, namespace of the Pod, namespace that is given; namespace of the Lease, empty for none.
   */
  @ParameterizedTest
  @CsvSource({
    "auto, '',     '',      ''",
    "auto, system, '',      system",
    "auto, '',     elsewhere, elsewhere",
    "auto, system, elsewhere, elsewhere",
    "on,   system, '',      system",
    "on,   '',     elsewhere, elsewhere",
    "off,  system, elsewhere, ''"
  })
  void replicasAgreeInAPodOrWhereTheyAreToldTo(
      String mode, String pod, String given, String namespace) {
    var words = with(Setting.LEADER_ELECTION, mode);
    words.put(Setting.LEASE_NAMESPACE, given);

    var configured = SettingsReader.read(words, Optional.of(pod).filter(name -> !name.isEmpty()));

    var config = assertInstanceOf(Configured.Valid.class, configured).config();
    assertEquals(
        namespace.isEmpty()
            ? null
            : new RunConfig.Election(namespace, "lattice-operator", Duration.ofSeconds(15)),
        config.election());
  }

  @Test
  void outsideOfAPodTheLeaseNeedsANamespace() {
    assertEquals(
        "--lease-namespace (LATTICE_LEASE_NAMESPACE) is missing: outside of a Pod, leader election"
            + " needs the namespace that the other replicas keep their Lease in",
        invalid(with(Setting.LEADER_ELECTION, "on")).getFirst().toString());
  }

  @ParameterizedTest
  @EnumSource
  void everyDefaultIsAnAllowedValue(Setting setting) {
    var value = setting.defaultValue();

    assertEquals(valid(NEEDED), value == null ? valid(NEEDED) : valid(with(setting, value)));
  }

  private static Map<Setting, String> with(Setting setting, String word) {
    var words = new EnumMap<>(NEEDED);
    words.put(setting, word);
    return words;
  }

  private static RunConfig valid(Map<Setting, String> words) {
    return assertInstanceOf(Configured.Valid.class, SettingsReader.read(words, Optional.empty()))
        .config();
  }

  private static List<Problem> invalid(Map<Setting, String> words) {
    return assertInstanceOf(Configured.Invalid.class, SettingsReader.read(words, Optional.empty()))
        .problems();
  }
}
