package io.latticeoperator.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.latticeoperator.kube.api.LatticeExportSpec;
import io.latticeoperator.kube.api.LatticeNetworkSpec;
import io.latticeoperator.model.AuthType;
import io.latticeoperator.policy.ExportReference;
import io.latticeoperator.policy.Principal;
import io.latticeoperator.policy.Statement;
import io.latticeoperator.translate.AccessLogsSpec;
import io.latticeoperator.translate.AccessLogsSpec.LogGroupSpec;
import io.latticeoperator.translate.AuthSpec;
import io.latticeoperator.translate.ExportSpec.DeletionPolicy;
import io.latticeoperator.translate.NetworkSpec;
import io.latticeoperator.translate.NetworkSpec.NamespaceRule;
import io.latticeoperator.translate.NetworkSpec.PodSecurityGroupsSpec;
import io.latticeoperator.translate.NetworkSpec.ServiceNetworkSpec;
import io.latticeoperator.translate.NetworkSpec.SharingSpec;
import io.latticeoperator.translate.NetworkSpec.VpcAssociationSpec;
import io.latticeoperator.translate.ObservabilitySpec;
import io.latticeoperator.translate.ObservabilitySpec.AlarmsSpec;
import io.latticeoperator.translate.ObservabilitySpec.DashboardSpec;
import io.latticeoperator.translate.ObservabilitySpec.ForeignEdits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NetworkSpecReaderTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private static NetworkSpec read(String spec) {
    return NetworkSpecReader.read(YAML.unmarshal(spec, LatticeNetworkSpec.class));
  }

  @Test
  void whatIsNotSaidIsWhatTouchesLeast() {
    assertEquals(
        new NetworkSpec(
            new ServiceNetworkSpec(null, null, Map.of(), DeletionPolicy.RETAIN),
            false,
            NamespaceRule.ALL,
            null,
            null,
            AuthSpec.NONE,
            null,
            AccessLogsSpec.NONE,
            SharingSpec.NONE,
            ObservabilitySpec.NONE,
            DeletionPolicy.DELETE,
            false),
        read("suspend: false"));
  }

  @Test
  void partsWithNothingInThemHaveTheirDefaults() {
    var spec =
        read(
            """
            serviceNetwork: {}
            allowedNamespaces: {}
            vpcAssociation: {}
            podSecurityGroups: {}
            auth: {}
            accessLogs: {cloudWatchLogs: {logGroup: /mesh}}
            sharing: {}
            dashboard: {}
            alarms: {}
            """);
    assertEquals(
        new VpcAssociationSpec(null, List.of(), null, DeletionPolicy.RETAIN), spec.association());
    assertEquals(
        new PodSecurityGroupsSpec(List.of(), new TreeMap<>(), 2), spec.podSecurityGroups());
    assertEquals(NamespaceRule.ALL, spec.namespaces());
    assertEquals(AuthSpec.NONE, spec.auth());
    assertEquals(
        new AccessLogsSpec(new LogGroupSpec("/mesh", true, null), null, null), spec.accessLogs());
    assertEquals(SharingSpec.NONE, spec.sharing());
    assertEquals(
        new ObservabilitySpec(
            new DashboardSpec(null, ForeignEdits.REPAIR), new AlarmsSpec(List.of(), 5, 60)),
        spec.observability());
  }

  @Test
  void whatIsSaidIsRead() {
    var spec =
        read(
            """
            serviceNetwork: {reference: other, tags: {team: web}, deletionPolicy: Delete}
            default: true
            allowedNamespaces:
              selector:
                matchLabels: {tier: one}
                matchExpressions:
                - {key: zone, operator: NotIn, values: [lab]}
                - {key: closed, operator: DoesNotExist}
            vpcAssociation:
              vpcId: vpc-00000001
              securityGroupIds: [sg-00000001]
              privateDnsEnabled: true
              deletionPolicy: Delete
            podSecurityGroups: {ids: [sg-00000002], tags: {nodes: alpha}, maxRules: 3}
            resourcePolicy: "{}"
            accessLogs:
              cloudWatchLogs: {logGroup: /mesh, create: false}
              s3: {destinationArn: "arn:aws:s3:::logs"}
              firehose: {destinationArn: "arn:aws:firehose:eu-west-1:123456789012:deliverystream/l"}
            sharing: {principals: ["123456789012"], allowExternalPrincipals: true, acceptFrom: ["210987654321"]}
            dashboard: {name: mine, foreignEdits: Keep}
            alarms: {topics: ["arn:aws:sns:eu-west-1:123456789012:a"], errorPercent: 0.5, lagSeconds: 9}
            deletionPolicy: Retain
            suspend: true
            """);
    assertEquals(
        new ServiceNetworkSpec(null, "other", Map.of("team", "web"), DeletionPolicy.DELETE),
        spec.network());
    assertEquals(true, spec.standard());
    assertFalse(spec.namespaces().admits(Map.of("tier", "one", "zone", "lab")));
    assertFalse(spec.namespaces().admits(Map.of("tier", "one", "closed", "")));
    assertEquals(true, spec.namespaces().admits(Map.of("tier", "one", "zone", "two")));
    assertEquals(
        new VpcAssociationSpec("vpc-00000001", List.of("sg-00000001"), true, DeletionPolicy.DELETE),
        spec.association());
    assertEquals(
        new PodSecurityGroupsSpec(
            List.of("sg-00000002"), new TreeMap<>(Map.of("nodes", "alpha")), 3),
        spec.podSecurityGroups());
    assertEquals("{}", spec.resourcePolicy());
    assertEquals(
        new AccessLogsSpec(
            new LogGroupSpec("/mesh", false, null),
            "arn:aws:s3:::logs",
            "arn:aws:firehose:eu-west-1:123456789012:deliverystream/l"),
        spec.accessLogs());
    assertEquals(
        new SharingSpec(List.of("123456789012"), true, List.of("210987654321")), spec.sharing());
    assertEquals(
        new ObservabilitySpec(
            new DashboardSpec("mine", ForeignEdits.KEEP),
            new AlarmsSpec(List.of("arn:aws:sns:eu-west-1:123456789012:a"), 0.5, 9)),
        spec.observability());
    assertEquals(DeletionPolicy.RETAIN, spec.deletionPolicy());
    assertEquals(true, spec.suspend());
  }

  @Test
  void aPolicyIsReadWithEveryKindOfCaller() {
    var spec =
        read(
            """
            auth:
              type: AWS_IAM
              policy:
                acknowledgeLockout: true
                statements:
                - effect: Deny
                  principals:
                  - roleArn: arn:aws:iam::123456789012:role/front
                  - accountId: "123456789012"
                  - organizationId: o-a1b2c3d4e5
                  - serviceAccount: {namespace: web, name: front}
                  - anonymous: true
                  - anybody: true
                  methods: [GET]
                  paths: ["/a/*"]
                  headers: [{name: x-tier, values: [one]}]
                  sourceVpcs: [vpc-00000001]
                  exports: [{clusterId: c, namespace: shop, name: checkout}]
            """);
    var policy = spec.auth().policy();
    assertEquals(AuthType.AWS_IAM, spec.auth().type());
    assertEquals(true, policy.acknowledgeLockout());
    assertNull(policy.document());
    assertEquals(
        List.of(
            new Statement(
                Statement.Effect.DENY,
                List.of(
                    new Principal.Role("arn:aws:iam::123456789012:role/front"),
                    new Principal.Account("123456789012"),
                    new Principal.Organization("o-a1b2c3d4e5"),
                    new Principal.ServiceAccount("web", "front"),
                    new Principal.Anonymous(),
                    new Principal.Anybody()),
                List.of("GET"),
                List.of("/a/*"),
                List.of(new Statement.Header("x-tier", List.of("one"))),
                List.of("vpc-00000001"),
                List.of(new ExportReference("c", "shop", "checkout")))),
        policy.statements());
    assertEquals(
        Set.of(new Principal.ServiceAccount("web", "front")),
        ProvisionReader.serviceAccounts(spec.auth()));
  }

  @Test
  void aCallerWhoIsNotSaidIsNobody() {
    var spec =
        read("auth: {type: AWS_IAM, policy: {statements: [{effect: Allow, principals: [{}]}]}}");
    assertEquals(
        List.of(new Principal.ServiceAccount("", "")),
        spec.auth().policy().statements().getFirst().principals());
  }

  @Test
  void anExportSaysTheSameThingsOfItsService() {
    var spec =
        ExportSpecReader.read(
            YAML.unmarshal(
                """
                serviceRef: {name: web}
                service:
                  auth: {type: NONE, policy: {document: "{}"}}
                  accessLogs: {s3: {destinationArn: "arn:aws:s3:::logs"}}
                dashboard: {name: web}
                alarms: {}
                """,
                LatticeExportSpec.class));
    assertEquals(AuthType.NONE, spec.auth().type());
    assertEquals("{}", spec.auth().policy().document());
    assertEquals(new AccessLogsSpec(null, "arn:aws:s3:::logs", null), spec.accessLogs());
    assertEquals(
        new ObservabilitySpec(
            new DashboardSpec("web", ForeignEdits.REPAIR), new AlarmsSpec(List.of(), 5, 60)),
        spec.observability());
  }
}
