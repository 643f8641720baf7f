package io.latticeoperator.cloud.aws;

import io.latticeoperator.cloud.ShareChange;
import io.latticeoperator.cloud.ShareParts;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceShare;
import io.latticeoperator.model.Role;
import io.latticeoperator.plan.Change;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ram.RamClient;
import software.amazon.awssdk.services.ram.model.GetResourceShareAssociationsResponse;
import software.amazon.awssdk.services.ram.model.GetResourceSharesResponse;
import software.amazon.awssdk.services.ram.model.ResourceOwner;
import software.amazon.awssdk.services.ram.model.ResourceShareAssociationType;
import software.amazon.awssdk.services.ram.model.Tag;

/** Own resource shares. */
final class ShareCalls implements ProvisionCalls {
  private final RamClient ram;
  private final Calls calls;

  ShareCalls(RamClient ram, Calls calls) {
    this.ram = ram;
    this.calls = calls;
  }

  @Override
  public List<Resource> find(String name) {
    var shares =
        calls
            .items(
                token ->
                    ram.getResourceShares(
                        page -> page.resourceOwner(ResourceOwner.SELF).name(name).nextToken(token)),
                GetResourceSharesResponse::nextToken,
                GetResourceSharesResponse::resourceShares)
            .stream()
            .filter(share -> share.name().equals(name))
            .filter(share -> ShareParts.exists(share.statusAsString()))
            .toList();
    return Calls.thoseThere(shares, this::resource);
  }

  private Resource resource(software.amazon.awssdk.services.ram.model.ResourceShare share) {
    var arn = share.resourceShareArn();
    var parts =
        ShareParts.of(
            parts(arn, ResourceShareAssociationType.PRINCIPAL),
            parts(arn, ResourceShareAssociationType.RESOURCE));
    return new Resource(
        new ResourceShare(share.name(), parts.principals(), share.allowExternalPrincipals()),
        new Physical(
            arn,
            arn,
            ShareParts.status(share.statusAsString()),
            parts.failure() == null ? share.statusMessage() : parts.failure(),
            null,
            share.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value))));
  }

  private List<ShareParts.Part> parts(String shareArn, ResourceShareAssociationType type) {
    return calls
        .items(
            token ->
                ram.getResourceShareAssociations(
                    page ->
                        page.associationType(type).resourceShareArns(shareArn).nextToken(token)),
            GetResourceShareAssociationsResponse::nextToken,
            GetResourceShareAssociationsResponse::resourceShareAssociations)
        .stream()
        .map(
            part ->
                new ShareParts.Part(
                    part.associatedEntity(), part.statusAsString(), part.statusMessage()))
        .toList();
  }

  @Override
  public Physical create(Change.Create create) {
    var share = (ResourceShare) create.node();
    var answer =
        calls
            .call(
                () ->
                    ram.createResourceShare(
                        request ->
                            request
                                .name(share.name())
                                .resourceArns(Shapes.needed(create.ids(), Role.serviceNetwork()))
                                .principals(share.principals())
                                .allowExternalPrincipals(share.externalPrincipals())
                                .tags(tags(create.tags()))))
            .resourceShare();
    return new Physical(
        answer.resourceShareArn(),
        answer.resourceShareArn(),
        ShareParts.status(answer.statusAsString()),
        null,
        null,
        null);
  }

  @Override
  public @Nullable Physical update(Change.Update update) {
    var arn = update.physical().arn();
    var change = ShareChange.of((ResourceShare) update.from(), (ResourceShare) update.to());
    if (change.opens()) {
      allowExternal(arn, true);
    }
    if (!change.added().isEmpty()) {
      calls.call(
          () ->
              ram.associateResourceShare(
                  request ->
                      request
                          .resourceShareArn(arn)
                          .resourceArns(Shapes.needed(update.ids(), Role.serviceNetwork()))
                          .principals(change.added())));
    }
    if (!change.removed().isEmpty()) {
      calls.call(
          () ->
              ram.disassociateResourceShare(
                  request -> request.resourceShareArn(arn).principals(change.removed())));
    }
    if (change.closes()) {
      allowExternal(arn, false);
    }
    return null;
  }

  private void allowExternal(String arn, boolean allowed) {
    calls.call(
        () ->
            ram.updateResourceShare(
                request -> request.resourceShareArn(arn).allowExternalPrincipals(allowed)));
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    calls.call(
        () ->
            ram.deleteResourceShare(request -> request.resourceShareArn(delete.physical().arn())));
    return null;
  }

  @Override
  public void tag(Physical physical, Map<String, String> tags) {
    calls.call(
        () ->
            ram.tagResource(request -> request.resourceShareArn(physical.arn()).tags(tags(tags))));
  }

  @Override
  public void untag(Physical physical, Set<String> keys) {
    calls.call(
        () -> ram.untagResource(request -> request.resourceShareArn(physical.arn()).tagKeys(keys)));
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
