package io.latticeoperator.cloud.aws;

import io.latticeoperator.cloud.ShareParts;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ShareAcceptance;
import io.latticeoperator.plan.Change;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ram.RamClient;
import software.amazon.awssdk.services.ram.model.GetResourceShareInvitationsResponse;
import software.amazon.awssdk.services.ram.model.GetResourceSharesResponse;
import software.amazon.awssdk.services.ram.model.ResourceOwner;
import software.amazon.awssdk.services.ram.model.ResourceShareInvitationStatus;

/** Invitations by other accounts to what they share. */
final class InvitationCalls implements ProvisionCalls {
  private final RamClient ram;
  private final Calls calls;

  InvitationCalls(RamClient ram, Calls calls) {
    this.ram = ram;
    this.calls = calls;
  }

  /** Within an organization there are no invitations, only shares. */
  @Override
  public List<Resource> find(String account) {
    var pending =
        calls
            .items(
                token -> ram.getResourceShareInvitations(page -> page.nextToken(token)),
                GetResourceShareInvitationsResponse::nextToken,
                GetResourceShareInvitationsResponse::resourceShareInvitations)
            .stream()
            .filter(each -> each.senderAccountId().equals(account))
            .filter(each -> each.status() == ResourceShareInvitationStatus.PENDING)
            .map(each -> resource(account, false, each.resourceShareInvitationArn()))
            .toList();
    return pending.isEmpty() ? accepted(account) : pending;
  }

  private List<Resource> accepted(String account) {
    return calls
        .items(
            token ->
                ram.getResourceShares(
                    page -> page.resourceOwner(ResourceOwner.OTHER_ACCOUNTS).nextToken(token)),
            GetResourceSharesResponse::nextToken,
            GetResourceSharesResponse::resourceShares)
        .stream()
        .filter(share -> share.owningAccountId().equals(account))
        .filter(share -> ShareParts.exists(share.statusAsString()))
        .map(share -> resource(account, true, share.resourceShareArn()))
        .toList();
  }

  private static Resource resource(String account, boolean accepted, String arn) {
    return new Resource(new ShareAcceptance(account, accepted), Answers.synchronous(arn, arn));
  }

  @Override
  public Physical create(Change.Create create) {
    throw new IllegalArgumentException("who shares makes the invitation: " + create);
  }

  @Override
  public @Nullable Physical update(Change.Update update) {
    calls.call(
        () ->
            ram.acceptResourceShareInvitation(
                accept -> accept.resourceShareInvitationArn(update.physical().arn())));
    return null;
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    throw new IllegalArgumentException("an acceptance cannot be taken back: " + delete);
  }

  @Override
  public void tag(Physical physical, Map<String, String> tags) {
    throw ProvisionCalls.noTags(Kind.SHARE_ACCEPTANCE);
  }

  @Override
  public void untag(Physical physical, Set<String> keys) {
    throw ProvisionCalls.noTags(Kind.SHARE_ACCEPTANCE);
  }
}
