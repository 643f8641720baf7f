package io.latticeoperator.simulator.ram;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** The output structures of RAM. */
final class Written {
  private static final double MILLIS = 1000.0;

  private Written() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static double time(Instant instant) {
    return instant.toEpochMilli() / MILLIS;
  }

  static ObjectNode of(ResourceShare share) {
    var output =
        object()
            .put("resourceShareArn", share.arn())
            .put("name", share.name())
            .put("owningAccountId", share.owner())
            .put("allowExternalPrincipals", share.allowsExternalPrincipals())
            .put("status", share.status().name())
            .put("creationTime", time(share.createdAt()))
            .put("lastUpdatedTime", time(share.updatedAt()))
            .put("featureSet", "STANDARD");
    var tags = output.putArray("tags");
    share.tags().forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    return output;
  }

  static ObjectNode of(ResourceShare share, Association association) {
    var output =
        object()
            .put("resourceShareArn", share.arn())
            .put("resourceShareName", share.name())
            .put("associatedEntity", association.entity())
            .put("associationType", association.type().name())
            .put("status", association.status().name())
            .put("creationTime", time(association.createdAt()))
            .put("lastUpdatedTime", time(association.updatedAt()));
    return output.put("external", association.external());
  }

  static ObjectNode of(ResourceShare share, Invitation invitation, Instant now) {
    return object()
        .put("resourceShareInvitationArn", invitation.arn())
        .put("resourceShareName", share.name())
        .put("resourceShareArn", share.arn())
        .put("senderAccountId", share.owner())
        .put("receiverAccountId", invitation.receiver())
        .put("invitationTimestamp", time(invitation.sentAt()))
        .put("status", invitation.status(now).name());
  }

  static ObjectNode resource(Association association) {
    return object()
        .put("arn", association.entity())
        .put("type", ShareableType.of(association.entity()).ramName())
        .put("resourceShareArn", association.shareArn())
        .put("status", "AVAILABLE")
        .put("creationTime", time(association.createdAt()))
        .put("lastUpdatedTime", time(association.updatedAt()))
        .put("resourceRegionScope", "REGIONAL");
  }

  static ObjectNode principal(String id, Association association) {
    return object()
        .put("id", id)
        .put("resourceShareArn", association.shareArn())
        .put("creationTime", time(association.createdAt()))
        .put("lastUpdatedTime", time(association.updatedAt()))
        .put("external", association.external());
  }
}
