package io.latticeoperator.translate;

import io.latticeoperator.model.HealthCheck;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Lookup;
import io.latticeoperator.model.Names;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.Targets;
import io.latticeoperator.translate.Finding.About;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Facts to desired state, one export at a time. Pure, and total: whatever the facts, the answer is
 * a translation with findings, never an exception.
 */
public final class Translator {
  private final ClusterSettings settings;

  public Translator(ClusterSettings settings) {
    this.settings = settings;
  }

  /**
   * Translates one export.
   *
   * @param claims of all exports
   * @param catalog of all networks
   * @param self the export as it is in AWS
   */
  public Translation translate(ExportFacts facts, Claims claims, Catalog catalog, Member self) {
    var service = Claims.serviceName(settings, facts);
    var choice = ExportNetworks.of(settings, facts, catalog);
    var networks = choice.references();
    if (facts.deleting()) {
      return new Translation(
          LatticeState.EMPTY,
          Targets.Wanted.NONE,
          List.of(),
          0,
          service,
          networks,
          Set.of(),
          new TreeSet<>(),
          null);
    }
    var findings = new ArrayList<>(choice.findings());
    var port = Ports.resolve(facts, findings);
    var protocols = Protocols.resolve(facts, port, findings);
    var rival = claims.rival(facts);
    if (rival != null) {
      findings.add(
          new Finding(
              About.ACCEPTED,
              "NameConflict",
              "spec.service.name: '"
                  + service
                  + "' is claimed by the older "
                  + rival
                  + "; choose another name"));
    }
    var endpoints = Endpoints.of(facts, port, Protocols.addressType(facts), settings.routable());
    findings.addAll(endpoints.findings());
    if (protocols == null || blocked(findings)) {
      return new Translation(
          null,
          endpoints.wanted(),
          findings,
          endpoints.unroutable(),
          service,
          networks,
          Set.of(),
          ports(endpoints.wanted(), null),
          Protocols.addressType(facts));
    }
    var properties =
        new TargetGroup.Properties(
            protocols.protocol(), protocols.version(), protocols.addressType(), settings.vpcId());
    var generation = Names.generation(service, properties);
    var groupKey = key(facts, Role.targetGroup(service, generation));
    var resources = new TreeMap<Key, Resource>();
    var group =
        new TargetGroup(
            Names.targetGroupPrefix(settings.identity(), facts.owner()) + generation,
            properties,
            protocols.healthCheck(),
            endpoints.wanted());
    resources.put(groupKey, Resource.desired(group));
    resources.put(
        key(facts, Role.service()),
        Resource.desired(new LatticeService(service, facts.spec().auth().type())));
    var weights = new TreeMap<String, Integer>();
    weights.put(groupKey.role().text(), 100);
    for (var listener : protocols.listeners()) {
      resources.put(
          key(facts, Role.listener(listener.protocol(), listener.port())),
          Resource.desired(new Listener(listener.protocol(), listener.port(), weights)));
    }
    for (var network : networks) {
      resources.put(
          key(facts, Role.association(network)),
          Resource.desired(new ServiceAssociation(network, "")));
    }
    var draft = new NetworkTranslator.Draft(settings, facts);
    var provisioning = new Provisioning(settings, facts.roles(), draft);
    provisioning.auth(facts.spec().auth(), Role.service(), Surroundings.NONE);
    provisioning.accessLogs(facts.spec().accessLogs(), Role.service());
    provisioning.observability(
        facts.spec().observability(), facts.spec().accessLogs(), service, List.of(self), true);
    resources.putAll(draft.resources());
    findings.addAll(draft.findings());
    return new Translation(
        new LatticeState(resources),
        endpoints.wanted(),
        findings,
        endpoints.unroutable(),
        service,
        networks,
        draft.frozen(),
        ports(endpoints.wanted(), protocols.healthCheck()),
        protocols.addressType());
  }

  /** Service networks that an export refers to: ids, names or ARNs. */
  public List<String> networks(ExportFacts facts, Catalog catalog) {
    return ExportNetworks.of(settings, facts, catalog).references();
  }

  /** Everything besides service and targets that has to be looked up for an export. */
  public List<Inquiry> inquiries(ExportFacts facts) {
    var spec = facts.spec();
    var inquiries =
        new ArrayList<>(
            Provisioning.inquiries(
                settings, facts.owner(), spec.accessLogs(), spec.observability(), Role.service()));
    inquiries.add(
        new Inquiry(
            Lookup.at(Kind.AUTH_POLICY, Role.service()), !spec.auth().equals(AuthSpec.NONE)));
    if (facts.deleting()) {
      // what hangs on the service goes with it
      inquiries.removeIf(inquiry -> inquiry.lookup().parent() != null);
    }
    return List.copyOf(inquiries);
  }

  private static SortedSet<Integer> ports(Targets.Wanted wanted, @Nullable HealthCheck check) {
    var ports = new TreeSet<Integer>();
    wanted.causes().keySet().forEach(address -> ports.add(address.port()));
    if (check != null && check.enabled() && check.port() != null) {
      ports.add(check.port());
    }
    return ports;
  }

  private Key key(ExportFacts facts, Role role) {
    return new Key(settings.place(), facts.owner(), role);
  }

  private static boolean blocked(List<Finding> findings) {
    return findings.stream()
        .anyMatch(f -> f.about() == About.ACCEPTED || f.about() == About.RESOLVED_REFS);
  }
}
