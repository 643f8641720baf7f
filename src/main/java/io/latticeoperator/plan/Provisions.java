package io.latticeoperator.plan;

import io.latticeoperator.model.Key;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Policy;
import io.latticeoperator.model.Provision;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceShare;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.SecurityGroupRule;
import io.latticeoperator.model.ServiceNetwork;
import io.latticeoperator.model.ShareAcceptance;
import io.latticeoperator.model.VpcAssociation;
import io.latticeoperator.plan.Plan.Why;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Provisions: what to make, change, share with other clusters, and take away.
 *
 * <p>Nothing in between lets more or fewer callers in than what was and what will be: see {@link
 * Authentication}; ports are opened before others are closed.
 */
final class Provisions {
  private final Slice slice;
  private final Planner.Draft draft;
  private final PortRules portRules;
  private final Authentication authentication;

  Provisions(Slice slice, Planner.Draft draft) {
    this.slice = slice;
    this.draft = draft;
    this.portRules = new PortRules(slice);
    this.authentication = new Authentication(slice, draft);
  }

  void keep(Key key, Provision wanted) {
    var observed = slice.observed().get(key);
    if (observed == null || observed.physical() == null) {
      absent(key, wanted);
      return;
    }
    var physical = observed.physical();
    var there = (Provision) observed.node();
    if (wanted instanceof ShareAcceptance) {
      if (!wanted.satisfiedBy(there)) {
        change(key, physical, there, wanted, "the invitation is pending");
      }
      return;
    }
    switch (slice.verdict(key, physical)) {
      case UNPROVEN ->
          draft.await(key, Why.IN_PROGRESS, wanted.kind().words() + ": tags not read yet");
      case OURS -> maintain(key, wanted, there, physical);
      case OURS_OF_EARLIER_OWNER -> {
        tag(
            key,
            physical,
            there,
            Map.of(Ownership.OWNER_UID, slice.ownerUid()),
            "made for an earlier " + key.owner());
        maintain(key, wanted, there, physical);
      }
      case OF_PEER -> ofPeer(key, wanted, there, physical);
      case FOREIGN -> foreign(key, wanted, there, physical);
    }
  }

  private void absent(Key key, Provision wanted) {
    if (wanted instanceof ServiceNetwork network && ambiguous(key, network)) {
      return;
    }
    if (wanted.referenced()) {
      draft.await(key, Why.ABSENT, missing(wanted));
      return;
    }
    if (wanted instanceof SecurityGroupRule rule && openedByOther(rule)) {
      return;
    }
    var ids = arns(wanted);
    if (ids == null) {
      draft.await(key, Why.IN_PROGRESS, wanted.kind().words() + " waits for what it is built on");
      return;
    }
    var tags = new HashMap<>(Ownership.tags(slice.cluster(), key, slice.ownerUid()));
    tags.putAll(wanted.userTags());
    if (wanted.kind().shareable()) {
      tags.putAll(Ownership.use(slice.cluster()));
    }
    var node = wanted instanceof Policy policy ? authentication.attributed(key, policy) : wanted;
    draft.change(new Change.Create(key, node, ids, Map.copyOf(tags), "wanted"));
  }

  /** Several networks may have one name, for other accounts share theirs. */
  private boolean ambiguous(Key key, ServiceNetwork wanted) {
    var ids =
        slice
            .observed()
            .nodes(ServiceNetwork.class)
            .map(e -> Objects.requireNonNull(e.physical()).arn())
            .toList();
    if (ids.isEmpty()) {
      return false;
    }
    draft.await(
        key,
        Why.AMBIGUOUS,
        "several service networks are called '"
            + wanted.name()
            + "'; refer to one of them by its ARN: "
            + String.join(", ", ids));
    return true;
  }

  /** A rule of somebody else that opens all of the ports does for us too. */
  private boolean openedByOther(SecurityGroupRule wanted) {
    var other = portRules.other(wanted);
    other.ifPresent(
        entry -> {
          var physical = Objects.requireNonNull(entry.physical());
          if (ofOperator(physical) && !usedByUs(physical)) {
            useToo(entry.key(), entry.node(), physical);
          }
        });
    return other.isPresent();
  }

  private static boolean ofOperator(Physical physical) {
    return physical.tags() != null && physical.tags().containsKey(Ownership.CLUSTER_UID);
  }

  private boolean usedByUs(Physical physical) {
    return physical.tags() != null
        && physical.tags().containsKey(Ownership.USER + slice.cluster().uid());
  }

  private void useToo(Key key, Provision there, Physical physical) {
    tag(key, physical, there, Ownership.use(slice.cluster()), "used by this cluster too");
  }

  private static String missing(Provision wanted) {
    return switch (wanted) {
      case ServiceNetwork network ->
          "there is no service network '"
              + network.name()
              + "' in this account and Region; create it, or have it shared with this account";
      case ShareAcceptance acceptance ->
          "account "
              + acceptance.account()
              + " shares no service network with this account; its owner has to create the share";
      default ->
          "there is no "
              + wanted.kind().words()
              + " "
              + wanted.role()
              + "; somebody has to make it";
    };
  }

  private void maintain(Key key, Provision wanted, Provision there, Physical physical) {
    switch (physical.status()) {
      case CREATE_IN_PROGRESS, UPDATE_IN_PROGRESS ->
          draft.await(key, Why.IN_PROGRESS, wanted.kind().words() + " is " + physical.status());
      case DELETE_IN_PROGRESS ->
          draft.await(
              key, Why.IN_PROGRESS, wanted.kind().words() + " is being deleted, then made again");
      case CREATE_FAILED ->
          draft.change(
              new Change.Delete(
                  key,
                  physical,
                  there,
                  Map.of(),
                  physical.status()
                      + (physical.failure() == null ? "" : ": " + physical.failure())));
      case ACTIVE, UPDATE_FAILED, DELETE_FAILED -> {
        tagAsWanted(key, wanted, there, physical);
        if (!wanted.satisfiedBy(there)) {
          update(key, wanted, there, physical);
        }
      }
    }
  }

  private void tagAsWanted(Key key, Provision wanted, Provision there, Physical physical) {
    var tags = Objects.requireNonNull(physical.tags());
    var missing = new TreeMap<>(wanted.userTags());
    if (wanted.kind().shareable()) {
      missing.putAll(Ownership.use(slice.cluster()));
    }
    missing.entrySet().removeIf(e -> e.getValue().equals(tags.get(e.getKey())));
    if (!missing.isEmpty() && wanted.kind().taggable()) {
      tag(key, physical, there, missing, "tags differ");
    }
  }

  private void update(Key key, Provision wanted, Provision there, Physical physical) {
    switch (wanted) {
      case ServiceNetwork network ->
          authentication.change(
              key, physical, there, wanted, Objects.requireNonNull(network.auth()));
      case VpcAssociation association -> {
        if (there instanceof VpcAssociation other
            && !other.network().equals(association.network())) {
          elsewhere(key, association, other, physical);
        } else {
          change(key, physical, there, wanted, "differs: " + difference(there));
        }
      }
      case SecurityGroupRule rule -> {
        var next = portRules.next(key, rule, (SecurityGroupRule) there, physical);
        if (next.equals(there)) {
          draft.await(key, Why.IN_PROGRESS, portRules.whyOpen(physical));
        } else {
          change(
              key,
              physical,
              there,
              next,
              next.equals(rule) ? "ports differ" : "opened before others are closed");
        }
      }
      case Policy policy -> {
        if (!authentication.holdsChange(key, policy)) {
          change(
              key,
              physical,
              there,
              authentication.attributed(key, policy),
              "differs from what is wanted");
        }
      }
      default -> change(key, physical, there, wanted, "differs from what is wanted");
    }
  }

  private static String difference(Provision there) {
    return PlanText.words(there);
  }

  private void ofPeer(Key key, Provision wanted, Provision there, Physical physical) {
    if (!wanted.kind().shareable() || !wanted.satisfiedBy(there)) {
      foreign(key, wanted, there, physical);
      return;
    }
    if (!wanted.referenced() && !usedByUs(physical) && !physical.status().inProgress()) {
      useToo(key, there, physical);
    }
  }

  private void foreign(Key key, Provision wanted, Provision there, Physical physical) {
    if (wanted.satisfiedBy(there)) {
      return;
    }
    if (wanted instanceof ServiceNetwork network && network.referenced()) {
      authentication.change(
          key,
          physical,
          there,
          network.withAuth(network.auth()),
          Objects.requireNonNull(network.auth()));
      return;
    }
    if (wanted instanceof VpcAssociation association
        && there instanceof VpcAssociation other
        && !other.network().equals(association.network())) {
      elsewhere(key, association, other, physical);
      return;
    }
    draft.await(
        key,
        Why.NAME_CONFLICT,
        wanted.kind().words()
            + " "
            + PlanText.words(wanted)
            + " is wanted, but "
            + physical.arn()
            + " is there ("
            + PlanText.words(there)
            + "), which is "
            + Ownership.describe(Objects.requireNonNullElse(physical.tags(), Map.of()))
            + "; ask for what it says, or have it changed there");
  }

  private void elsewhere(Key key, VpcAssociation wanted, VpcAssociation there, Physical physical) {
    draft.await(
        key,
        Why.NAME_CONFLICT,
        "VPC "
            + wanted.vpcId()
            + " is associated with service network "
            + there.network()
            + " already, and a VPC has one association only: "
            + physical.arn()
            + "; delete that one first, or reach this network through a service network endpoint");
  }

  void remove(Key key, Provision there, Resource resource) {
    var physical = resource.physical();
    if (physical == null || slice.retained().contains(there.kind())) {
      return;
    }
    var tags = Objects.requireNonNullElse(physical.tags(), Map.<String, String>of());
    boolean ours = slice.ours(key, resource);
    boolean used = usedByUs(physical);
    if ((!ours && !used) || stillWanted(there)) {
      return;
    }
    if (there instanceof Policy policy && authentication.holdsRemoval(key, policy)) {
      return;
    }
    switch (physical.status()) {
      case CREATE_IN_PROGRESS, UPDATE_IN_PROGRESS ->
          draft.await(
              key,
              Why.IN_PROGRESS,
              there.kind().words() + " is " + physical.status() + ", then deleted");
      case DELETE_IN_PROGRESS ->
          draft.await(key, Why.IN_PROGRESS, there.kind().words() + " is being deleted");
      case ACTIVE, CREATE_FAILED, UPDATE_FAILED, DELETE_FAILED -> {
        var others = Ownership.otherUsers(tags, slice.cluster());
        if (others.isEmpty()) {
          delete(key, there, physical);
        } else if (used) {
          draft.change(
              new Change.Untag(
                  key,
                  physical,
                  there,
                  Set.of(Ownership.USER + slice.cluster().uid()),
                  "still used by " + String.join(", ", others)));
        }
      }
    }
  }

  private void delete(Key key, Provision there, Physical physical) {
    var blocker = blocker(key, there);
    if (blocker != null) {
      draft.await(key, Why.IN_PROGRESS, there.kind().words() + " waits: " + blocker);
    } else {
      draft.change(new Change.Delete(key, physical, there, Map.of(), "no longer wanted"));
    }
  }

  /** A rule of somebody else that opens ports which are wanted stays in use. */
  private boolean stillWanted(Provision there) {
    return there instanceof SecurityGroupRule rule
        && slice
            .desired()
            .nodes(SecurityGroupRule.class)
            .anyMatch(e -> slice.observed().get(e.key()) == null && rule.opens(e.node()));
  }

  private @Nullable String blocker(Key key, Provision there) {
    return switch (there) {
      case ServiceNetwork network ->
          slice
                      .observed()
                      .nodes(VpcAssociation.class)
                      .anyMatch(e -> e.node().network().equals(key.role().text()))
                  || slice.observed().nodes(ResourceShare.class).findAny().isPresent()
              ? "a VPC is associated with it, or it is shared; what is retained has to be deleted by"
                  + " hand, or its deletionPolicy set to Delete, first"
              : null;
      case SecurityGroupRule rule ->
          portRules.dispensable(key, rule) ? null : "its ports are not open by another rule yet";
      default -> null;
    };
  }

  private void change(Key key, Physical physical, Provision from, Provision to, String reason) {
    var ids = arns(to);
    draft.change(new Change.Update(key, physical, from, to, ids == null ? Map.of() : ids, reason));
  }

  private void tag(
      Key key, Physical physical, Provision there, Map<String, String> tags, String reason) {
    if (there.kind().taggable()) {
      draft.change(new Change.Tag(key, physical, there, Map.copyOf(tags), reason));
    }
  }

  /** ARNs of all that a provision needs, or null while one of them is not ACTIVE and wanted. */
  private @Nullable Map<Role, String> arns(Provision provision) {
    var arns = new TreeMap<Role, String>();
    for (var role : provision.needs()) {
      var entry =
          slice.desired().resources().entrySet().stream()
              .filter(e -> e.getKey().role().equals(role))
              .findFirst();
      if (entry.isEmpty()) {
        return null;
      }
      var there = slice.observed().get(entry.get().getKey());
      if (there == null
          || there.physical() == null
          || !there.active()
          || !usable(entry.get().getKey(), entry.get().getValue().node(), there)) {
        return null;
      }
      arns.put(role, there.physical().arn());
    }
    return arns;
  }

  private boolean usable(Key key, Node wanted, Resource there) {
    return slice.ours(key, there)
        || (wanted instanceof Provision provision
            && (provision.referenced() || provision.kind().shareable()));
  }
}
