package io.latticeoperator.control;

import io.latticeoperator.cloud.Read;
import io.latticeoperator.engine.Observation.Unread;
import io.latticeoperator.model.AccessLog;
import io.latticeoperator.model.Alarm;
import io.latticeoperator.model.Dashboard;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.LogGroup;
import io.latticeoperator.model.Lookup;
import io.latticeoperator.model.Node.Kind;
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
import io.latticeoperator.policy.CanonicalPolicy;
import io.latticeoperator.translate.Inquiry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The provisions of one slice: which readings find them, and where in the slice what is found
 * stands.
 */
final class Provided {
  private final Mirror mirror;
  private final MirrorSlice slice;

  /** Our own writes, which outrank lists for a while. */
  private final Map<Key, Instant> made = new HashMap<>();

  private final Map<String, Instant> unmade = new HashMap<>();

  /** An inquiry and the reading that answers it. */
  record Question(Inquiry inquiry, Read.Find read) {}

  Provided(Mirror mirror, MirrorSlice slice) {
    this.mirror = mirror;
    this.slice = slice;
  }

  /** What can be asked now; what hangs on something is not asked about before that is there. */
  List<Question> questions() {
    var questions = new ArrayList<Question>();
    for (var inquiry : slice.anchors().inquiries()) {
      find(inquiry.lookup()).ifPresent(read -> questions.add(new Question(inquiry, read)));
    }
    return questions;
  }

  /** The reading that shows a node. */
  Optional<Read.Find> find(Provision node) {
    return find(node.lookup());
  }

  private Optional<Read.Find> find(Lookup lookup) {
    var parent = lookup.parent();
    if (parent != null) {
      return slice
          .state()
          .physical(slice.anchors().key(parent))
          .map(there -> new Read.Find(lookup.kind(), there.arn()));
    }
    var owner = slice.anchors().owner().toString();
    var subject =
        lookup.kind() == Kind.SECURITY_GROUP_RULE && lookup.subject().equals(owner)
            ? mirror.cluster().uid() + " " + owner
            : lookup.subject();
    return Optional.of(new Read.Find(lookup.kind(), subject));
  }

  boolean holds(Read.Find read) {
    return questions().stream().anyMatch(q -> q.read().equals(read));
  }

  /**
   * Whether an answer is needed before its kind can be planned. What the spec of an export does not
   * ask for is looked for without haste: only an earlier spec may have.
   */
  boolean needed(Inquiry inquiry) {
    return inquiry.asked() || slice.anchors().leaving() || slice.anchors().wiring() == null;
  }

  /** Kinds of which what exists is not known. */
  List<Unread> unread() {
    var unread = new ArrayList<Unread>();
    for (var question : questions()) {
      if (!mirror.log().valid(question.read())) {
        unread.add(unread(question));
      }
    }
    // rules of security groups are made of what is referred to
    for (var read : slice.anchors().named()) {
      if (!mirror.log().valid(read)) {
        boolean asked = !slice.anchors().leaving();
        unread.add(new Unread(Kind.SECURITY_GROUP_RULE, asked, mirror.log().fault(read)));
      }
    }
    return unread;
  }

  /** When each kind was last asked about, by the question that was asked first. */
  Map<Kind, Instant> asked() {
    var asked = new EnumMap<Kind, Instant>(Kind.class);
    for (var question : questions()) {
      var begun = mirror.log().begunAt(question.read());
      if (begun != null) {
        asked.merge(question.read().kind(), begun, (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    return asked;
  }

  private Unread unread(Question question) {
    return new Unread(
        question.read().kind(), question.inquiry().asked(), mirror.log().fault(question.read()));
  }

  /** Whether everything that was asked about was asked late enough to show what there is. */
  boolean certain(Instant from) {
    return questions().stream()
        .filter(question -> mirror.log().valid(question.read()) || unread(question).blocking())
        .map(question -> mirror.log().begunAt(question.read()))
        .allMatch(begun -> begun != null && !begun.isBefore(from));
  }

  /** Takes in what a reading has found. */
  LatticeState take(LatticeState state, Read.Find read, List<Resource> found, Instant begun) {
    var placed = place(read, found, begun);
    var next = new TreeMap<>(state.resources());
    next.entrySet()
        .removeIf(
            e ->
                shows(read, e.getKey(), e.getValue())
                    && !placed.containsKey(e.getKey())
                    && !outranks(made.get(e.getKey()), begun));
    next.putAll(placed);
    return new LatticeState(next);
  }

  void made(Key key, Instant now) {
    made.put(key, now);
  }

  void unmade(Key key, String id, Instant now) {
    made.remove(key);
    unmade.put(id, now);
  }

  private static boolean outranks(@Nullable Instant written, Instant begun) {
    return written != null && begun.isBefore(written.plus(NameIndex.OUTRANKS));
  }

  private Map<Key, Resource> place(Read.Find read, List<Resource> found, Instant begun) {
    var there =
        found.stream()
            .filter(r -> !outranks(unmade.get(MirrorSlice.id(r.physical())), begun))
            .toList();
    var placed = new TreeMap<Key, Resource>();
    if (read.kind() == Kind.SERVICE_NETWORK) {
      networks(there, placed);
      return placed;
    }
    var parent =
        questions().stream()
            .filter(q -> q.read().equals(read))
            .map(q -> q.inquiry().lookup().parent())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    for (var resource : there) {
      var node = onParent((Provision) resource.node(), parent);
      var key = slice.anchors().key(role(node, Objects.requireNonNull(resource.physical())));
      placed.put(key, new Resource(node, resource.physical()));
    }
    return placed;
  }

  /** Ours, or the only one; of several foreign ones none is taken for the one that is meant. */
  private void networks(List<Resource> found, Map<Key, Resource> placed) {
    var role = slice.anchors().key(Role.serviceNetwork());
    var ours = found.stream().filter(r -> ours(role, r)).findFirst();
    if (ours.isPresent() || found.size() == 1) {
      placed.put(role, ours.orElse(found.getFirst()));
      return;
    }
    for (var network : found) {
      var id = MirrorSlice.id(network.physical());
      placed.put(slice.anchors().key(Role.otherNetwork(id)), network);
    }
  }

  private static Provision onParent(Provision node, @Nullable Role parent) {
    if (parent == null) {
      return node;
    }
    return switch (node) {
      case Policy policy ->
          new Policy(parent, policy.type(), CanonicalPolicy.of(policy.document()));
      case AccessLog log -> new AccessLog(parent, log.kindOfDestination(), log.destination());
      case ServiceNetwork network -> network;
      case VpcAssociation association -> association;
      case LogGroup group -> group;
      case ResourceShare share -> share;
      case ShareAcceptance acceptance -> acceptance;
      case SecurityGroupRule rule -> rule;
      case Dashboard dashboard -> dashboard;
      case Alarm alarm -> alarm;
    };
  }

  /** A rule says by its tags which of ours it is; any other stands beside ours by its id. */
  private Role role(Provision node, Physical physical) {
    if (!(node instanceof SecurityGroupRule rule)) {
      return node.role();
    }
    var tags = Objects.requireNonNullElse(physical.tags(), Map.<String, String>of());
    var role = tags.get(Ownership.ROLE);
    return role != null
            && mirror.cluster().uid().equals(tags.get(Ownership.CLUSTER_UID))
            && slice.anchors().owner().toString().equals(tags.get(Ownership.OWNER))
        ? new Role(role)
        : Role.otherRule(rule.groupId(), physical.id());
  }

  private boolean ours(Key key, Resource resource) {
    var physical = resource.physical();
    return physical != null
        && switch (Ownership.judge(physical.tags(), mirror.cluster(), key, "")) {
          case OURS, OURS_OF_EARLIER_OWNER -> true;
          case FOREIGN, OF_PEER, UNPROVEN -> false;
        };
  }

  /** Whether a reading would have shown a resource, had it still been there. */
  private boolean shows(Read.Find read, Key key, Resource resource) {
    if (!(resource.node() instanceof Provision node) || node.kind() != read.kind()) {
      return false;
    }
    return switch (node) {
      case SecurityGroupRule rule ->
          rule.groupId().equals(read.subject())
              || (ours(key, resource) && !read.subject().startsWith("sg-"));
      case VpcAssociation association -> association.vpcId().equals(read.subject());
      case LogGroup group -> group.name().equals(read.subject());
      case ResourceShare share -> share.name().equals(read.subject());
      case ShareAcceptance acceptance -> acceptance.account().equals(read.subject());
      case Dashboard dashboard -> dashboard.name().equals(read.subject());
      case Alarm alarm -> alarm.name().startsWith(read.subject());
      case ServiceNetwork network -> true;
      case Policy policy -> true;
      case AccessLog log -> true;
    };
  }

  /** What proves ownership of a kind without tags: its parent, or its own mark. */
  Physical proven(Key key, Provision node, Physical physical) {
    if (node.kind().taggable()) {
      return physical;
    }
    boolean byParent =
        node instanceof Policy policy && slice.ours(slice.anchors().key(policy.parent()));
    return physical.withTags(
        byParent || node.marked(mirror.cluster(), key.owner())
            ? Ownership.tags(mirror.cluster(), key, "")
            : Map.of());
  }

  /** Readings that show the ways of traffic, which nobody else may close unseen. */
  Stream<Read> watched() {
    return slice.anchors().wiring() != null
        ? Stream.empty()
        : questions().stream()
            .filter(q -> q.inquiry().asked())
            .filter(
                q ->
                    q.read().kind() == Kind.VPC_ASSOCIATION
                        || q.read().kind() == Kind.SECURITY_GROUP_RULE)
            .map(Question::read);
  }
}
