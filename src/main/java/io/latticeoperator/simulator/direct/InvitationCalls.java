package io.latticeoperator.simulator.direct;

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

/** Invitations by other accounts to what they share. */
record InvitationCalls(Calls calls) implements ProvisionCalls {
  private static final String ARN = "resourceShareInvitationArn";

  /** Within an organization there are no invitations, only shares. */
  @Override
  public List<Resource> find(String account) {
    var pending =
        calls
            .items(
                Service.RAM,
                "GetResourceShareInvitations",
                Calls.input(),
                "resourceShareInvitations")
            .stream()
            .filter(each -> Outputs.text(each, "senderAccountId").equals(account))
            .filter(each -> Outputs.text(each, "status").equals("PENDING"))
            .map(each -> resource(account, false, Outputs.text(each, ARN)))
            .toList();
    return pending.isEmpty() ? accepted(account) : pending;
  }

  private List<Resource> accepted(String account) {
    return calls
        .items(
            Service.RAM,
            "GetResourceShares",
            Calls.input().put("resourceOwner", "OTHER-ACCOUNTS"),
            "resourceShares")
        .stream()
        .filter(share -> Outputs.text(share, "owningAccountId").equals(account))
        .filter(share -> ShareParts.exists(Outputs.text(share, "status")))
        .map(share -> resource(account, true, Outputs.text(share, "resourceShareArn")))
        .toList();
  }

  private static Resource resource(String account, boolean accepted, String arn) {
    return new Resource(new ShareAcceptance(account, accepted), Outputs.synchronous(arn, arn));
  }

  @Override
  public Physical create(Change.Create create) {
    throw new IllegalArgumentException("who shares makes the invitation: " + create);
  }

  @Override
  public @Nullable Physical update(Change.Update update) {
    calls.call(
        Service.RAM,
        "AcceptResourceShareInvitation",
        Calls.input().put(ARN, update.physical().arn()));
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
