package io.latticeoperator.translate;

import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Names;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.translate.Finding.About;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Facts to desired state, one export at a time. Pure, and total: whatever the facts, the answer is
 * a translation with findings, never an exception.
 */
public final class Translator {
  private final ClusterSettings settings;

  public Translator(ClusterSettings settings) {
    this.settings = settings;
  }

  /** Translates one export; {@code claims} are those of all exports. */
  public Translation translate(Facts facts, Claims claims) {
    var service = Claims.serviceName(settings, facts);
    var networks = networks(facts);
    if (facts.deleting()) {
      return new Translation(
          LatticeState.EMPTY, Endpoints.NOTHING, List.of(), 0, service, networks);
    }
    var findings = new ArrayList<Finding>();
    var port = Ports.resolve(facts, findings);
    var protocols = Protocols.resolve(facts, port, findings);
    acceptNetworks(networks, findings);
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
          null, endpoints.wanted(), findings, endpoints.unroutable(), service, networks);
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
    resources.put(key(facts, Role.service()), Resource.desired(new LatticeService(service)));
    var weights = new TreeMap<String, Integer>();
    weights.put(groupKey.role().text(), 100);
    for (var listener : protocols.listeners()) {
      resources.put(
          key(facts, Role.listener(listener.protocol(), listener.port())),
          Resource.desired(new Listener(listener.protocol(), listener.port(), weights)));
    }
    for (var network : networks) {
      resources.put(
          key(facts, Role.association(network)), Resource.desired(new ServiceAssociation(network)));
    }
    return new Translation(
        new LatticeState(resources),
        endpoints.wanted(),
        findings,
        endpoints.unroutable(),
        service,
        networks);
  }

  private Key key(Facts facts, Role role) {
    return new Key(settings.place(), facts.owner(), role);
  }

  private static boolean blocked(List<Finding> findings) {
    return findings.stream().anyMatch(f -> f.about() != About.TARGETS);
  }

  private List<String> networks(Facts facts) {
    if (!facts.spec().networks().isEmpty()) {
      return facts.spec().networks().stream().distinct().toList();
    }
    var fallback = settings.defaultNetwork();
    return fallback == null ? List.of() : List.of(fallback);
  }

  private void acceptNetworks(List<String> networks, List<Finding> findings) {
    if (networks.isEmpty()) {
      findings.add(
          new Finding(
              About.ACCEPTED,
              "NoNetwork",
              "spec.service.networks is empty and the operator has no default network; name one, or"
                  + " start the operator with --default-network"));
    }
    for (var network : networks) {
      if (!network.equals(settings.defaultNetwork())
          && !settings.allowedNetworks().contains(network)) {
        findings.add(
            new Finding(
                About.ACCEPTED,
                "NotAllowedByNetwork",
                "spec.service.networks: '"
                    + network
                    + "' is not among the networks that exports of this cluster may use: "
                    + allowed()
                    + "; an administrator can add it to --allowed-networks"));
      }
    }
  }

  private String allowed() {
    var all = new ArrayList<String>();
    if (settings.defaultNetwork() != null) {
      all.add(settings.defaultNetwork());
    }
    all.addAll(settings.allowedNetworks());
    return all.isEmpty() ? "none" : String.join(", ", all);
  }
}
