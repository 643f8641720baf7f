package io.latticeoperator.translate;

import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.policy.PolicySpec;
import io.latticeoperator.translate.ExportSpec.DeletionPolicy;
import io.latticeoperator.translate.NetworkSpec.NamespaceRule;
import io.latticeoperator.translate.NetworkSpec.PodSecurityGroupsSpec;
import io.latticeoperator.translate.NetworkSpec.ServiceNetworkSpec;
import io.latticeoperator.translate.NetworkSpec.SharingSpec;
import io.latticeoperator.translate.NetworkSpec.VpcAssociationSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A LatticeNetwork as tests write it: what is not said is not asked for. */
public final class NetworkFixture {
  public static final Owner SHOP = Owner.network("shop");

  private Owner owner = SHOP;
  private String uid = "network-uid";
  private long generation = 1;
  private Instant createdAt = Fixtures.START;
  private boolean deleting;
  private @Nullable String name = "shop";
  private @Nullable String reference;
  private Map<String, String> tags = Map.of();
  private DeletionPolicy networkPolicy = DeletionPolicy.RETAIN;
  private boolean standard;
  private NamespaceRule namespaces = NamespaceRule.ALL;
  private @Nullable VpcAssociationSpec association;
  private @Nullable PodSecurityGroupsSpec groups;
  private AuthSpec auth = AuthSpec.NONE;
  private AccessLogsSpec logs = AccessLogsSpec.NONE;
  private SharingSpec sharing = SharingSpec.NONE;
  private ObservabilitySpec observability = ObservabilitySpec.NONE;
  private DeletionPolicy policy = DeletionPolicy.DELETE;
  private boolean suspend;

  public static NetworkFixture network() {
    return new NetworkFixture();
  }

  public NetworkFixture called(String object) {
    owner = Owner.network(object);
    uid = object + "-uid";
    return this;
  }

  public NetworkFixture made(String asName) {
    name = asName;
    reference = null;
    return this;
  }

  public NetworkFixture referring(String to) {
    name = null;
    reference = to;
    return this;
  }

  public NetworkFixture younger(int seconds) {
    createdAt = Fixtures.START.plusSeconds(seconds);
    return this;
  }

  public NetworkFixture generation(long number) {
    generation = number;
    return this;
  }

  public NetworkFixture deleting() {
    deleting = true;
    return this;
  }

  public NetworkFixture deletable() {
    networkPolicy = DeletionPolicy.DELETE;
    return this;
  }

  public NetworkFixture retained() {
    policy = DeletionPolicy.RETAIN;
    return this;
  }

  public NetworkFixture tags(Map<String, String> wanted) {
    tags = wanted;
    return this;
  }

  public NetworkFixture standard() {
    standard = true;
    return this;
  }

  public NetworkFixture admits(Map<String, String> labels) {
    namespaces = new NamespaceRule(labels, List.of());
    return this;
  }

  public NetworkFixture associated(DeletionPolicy onDelete, String... securityGroups) {
    association = new VpcAssociationSpec(null, List.of(securityGroups), null, onDelete);
    return this;
  }

  public NetworkFixture podGroups(int maxRules, String... ids) {
    groups = new PodSecurityGroupsSpec(List.of(ids), new TreeMap<>(), maxRules);
    return this;
  }

  public NetworkFixture podGroupsTagged(String key, String value) {
    groups = new PodSecurityGroupsSpec(List.of(), new TreeMap<>(Map.of(key, value)), 2);
    return this;
  }

  /** With a document, or with no policy when that is null. */
  public NetworkFixture auth(AuthType type, @Nullable String document) {
    auth = new AuthSpec(type, document == null ? null : new PolicySpec(List.of(), document, false));
    return this;
  }

  public NetworkFixture auth(AuthSpec wanted) {
    auth = wanted;
    return this;
  }

  public NetworkFixture logs(AccessLogsSpec wanted) {
    logs = wanted;
    return this;
  }

  public NetworkFixture logGroup(String group, boolean create, @Nullable Integer days) {
    logs = new AccessLogsSpec(new AccessLogsSpec.LogGroupSpec(group, create, days), null, null);
    return this;
  }

  public NetworkFixture shared(String... principals) {
    sharing = new SharingSpec(List.of(principals), true, List.of());
    return this;
  }

  public NetworkFixture accepting(String... accounts) {
    sharing = new SharingSpec(List.of(), false, List.of(accounts));
    return this;
  }

  public NetworkFixture observed(ObservabilitySpec wanted) {
    observability = wanted;
    return this;
  }

  public NetworkFixture suspended() {
    suspend = true;
    return this;
  }

  public NetworkFacts facts() {
    return new NetworkFacts(
        owner,
        uid,
        generation,
        createdAt,
        deleting,
        new NetworkSpec(
            new ServiceNetworkSpec(name, reference, tags, networkPolicy),
            standard,
            namespaces,
            association,
            groups,
            auth,
            null,
            logs,
            sharing,
            observability,
            policy,
            suspend),
        Map.of());
  }

  /** Surroundings in which exports use these ports, and everything has been read. */
  public static Surroundings using(Integer... ports) {
    return new Surroundings(
        Map.of(IpAddressType.IPV4, "pl-four", IpAddressType.IPV6, "pl-six"),
        null,
        Map.of(),
        ports.length == 0 ? List.of() : List.of(member(ports)),
        true);
  }

  public static Member member(Integer... ports) {
    return new Member(
        Fixtures.CHECKOUT,
        List.of("shop"),
        "svc-1",
        "arn:svc-1",
        List.of("tg-1"),
        IpAddressType.IPV4,
        new TreeSet<>(List.of(ports)));
  }

  /** Translates a network that is alone in its cluster. */
  public static NetworkTranslation translate(NetworkFacts facts, Surroundings around) {
    return new NetworkTranslator(Fixtures.SETTINGS)
        .translate(facts, new Catalog(List.of(facts), Map.of()), around);
  }
}
