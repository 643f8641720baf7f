package io.latticeoperator.simulator.direct;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.jspecify.annotations.Nullable;

/** Own resource shares. */
record ShareCalls(Calls calls) implements ProvisionCalls {
  private static final String ARN = "resourceShareArn";

  @Override
  public List<Resource> find(String name) {
    var shares =
        calls
            .items(
                Service.RAM,
                "GetResourceShares",
                Calls.input().put("resourceOwner", "SELF").put("name", name),
                "resourceShares")
            .stream()
            .filter(share -> Outputs.text(share, "name").equals(name))
            .filter(share -> ShareParts.exists(Outputs.text(share, "status")))
            .toList();
    return Calls.thoseThere(shares, this::resource);
  }

  private Resource resource(JsonNode share) {
    var arn = Outputs.text(share, ARN);
    var parts = ShareParts.of(parts(arn, "PRINCIPAL"), parts(arn, "RESOURCE"));
    return new Resource(
        new ResourceShare(
            Outputs.text(share, "name"),
            parts.principals(),
            share.path("allowExternalPrincipals").booleanValue()),
        new Physical(
            arn,
            arn,
            ShareParts.status(Outputs.text(share, "status")),
            parts.failure(),
            null,
            Outputs.tags(share.path("tags"), "key", "value")));
  }

  private List<ShareParts.Part> parts(String shareArn, String type) {
    var input = Calls.input().put("associationType", type);
    Inputs.texts(input, "resourceShareArns", List.of(shareArn));
    return calls
        .items(Service.RAM, "GetResourceShareAssociations", input, "resourceShareAssociations")
        .stream()
        .map(
            part ->
                new ShareParts.Part(
                    Outputs.text(part, "associatedEntity"),
                    Outputs.text(part, "status"),
                    part.path("statusMessage").textValue()))
        .toList();
  }

  @Override
  public Physical create(Change.Create create) {
    var share = (ResourceShare) create.node();
    var input =
        Calls.input()
            .put("name", share.name())
            .put("allowExternalPrincipals", share.externalPrincipals());
    Inputs.texts(
        input, "resourceArns", List.of(Inputs.needed(create.ids(), Role.serviceNetwork())));
    Inputs.texts(input, "principals", share.principals());
    Inputs.tags(input, "tags", "key", "value", create.tags());
    var output = calls.call(Service.RAM, "CreateResourceShare", input).path("resourceShare");
    var arn = Outputs.text(output, ARN);
    return new Physical(
        arn, arn, ShareParts.status(Outputs.text(output, "status")), null, null, null);
  }

  @Override
  public @Nullable Physical update(Change.Update update) {
    var arn = update.physical().arn();
    var change = ShareChange.of((ResourceShare) update.from(), (ResourceShare) update.to());
    if (change.opens()) {
      allowExternal(arn, true);
    }
    if (!change.added().isEmpty()) {
      var input = Calls.input().put(ARN, arn);
      Inputs.texts(
          input, "resourceArns", List.of(Inputs.needed(update.ids(), Role.serviceNetwork())));
      Inputs.texts(input, "principals", change.added());
      calls.call(Service.RAM, "AssociateResourceShare", input);
    }
    if (!change.removed().isEmpty()) {
      var input = Calls.input().put(ARN, arn);
      Inputs.texts(input, "principals", change.removed());
      calls.call(Service.RAM, "DisassociateResourceShare", input);
    }
    if (change.closes()) {
      allowExternal(arn, false);
    }
    return null;
  }

  private void allowExternal(String arn, boolean allowed) {
    calls.call(
        Service.RAM,
        "UpdateResourceShare",
        Calls.input().put(ARN, arn).put("allowExternalPrincipals", allowed));
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    calls.call(Service.RAM, "DeleteResourceShare", Calls.input().put(ARN, delete.physical().arn()));
    return null;
  }

  @Override
  public void tag(Physical physical, Map<String, String> tags) {
    var input = Calls.input().put(ARN, physical.arn());
    Inputs.tags(input, "tags", "key", "value", tags);
    calls.call(Service.RAM, "TagResource", input);
  }

  @Override
  public void untag(Physical physical, Set<String> keys) {
    var input = Calls.input().put(ARN, physical.arn());
    Inputs.texts(input, "tagKeys", keys);
    calls.call(Service.RAM, "UntagResource", input);
  }
}
