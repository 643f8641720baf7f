package io.latticeoperator.control;

import io.latticeoperator.cloud.Read;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.Names;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Place;
import io.latticeoperator.model.Role;
import io.latticeoperator.translate.Claims;
import io.latticeoperator.translate.ClusterSettings;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.Inquiry;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an owner's resources are found by.
 *
 * @param wiring names in AWS's lists; null for an owner that has neither service nor target groups
 * @param networks service networks it refers to, as the user wrote them
 * @param inquiries everything else that has to be looked up
 * @param named things that are only referred to
 * @param services names of services that it refers to
 * @param leaving the object is being deleted
 */
record Anchors(
    Place place,
    Owner owner,
    @Nullable Wiring wiring,
    List<String> networks,
    List<Inquiry> inquiries,
    List<Read.Named> named,
    Set<String> services,
    boolean leaving) {
  Anchors {
    networks = List.copyOf(networks);
    inquiries = List.copyOf(inquiries);
    named = List.copyOf(named);
    services = Set.copyOf(services);
  }

  /**
   * The names of an export's resources.
   *
   * @param service name of its Lattice service
   * @param groupPrefix what the names of its target groups begin with; a generation follows
   */
  record Wiring(String service, String groupPrefix) {
    static Wiring of(ClusterSettings settings, ExportFacts facts) {
      return new Wiring(
          Claims.serviceName(settings, facts),
          Names.targetGroupPrefix(settings.identity(), facts.owner()));
    }
  }

  Key key(Role role) {
    return new Key(place, owner, role);
  }

  /** The key of the group with this name, which begins with the prefix. */
  Key group(String name) {
    var names = Objects.requireNonNull(wiring);
    return key(Role.targetGroup(names.service(), name.substring(names.groupPrefix().length())));
  }
}
