package io.latticeoperator.simulator.lattice;

import java.util.function.Consumer;

/**
 * Behaviour that no source settles: each member is one open question with the answer in force.
 *
 * @param newerModel the service has the members of the newer service model: idle timeouts, private
 *     DNS in updates of VPC associations, CIDR resources
 * @param deregisterUnknownFails an unknown pair is listed as unsuccessful, else ignored
 * @param registerRevivesDraining registering a DRAINING pair makes it active again, else it is
 *     unsuccessful
 * @param weightZeroIsInUse a group that is only named with weight 0 counts as in use
 * @param weightOfSingleGroup what an omitted weight comes back as, 1 or 100
 * @param highestPriority of rules: the model says 2000, the user guide 100
 * @param defaultRuleIsNamed the default rule has a name when it is shown
 * @param defaultRulePriority the default rule's priority when it is shown; 0 shows none
 * @param prefixMatchesSegments prefix {@code /foo} matches {@code /foo/bar} but not {@code /foobar}
 * @param authPolicyEndsUnderIam an auth policy can be deleted while its holder demands IAM
 * @param listsShowShared lists of networks and services show what others have shared
 * @param associationListsNeedFilter an association list without a filter is refused
 * @param tokenReuseConflicts a client token with other parameters is a conflict, else invalid
 * @param tokenEndsWithResource a create is done anew when what its token made is gone
 * @param shareableNetworkNeedsConsent a resource configuration must allow that a network which may
 *     be shared has it
 * @param noTargetStatus what the data plane answers when a group has no target
 */
public record Choices(
    boolean newerModel,
    boolean deregisterUnknownFails,
    boolean registerRevivesDraining,
    boolean weightZeroIsInUse,
    int weightOfSingleGroup,
    int highestPriority,
    boolean defaultRuleIsNamed,
    int defaultRulePriority,
    boolean prefixMatchesSegments,
    boolean authPolicyEndsUnderIam,
    boolean listsShowShared,
    boolean associationListsNeedFilter,
    boolean tokenReuseConflicts,
    boolean tokenEndsWithResource,
    boolean shareableNetworkNeedsConsent,
    int noTargetStatus) {

  /** What the evidence favours. */
  public static Choices likely() {
    return new Choices(
        true, true, true, true, 100, 2000, true, 0, false, true, true, true, true, false, true,
        503);
  }

  /** These choices but for what {@code change} sets. */
  public Choices with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.choices();
  }

  /** Choices in the making; the members are those of {@link Choices}. */
  public static final class Draft {
    public boolean newerModel;
    public boolean deregisterUnknownFails;
    public boolean registerRevivesDraining;
    public boolean weightZeroIsInUse;
    public int weightOfSingleGroup;
    public int highestPriority;
    public boolean defaultRuleIsNamed;
    public int defaultRulePriority;
    public boolean prefixMatchesSegments;
    public boolean authPolicyEndsUnderIam;
    public boolean listsShowShared;
    public boolean associationListsNeedFilter;
    public boolean tokenReuseConflicts;
    public boolean tokenEndsWithResource;
    public boolean shareableNetworkNeedsConsent;
    public int noTargetStatus;

    private Draft(Choices from) {
      newerModel = from.newerModel;
      deregisterUnknownFails = from.deregisterUnknownFails;
      registerRevivesDraining = from.registerRevivesDraining;
      weightZeroIsInUse = from.weightZeroIsInUse;
      weightOfSingleGroup = from.weightOfSingleGroup;
      highestPriority = from.highestPriority;
      defaultRuleIsNamed = from.defaultRuleIsNamed;
      defaultRulePriority = from.defaultRulePriority;
      prefixMatchesSegments = from.prefixMatchesSegments;
      authPolicyEndsUnderIam = from.authPolicyEndsUnderIam;
      listsShowShared = from.listsShowShared;
      associationListsNeedFilter = from.associationListsNeedFilter;
      tokenReuseConflicts = from.tokenReuseConflicts;
      tokenEndsWithResource = from.tokenEndsWithResource;
      shareableNetworkNeedsConsent = from.shareableNetworkNeedsConsent;
      noTargetStatus = from.noTargetStatus;
    }

    private Choices choices() {
      return new Choices(
          newerModel,
          deregisterUnknownFails,
          registerRevivesDraining,
          weightZeroIsInUse,
          weightOfSingleGroup,
          highestPriority,
          defaultRuleIsNamed,
          defaultRulePriority,
          prefixMatchesSegments,
          authPolicyEndsUnderIam,
          listsShowShared,
          associationListsNeedFilter,
          tokenReuseConflicts,
          tokenEndsWithResource,
          shareableNetworkNeedsConsent,
          noTargetStatus);
    }
  }
}
