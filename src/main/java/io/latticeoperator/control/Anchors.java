package io.latticeoperator.control;

import io.latticeoperator.model.Key;
import io.latticeoperator.model.Names;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Place;
import io.latticeoperator.model.Role;
import io.latticeoperator.translate.Claims;
import io.latticeoperator.translate.ClusterSettings;
import io.latticeoperator.translate.Facts;
import java.util.List;

/**
 * The names by which an owner's resources are found in AWS's lists.
 *
 * @param service name of its Lattice service
 * @param groupPrefix what the names of its target groups begin with; a generation follows
 * @param networks service networks it refers to, as the user wrote them
 * @param leaving the export is being deleted
 */
record Anchors(
    Place place,
    Owner owner,
    String service,
    String groupPrefix,
    List<String> networks,
    boolean leaving) {

  static Anchors of(ClusterSettings settings, Facts facts) {
    var networks =
        !facts.spec().networks().isEmpty() || settings.defaultNetwork() == null
            ? facts.spec().networks()
            : List.of(settings.defaultNetwork());
    return new Anchors(
        settings.place(),
        facts.owner(),
        Claims.serviceName(settings, facts),
        Names.targetGroupPrefix(settings.identity(), facts.owner()),
        networks,
        facts.deleting());
  }

  Key key(Role role) {
    return new Key(place, owner, role);
  }

  /** The key of the group with this name. */
  Key group(String name) {
    return key(Role.targetGroup(service, name.substring(groupPrefix.length())));
  }
}
