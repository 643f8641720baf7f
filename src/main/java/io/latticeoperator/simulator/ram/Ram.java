package io.latticeoperator.simulator.ram;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.EndpointService;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Operation;
import io.latticeoperator.simulator.aws.Place;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceEndpoint;
import io.latticeoperator.simulator.aws.Stateful;
import io.latticeoperator.simulator.aws.TagKeys;
import io.latticeoperator.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The simulated Resource Access Manager. */
public final class Ram implements EndpointService, Stateful {
  /** The signing name. */
  public static final String NAME = "ram";

  private static final int LARGEST_BODY = 1024 * 1024;

  private final ResourceShares shares;
  private final ShareOperations operations;
  private final Clock clock;
  private final ServiceEndpoint endpoint;

  /**
   * @param shares what this service changes and others ask
   * @param settling how long an association takes
   */
  public Ram(Environment environment, ResourceShares shares, Duration settling) {
    this.shares = shares;
    this.clock = environment.timeline();
    this.operations = new ShareOperations(shares, environment.timeline(), settling);
    var all = operations(environment);
    endpoint =
        new ServiceEndpoint(
            new ServiceEndpoint.Traits(NAME, RamErrors.DENIED, LARGEST_BODY),
            environment,
            List.of(new RamProtocol(all.keySet())),
            all);
  }

  /** The tags of a caller's shares that have any, by ARN. */
  SortedMap<String, SortedMap<String, String>> tags(Caller caller) {
    var tags = new TreeMap<String, SortedMap<String, String>>();
    var place = Place.of(caller).arn("ram", "");
    for (var share : shares.shares()) {
      if (share.isActive() && share.arn().startsWith(place) && !share.tags().isEmpty()) {
        tags.put(share.arn(), share.tags());
      }
    }
    return tags;
  }

  @Override
  public ServiceEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public void reset() {
    shares.clear();
    operations.clear();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public JsonNode save() {
    return shares.save();
  }

  @Override
  public void restore(JsonNode saved) {
    endpoint.exclusively(() -> shares.restore(saved, clock.now()));
  }

  private Map<String, Operation> operations(Environment environment) {
    var timeline = environment.timeline();
    var invitations = new Invitations(shares, operations, timeline);
    var lists = new Lists(shares, operations, invitations, timeline);
    return Map.ofEntries(
        entry("CreateResourceShare", Operation.writing(this::needs, operations::create)),
        entry("UpdateResourceShare", Operation.writing(this::needs, operations::update)),
        entry("DeleteResourceShare", Operation.writing(this::needs, operations::delete)),
        entry("AssociateResourceShare", Operation.writing(this::needs, operations::associate)),
        entry(
            "DisassociateResourceShare", Operation.writing(this::needs, operations::disassociate)),
        entry("TagResource", Operation.writing(this::needs, operations::tag)),
        entry("UntagResource", Operation.writing(this::needs, operations::untag)),
        entry(
            "EnableSharingWithAwsOrganization",
            Operation.writing(this::needs, this::shareWithOrganization)),
        entry("AcceptResourceShareInvitation", Operation.writing(this::needs, invitations::accept)),
        entry("RejectResourceShareInvitation", Operation.writing(this::needs, invitations::reject)),
        entry("GetResourceShares", Operation.reading(this::needs, lists::shares)),
        entry("GetResourceShareAssociations", Operation.reading(this::needs, lists::associations)),
        entry("GetResourceShareInvitations", Operation.reading(this::needs, lists::invitations)),
        entry(
            "ListPendingInvitationResources",
            Operation.reading(this::needs, lists::pendingResources)),
        entry("ListResources", Operation.reading(this::needs, lists::resources)),
        entry("ListPrincipals", Operation.reading(this::needs, lists::principals)));
  }

  private ObjectNode shareWithOrganization(ServiceCall call) {
    if (!shares.isInOrganization(call.caller().account())) {
      throw RamErrors.of(
          RamErrors.NOT_PERMITTED, "The account is not the management account of an organization");
    }
    shares.shareWithOrganization();
    return Written.object().put("returnValue", true);
  }

  /** On the share or invitation that a call names, else on everything. */
  private List<Access> needs(ServiceCall call) {
    var tags = new TreeMap<String, String>();
    call.input()
        .path("tags")
        .forEach(tag -> tags.put(tag.path("key").asText(), tag.path("value").asText()));
    var keys = new HashMap<>(TagKeys.ofRequest(tags));
    var removed = call.input().path("tagKeys").valueStream().map(JsonNode::asText).toList();
    if (!removed.isEmpty()) {
      keys.put("aws:TagKeys", removed);
    }
    var shared = call.input().path("resourceArns").valueStream().map(JsonNode::asText).toList();
    if (!shared.isEmpty()) {
      keys.put("ram:ResourceArn", shared);
      keys.put("ram:RequestedResourceType", ShareableType.ramNames(shared));
    }
    var arn =
        call.input()
            .path("resourceShareArn")
            .asText(call.input().path("resourceShareInvitationArn").asText("*"));
    shares
        .share(arn)
        .ifPresent(
            share -> {
              keys.putAll(TagKeys.ofResource(share.tags()));
              keys.put("ram:ResourceShareName", List.of(share.name()));
            });
    return List.of(new Access("ram:" + call.operation(), arn, keys));
  }
}
