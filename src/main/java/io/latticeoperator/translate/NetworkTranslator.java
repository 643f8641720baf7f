package io.latticeoperator.translate;

import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Lookup;
import io.latticeoperator.model.Names;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Policy;
import io.latticeoperator.model.Provision;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceShare;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceNetwork;
import io.latticeoperator.model.ShareAcceptance;
import io.latticeoperator.model.VpcAssociation;
import io.latticeoperator.policy.CanonicalPolicy;
import io.latticeoperator.policy.ExportReference;
import io.latticeoperator.translate.ExportSpec.DeletionPolicy;
import io.latticeoperator.translate.Finding.About;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A LatticeNetwork's facts to desired state. Pure, and total: whatever the facts, the answer is a
 * translation with findings, never an exception.
 */
public final class NetworkTranslator {
  /** What must stay while exports of this cluster use the network. */
  private static final Set<Kind> CARRYING =
      EnumSet.of(
          Kind.SERVICE_NETWORK,
          Kind.VPC_ASSOCIATION,
          Kind.AUTH_POLICY,
          Kind.RESOURCE_POLICY,
          Kind.RESOURCE_SHARE,
          Kind.SHARE_ACCEPTANCE,
          Kind.SECURITY_GROUP_RULE);

  private final ClusterSettings settings;

  public NetworkTranslator(ClusterSettings settings) {
    this.settings = settings;
  }

  /** Translates one network. */
  public NetworkTranslation translate(NetworkFacts facts, Catalog catalog, Surroundings around) {
    var findings = new ArrayList<Finding>();
    accept(facts, catalog, findings);
    var retained = retained(facts);
    if (findings.stream().anyMatch(f -> f.about() == About.ACCEPTED) && !facts.deleting()) {
      return new NetworkTranslation(null, Set.of(), retained, findings, List.of());
    }
    boolean leaving = facts.deleting();
    if (leaving && around.members().isEmpty() && !around.complete()) {
      // exports may use it that have not been looked at yet
      return new NetworkTranslation(null, Set.of(), retained, List.of(), List.of());
    }
    if (leaving && around.members().isEmpty()) {
      return new NetworkTranslation(LatticeState.EMPTY, Set.of(), retained, List.of(), List.of());
    }
    var draft = new Draft(settings, facts);
    network(facts, draft);
    var provisioning = new Provisioning(settings, facts.roles(), draft);
    provisioning.auth(facts.spec().auth(), Role.serviceNetwork(), around);
    var extra = podRules(facts, around, draft);
    if (leaving) {
      draft.keepOnly(CARRYING);
      draft.find(
          About.IN_USE,
          "InUse",
          around.members().size()
              + " exports of this cluster are in this network, among them "
              + around.members().getFirst().owner()
              + "; it goes when they are gone");
    } else {
      provisioning.accessLogs(facts.spec().accessLogs(), Role.serviceNetwork());
      provisioning.observability(
          facts.spec().observability(),
          facts.spec().accessLogs(),
          facts.network(),
          around.members(),
          around.complete());
    }
    findings.addAll(draft.findings());
    return new NetworkTranslation(draft.desired(), draft.frozen(), retained, findings, extra);
  }

  /** Everything that has to be looked up before a network can be planned, the network first. */
  public List<Inquiry> inquiries(NetworkFacts facts, Surroundings around) {
    var spec = facts.spec();
    var inquiries = new ArrayList<Inquiry>();
    inquiries.add(new Inquiry(node(facts).lookup(), true));
    inquiries.add(
        new Inquiry(Lookup.of(Kind.VPC_ASSOCIATION, vpc(spec)), spec.association() != null));
    inquiries.add(
        new Inquiry(
            Lookup.at(Kind.AUTH_POLICY, Role.serviceNetwork()),
            !spec.auth().equals(AuthSpec.NONE)));
    if (spec.resourcePolicy() != null) {
      // when nobody asks for one, it may be that of a share made by hand: none of ours
      inquiries.add(new Inquiry(Lookup.at(Kind.RESOURCE_POLICY, Role.serviceNetwork()), true));
    }
    inquiries.addAll(
        Provisioning.inquiries(
            settings,
            facts.owner(),
            spec.accessLogs(),
            spec.observability(),
            Role.serviceNetwork()));
    inquiries.add(
        new Inquiry(
            Lookup.of(Kind.RESOURCE_SHARE, share(facts)), !spec.sharing().principals().isEmpty()));
    for (var account : spec.sharing().acceptFrom()) {
      inquiries.add(new Inquiry(Lookup.of(Kind.SHARE_ACCEPTANCE, account), true));
    }
    var groups = spec.podSecurityGroups();
    if (groups != null) {
      PodRules.groups(groups, around)
          .forEach(id -> inquiries.add(new Inquiry(Lookup.of(Kind.SECURITY_GROUP_RULE, id), true)));
    }
    // also finds our rules in groups that are not named any more
    inquiries.add(
        new Inquiry(Lookup.of(Kind.SECURITY_GROUP_RULE, facts.owner().toString()), groups != null));
    return List.copyOf(inquiries);
  }

  /** Names of the Lattice services that the auth policy is about. */
  public Set<String> services(NetworkFacts facts) {
    var policy = facts.spec().auth().policy();
    return policy == null
        ? Set.of()
        : policy.statements().stream()
            .flatMap(statement -> statement.exports().stream())
            .map(
                export ->
                    Names.service(
                        identity(export), Owner.export(export.namespace(), export.name())))
            .collect(Collectors.toUnmodifiableSet());
  }

  private ClusterIdentity identity(ExportReference export) {
    var cluster = export.clusterId();
    return cluster == null ? settings.identity() : new ClusterIdentity(cluster, cluster);
  }

  /** The VPC whose association the network is about. */
  private String vpc(NetworkSpec spec) {
    var association = spec.association();
    return association == null || association.vpcId() == null
        ? settings.vpcId()
        : association.vpcId();
  }

  private static void accept(NetworkFacts facts, Catalog catalog, List<Finding> findings) {
    var rival = catalog.rival(facts);
    if (rival != null) {
      findings.add(
          new Finding(
              About.ACCEPTED,
              "NetworkClaimed",
              "the service network '"
                  + facts.network()
                  + "' is claimed by the older "
                  + rival
                  + "; change that one, or choose another network"));
    }
    var standard = catalog.standard();
    if (facts.spec().standard() && standard != null && !standard.owner().equals(facts.owner())) {
      findings.add(
          new Finding(
              About.NOTE,
              "OtherDefault",
              "spec.default: the older " + standard.owner() + " is the default network already"));
    }
  }

  private static Set<Kind> retained(NetworkFacts facts) {
    var spec = facts.spec();
    // logs are kept as evidence, and an invitation cannot be given back
    var retained = EnumSet.of(Kind.LOG_GROUP, Kind.SHARE_ACCEPTANCE);
    if (facts.deleting() && spec.deletionPolicy() == DeletionPolicy.RETAIN) {
      return EnumSet.allOf(Kind.class);
    }
    var association = spec.association();
    if (association == null || association.deletionPolicy() == DeletionPolicy.RETAIN) {
      retained.add(Kind.VPC_ASSOCIATION);
    }
    if (spec.network().deletionPolicy() == DeletionPolicy.RETAIN
        || spec.network().reference() != null) {
      retained.add(Kind.SERVICE_NETWORK);
      if (facts.deleting()) {
        // without them a network that stays would let in nobody, or nobody from elsewhere
        retained.addAll(EnumSet.of(Kind.AUTH_POLICY, Kind.RESOURCE_POLICY, Kind.RESOURCE_SHARE));
      }
    }
    return retained;
  }

  private void network(NetworkFacts facts, Draft draft) {
    draft.put(node(facts));
    var spec = facts.spec();
    var association = spec.association();
    if (association != null) {
      draft.put(
          new VpcAssociation(
              vpc(spec),
              Role.serviceNetwork().text(),
              association.securityGroups(),
              association.privateDns()));
    }
    var resourcePolicy = spec.resourcePolicy();
    if (resourcePolicy != null) {
      draft.put(
          new Policy(
              Role.serviceNetwork(), Policy.Type.RESOURCE, CanonicalPolicy.of(resourcePolicy)));
    }
    if (!spec.sharing().principals().isEmpty()) {
      draft.put(
          new ResourceShare(
              share(facts), spec.sharing().principals(), spec.sharing().externalPrincipals()));
    }
    for (var account : spec.sharing().acceptFrom()) {
      draft.put(new ShareAcceptance(account, true));
    }
  }

  private static ServiceNetwork node(NetworkFacts facts) {
    var spec = facts.spec().network();
    return new ServiceNetwork(
        facts.network(), facts.spec().auth().type(), spec.reference() != null, spec.tags());
  }

  private String share(NetworkFacts facts) {
    return Names.derived(settings.identity(), facts.owner());
  }

  private static List<String> podRules(NetworkFacts facts, Surroundings around, Draft draft) {
    var spec = facts.spec().podSecurityGroups();
    if (spec == null) {
      return List.of();
    }
    var rules = PodRules.of(spec, around);
    if (rules.complete()) {
      rules.rules().forEach(draft::put);
    } else {
      draft.freeze(Kind.SECURITY_GROUP_RULE);
    }
    if (!rules.extra().isEmpty()) {
      draft.find(
          About.NOTE,
          "PortsWidened",
          "spec.podSecurityGroups.maxRules is "
              + spec.maxRules()
              + ": Lattice may also reach ports that no export uses: "
              + String.join(", ", rules.extra()));
    }
    return rules.extra();
  }

  /** A desired state under construction. */
  static final class Draft {
    private final ClusterSettings settings;
    private final Facts facts;
    private final TreeMap<Key, Resource> resources = new TreeMap<>();
    private final Set<Kind> frozen = EnumSet.noneOf(Kind.class);
    private final List<Finding> findings = new ArrayList<>();

    Draft(ClusterSettings settings, Facts facts) {
      this.settings = settings;
      this.facts = facts;
    }

    Facts facts() {
      return facts;
    }

    void put(Provision provision) {
      resources.put(
          new Key(settings.place(), facts.owner(), provision.role()), Resource.desired(provision));
    }

    /** What is wanted of a kind is not known: what exists of it stays. */
    void freeze(Kind kind) {
      frozen.add(kind);
    }

    void find(About about, String reason, String message) {
      findings.add(new Finding(about, reason, message));
    }

    void keepOnly(Set<Kind> kinds) {
      resources.values().removeIf(r -> !kinds.contains(r.node().kind()));
    }

    LatticeState desired() {
      return new LatticeState(resources);
    }

    Map<Key, Resource> resources() {
      return resources;
    }

    Set<Kind> frozen() {
      return frozen;
    }

    List<Finding> findings() {
      return findings;
    }
  }
}
