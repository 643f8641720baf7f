package io.latticeoperator.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Policy;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceNetwork;
import io.latticeoperator.translate.Fixtures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may call at every moment between one kind of authentication and another. */
class AuthenticationTest {
  private static final Set<String> EVERYBODY = Set.of("ann", "bob", "cay");
  private static final Map<String, Set<String>> POLICIES =
      Map.of("one", Set.of("ann", "bob"), "other", Set.of("bob", "cay"));
  private static final List<String> DOCUMENTS = List.of("", "one", "other");
  private static final List<AuthType> TYPES = List.of(AuthType.values());

  /** What policies hang on. */
  private enum Parent {
    NETWORK(Owner.network("shop"), Role.serviceNetwork()),
    SERVICE(Fixtures.CHECKOUT, Role.service());

    private final Owner owner;
    private final Role role;

    Parent(Owner owner, Role role) {
      this.owner = owner;
      this.role = role;
    }

    Node node(@Nullable AuthType type) {
      return this == NETWORK
          ? new ServiceNetwork("shop", type, false, Map.of())
          : new LatticeService("shop", type);
    }

    Key key(Role of) {
      return new Key(Fixtures.PLACE, owner, of);
    }

    Key key() {
      return key(role);
    }

    Key policy() {
      return key(Role.policy(Policy.Type.AUTH));
    }

    /**
     * @param document empty for no policy
     */
    LatticeState desired(@Nullable AuthType type, String document) {
      var state = LatticeState.EMPTY.with(key(), Resource.desired(node(type)));
      return document.isEmpty()
          ? state
          : state.with(policy(), Resource.desired(new Policy(role, Policy.Type.AUTH, document)));
    }

    LatticeState observed(AuthType type, String document) {
      var state = LatticeState.EMPTY;
      for (var wanted : desired(type, document).resources().entrySet()) {
        state = state.with(wanted.getKey(), made(wanted.getKey(), wanted.getValue().node()));
      }
      return state;
    }

    Resource made(Key key, Node node) {
      var tags = new HashMap<>(Ownership.tags(Fixtures.SETTINGS.identity(), key, "uid"));
      tags.putAll(Ownership.use(Fixtures.SETTINGS.identity()));
      var arn = "arn:" + key.role();
      return new Resource(
          node, new Physical("id-" + key.role(), arn, ResourceStatus.ACTIVE, null, null, tags));
    }

    AuthType type(LatticeState state) {
      return switch (Objects.requireNonNull(state.get(key())).node()) {
        case ServiceNetwork network -> Objects.requireNonNull(network.auth());
        case LatticeService service -> Objects.requireNonNull(service.auth());
        default -> throw new AssertionError(state);
      };
    }

    String document(LatticeState state) {
      var policy = state.get(policy());
      return policy == null ? "" : ((Policy) policy.node()).document();
    }

    Set<String> callers(LatticeState state) {
      return type(state) == AuthType.NONE
          ? EVERYBODY
          : POLICIES.getOrDefault(document(state), Set.of());
    }
  }

  private static Plan plan(LatticeState desired, LatticeState observed) {
    return Planner.plan(
        new Slice(Fixtures.SETTINGS.identity(), "uid", desired, observed, Set.of(), Map.of()));
  }

  private static LatticeState apply(Parent parent, LatticeState observed, Change change) {
    var physical =
        change instanceof Change.Create create
            ? parent.made(create.key(), create.node()).physical()
            : null;
    return Fold.fold(observed, new Receipt(change, new Receipt.Done(physical, Map.of()), 1));
  }

  /**
   * From everything that can be there to everything that can be wanted, whatever the order in which
   * the calls of a wave have their effect.
   */
  @ParameterizedTest
  @EnumSource(Parent.class)
  void nobodyIsLetInOrKeptOutInBetween(Parent parent) {
    var wanted = new ArrayList<>(TYPES);
    wanted.add(null);
    int ways = 0;
    for (var typeBefore : TYPES) {
      for (var before : DOCUMENTS) {
        for (var typeAfter : wanted) {
          for (var after : DOCUMENTS) {
            var desired = parent.desired(typeAfter, after);
            var start = parent.observed(typeBefore, before);
            var ends = new HashSet<LatticeState>();
            ways += follow(parent, desired, start, List.of(start), ends);
            var what = typeBefore + " " + before + " to " + typeAfter + " " + after;
            assertEquals(1, ends.size(), what);
            settled(parent, typeAfter, after, start, ends.iterator().next(), what);
          }
        }
      }
    }
    assertTrue(ways >= 54, ways + " ways");
  }

  /** Each order of the changes of each wave, to the end; how many ways there are. */
  private static int follow(
      Parent parent,
      LatticeState desired,
      LatticeState now,
      List<LatticeState> way,
      Set<LatticeState> ends) {
    assertTrue(way.size() < 10, "it comes to an end: " + way);
    var changes = plan(desired, now).changes();
    if (changes.isEmpty()) {
      ends.add(now);
      between(parent, way);
      return 1;
    }
    int ways = 0;
    for (var first : changes) {
      var one = apply(parent, now, first);
      var moments = new ArrayList<>(way);
      moments.add(one);
      // the others of the wave are on their way already
      for (var rest : changes) {
        if (!rest.equals(first)) {
          one = apply(parent, one, rest);
          moments.add(one);
        }
      }
      ways += follow(parent, desired, one, moments, ends);
    }
    return ways;
  }

  private static void between(Parent parent, List<LatticeState> way) {
    var before = parent.callers(way.getFirst());
    var after = parent.callers(way.getLast());
    for (var moment : way) {
      var now = parent.callers(moment);
      for (var caller : EVERYBODY) {
        if (before.contains(caller) == after.contains(caller)) {
          assertEquals(before.contains(caller), now.contains(caller), caller + ": " + way);
        }
      }
    }
  }

  /** What is wanted is there in the end, but for a policy without which nobody could call. */
  private static void settled(
      Parent parent,
      @Nullable AuthType type,
      String document,
      LatticeState start,
      LatticeState end,
      String what) {
    assertEquals(type == null ? parent.type(start) : type, parent.type(end), what);
    boolean kept = document.isEmpty() && parent.type(end) == AuthType.AWS_IAM;
    assertEquals(kept ? parent.document(start) : document, parent.document(end), what);
  }

  @Test
  void aPolicyThatIsNoLongerWantedStaysUnderAwsIamAndSaysWhy() {
    var plan =
        plan(Parent.NETWORK.desired(null, ""), Parent.NETWORK.observed(AuthType.AWS_IAM, "one"));
    assertEquals(
        ". Held: the auth policy stays: under AWS_IAM nobody could call without it; set"
            + " spec.auth.type to NONE, or give another policy\n",
        PlanText.of(plan));
  }

  @Test
  void anotherPolicyIsPutInOneCall() {
    var plan =
        plan(
            Parent.SERVICE.desired(AuthType.AWS_IAM, "other"),
            Parent.SERVICE.observed(AuthType.AWS_IAM, "one"));
    assertEquals(
        "~ update auth policy on service  because: differs from what is wanted\n",
        PlanText.of(plan));
  }

  /** Its deletion would lock out callers before their time, and AWS may refuse it. */
  @ParameterizedTest
  @EnumSource(Parent.class)
  void aPolicyGoesWithItsParent(Parent parent) {
    var observed = parent.observed(AuthType.AWS_IAM, "one");
    var plan = plan(LatticeState.EMPTY, observed);
    assertEquals(
        "- delete "
            + parent.node(null).kind().words()
            + " shop"
            + (parent == Parent.NETWORK ? " (auth AWS_IAM)" : "")
            + "  because: no longer wanted\n",
        PlanText.of(plan));
    assertEquals(LatticeState.EMPTY, apply(parent, observed, plan.changes().getFirst()));
  }

  @Test
  void aPolicyStaysOnANetworkThatOthersStillUse() {
    var observed = Parent.NETWORK.observed(AuthType.AWS_IAM, "one");
    var network = Objects.requireNonNull(observed.get(Parent.NETWORK.key()));
    var physical = Objects.requireNonNull(network.physical());
    var tags = new HashMap<>(Objects.requireNonNull(physical.tags()));
    tags.put(Ownership.USER + "uid-two", "two");
    var shared =
        observed.with(Parent.NETWORK.key(), new Resource(network.node(), physical.withTags(tags)));
    assertEquals(
        "~ untag service-network [latticeoperator.io/user/uid-one]  because: still used by two\n",
        PlanText.of(plan(LatticeState.EMPTY, shared)));
  }

  @Test
  void aPolicyOnWhatIsNotOursCarriesAMark() {
    var key = Parent.NETWORK.key();
    var document = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
    var other = document.replace("[]", "[{}]");
    var foreign =
        LatticeState.EMPTY.with(
            key,
            new Resource(
                Parent.NETWORK.node(AuthType.NONE),
                new Physical("sn-1", "arn:sn-1", ResourceStatus.ACTIVE, null, null, Map.of())));
    var referring =
        LatticeState.EMPTY
            .with(
                key, Resource.desired(new ServiceNetwork("theirs", AuthType.NONE, true, Map.of())))
            .with(
                Parent.NETWORK.policy(),
                Resource.desired(new Policy(Role.serviceNetwork(), Policy.Type.AUTH, document)));
    var create = (Change.Create) plan(referring, foreign).changes().getFirst();
    var marked = (Policy) create.node();
    assertTrue(marked.marked(Fixtures.SETTINGS.identity(), key.owner()), marked.toString());
    assertEquals(
        marked.document().length(),
        document.length() + Policy.markLength(Fixtures.SETTINGS.identity(), key.owner()));
    var there = apply(Parent.NETWORK, foreign, create);
    assertEquals(List.of(), plan(referring, there).changes());
    var changed =
        referring.with(
            Parent.NETWORK.policy(),
            Resource.desired(new Policy(Role.serviceNetwork(), Policy.Type.AUTH, other)));
    var update = (Change.Update) plan(changed, there).changes().getFirst();
    assertTrue(
        ((Policy) update.to()).marked(Fixtures.SETTINGS.identity(), key.owner()),
        update.to().toString());
  }
}
