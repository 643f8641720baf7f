package io.latticeoperator.simulator.ram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.time.Timeline;

/** The operations with which receivers answer invitations. */
final class Invitations {
  private static final int LONGEST = 2048;

  private final ResourceShares shares;
  private final ShareOperations operations;
  private final Timeline timeline;

  Invitations(ResourceShares shares, ShareOperations operations, Timeline timeline) {
    this.shares = shares;
    this.operations = operations;
    this.timeline = timeline;
  }

  ObjectNode accept(ServiceCall call) {
    return answered(call, Invitation.Status.ACCEPTED);
  }

  ObjectNode reject(ServiceCall call) {
    return answered(call, Invitation.Status.REJECTED);
  }

  private ObjectNode answered(ServiceCall call, Invitation.Status answer) {
    var invitation = requirePending(call);
    var now = timeline.now();
    var share = shared(invitation);
    var changed = invitation.answered(answer);
    shares.put(changed);
    shares
        .association(share.arn(), invitation.receiver())
        .filter(Association::isStanding)
        .ifPresent(
            association -> {
              if (answer == Invitation.Status.ACCEPTED) {
                operations.settle(association);
              } else {
                shares.put(association.with(Association.Status.FAILED, now));
              }
            });
    var output = Written.object();
    output.set("resourceShareInvitation", Written.of(share, changed, now));
    return output;
  }

  /** An invitation to the caller that it can still answer. */
  Invitation requirePending(ServiceCall call) {
    var arn = Input.of(call, RamErrors.RULES).required("resourceShareInvitationArn", LONGEST);
    var invitation = require(call.caller(), arn);
    return switch (invitation.status(timeline.now())) {
      case PENDING -> invitation;
      case ACCEPTED ->
          throw RamErrors.of(RamErrors.ACCEPTED, "The invitation %s was accepted before", arn);
      case REJECTED ->
          throw RamErrors.of(RamErrors.REJECTED, "The invitation %s was rejected before", arn);
      case EXPIRED -> throw RamErrors.of(RamErrors.EXPIRED, "The invitation %s has expired", arn);
    };
  }

  /** An invitation to the caller. */
  Invitation require(Caller caller, String arn) {
    return shares
        .invitation(arn)
        .filter(invitation -> invitation.receiver().equals(caller.account()))
        .orElseThrow(
            () ->
                RamErrors.of(
                    RamErrors.NO_INVITATION,
                    "The resource share invitation %s could not be found.",
                    arn));
  }

  /** The share that an invitation is to; it is there as long as the invitation. */
  ResourceShare shared(Invitation invitation) {
    return shares
        .share(invitation.shareArn())
        .orElseThrow(() -> new IllegalStateException("No share for " + invitation.arn()));
  }
}
