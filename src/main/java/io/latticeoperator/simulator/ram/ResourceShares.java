package io.latticeoperator.simulator.ram;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.simulator.aws.RecordJson;
import io.latticeoperator.simulator.aws.Shares;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * All resource shares of all accounts, with what is in them. A change to a share that the caller
 * has looked at before is for the caller to keep in order. Safe for any thread.
 */
public final class ResourceShares implements Shares {
  private final Set<String> organization;
  private final Random random;
  private final Map<String, ResourceShare> shares = new LinkedHashMap<>();
  private final Map<String, Association> associations = new LinkedHashMap<>();
  private final Map<String, Invitation> invitations = new LinkedHashMap<>();
  private boolean sharesWithOrganization;

  /**
   * @param organization accounts that are in one organization; all others are outside of it
   * @param sharesWithOrganization whether sharing within it is enabled from the start
   * @param seed of identifiers
   */
  public ResourceShares(Set<String> organization, boolean sharesWithOrganization, long seed) {
    this.organization = Set.copyOf(organization);
    this.sharesWithOrganization = sharesWithOrganization;
    this.random = new Random(seed);
  }

  /** One in which every account is on its own. */
  public static ResourceShares withoutOrganization(long seed) {
    return new ResourceShares(Set.of(), false, seed);
  }

  @Override
  public synchronized boolean reaches(String arn, String account) {
    return associations.values().stream()
        .filter(association -> association.type() == Association.Type.RESOURCE)
        .filter(association -> association.entity().equals(arn) && association.isAssociated())
        .anyMatch(association -> isMember(association.shareArn(), account));
  }

  /** Whether an account is a principal of a share, alone or with all of its organization. */
  synchronized boolean isMember(String shareArn, String account) {
    return associations.values().stream()
        .filter(association -> association.type() == Association.Type.PRINCIPAL)
        .filter(association -> association.shareArn().equals(shareArn))
        .filter(Association::isAssociated)
        .anyMatch(
            association ->
                association.entity().equals(account)
                    || (isOrganization(association.entity()) && organization.contains(account)));
  }

  /** Whether a principal stands for all accounts of the organization. */
  static boolean isOrganization(String principal) {
    return principal.startsWith("arn:") && principal.contains(":organization/");
  }

  /** Whether two accounts need no invitation between them. */
  synchronized boolean areTogether(String one, String other) {
    return sharesWithOrganization && organization.contains(one) && organization.contains(other);
  }

  synchronized boolean isInOrganization(String account) {
    return organization.contains(account);
  }

  synchronized void shareWithOrganization() {
    sharesWithOrganization = true;
  }

  /** Forgets all shares. */
  synchronized void clear() {
    shares.clear();
    associations.clear();
    invitations.clear();
  }

  /** As it is kept. */
  private record Saved(
      boolean sharesWithOrganization,
      List<ResourceShare> shares,
      List<Association> associations,
      List<Invitation> invitations) {}

  synchronized JsonNode save() {
    return RecordJson.write(
        new Saved(sharesWithOrganization, shares(), associations(), invitations()));
  }

  /** What was on its way when it was saved has arrived; what waits for an answer still does. */
  synchronized void restore(JsonNode saved, Instant now) {
    var restored = RecordJson.read(saved, Saved.class);
    clear();
    sharesWithOrganization = restored.sharesWithOrganization();
    restored.shares().forEach(this::put);
    restored.invitations().forEach(this::put);
    for (var association : restored.associations()) {
      put(association);
      if (association.status() == Association.Status.ASSOCIATING && !isInvited(association)) {
        settle(association, now);
      }
    }
  }

  private boolean isInvited(Association association) {
    return invitations.values().stream()
        .filter(invitation -> invitation.shareArn().equals(association.shareArn()))
        .filter(invitation -> invitation.receiver().equals(association.entity()))
        .anyMatch(invitation -> invitation.answer() != Invitation.Status.ACCEPTED);
  }

  synchronized String nextId() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  synchronized void put(ResourceShare share) {
    shares.put(share.arn(), share);
  }

  /** Deleted ones too. */
  synchronized Optional<ResourceShare> share(String arn) {
    return Optional.ofNullable(shares.get(arn));
  }

  /** Deleted ones too. */
  synchronized List<ResourceShare> shares() {
    return List.copyOf(shares.values());
  }

  synchronized void put(Association association) {
    associations.put(key(association.shareArn(), association.entity()), association);
  }

  /** Those that ended too. */
  synchronized List<Association> associations() {
    return List.copyOf(associations.values());
  }

  /** An association that has not changed since is from now on in force. */
  synchronized void settle(Association waiting, Instant now) {
    var key = key(waiting.shareArn(), waiting.entity());
    if (waiting.equals(associations.get(key))) {
      associations.put(key, waiting.with(Association.Status.ASSOCIATED, now));
    }
  }

  synchronized Optional<Association> association(String shareArn, String entity) {
    return Optional.ofNullable(associations.get(key(shareArn, entity)));
  }

  synchronized void put(Invitation invitation) {
    invitations.put(invitation.arn(), invitation);
  }

  synchronized List<Invitation> invitations() {
    return List.copyOf(invitations.values());
  }

  synchronized Optional<Invitation> invitation(String arn) {
    return Optional.ofNullable(invitations.get(arn));
  }

  /** Ends everything that a share has brought. */
  synchronized void delete(ResourceShare share, Instant now) {
    put(share.deleted(now));
    for (var association : new ArrayList<>(associations.values())) {
      if (association.isIn(share) && association.isStanding()) {
        put(association.with(Association.Status.DISASSOCIATED, now));
      }
    }
    invitations
        .values()
        .removeIf(
            invitation ->
                invitation.shareArn().equals(share.arn())
                    && invitation.answer() == Invitation.Status.PENDING);
  }

  private static String key(String shareArn, String entity) {
    return shareArn + " " + entity;
  }
}
