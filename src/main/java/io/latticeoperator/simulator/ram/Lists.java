package io.latticeoperator.simulator.ram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.Page;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.time.Timeline;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The operations that list what is shared, by the caller or with it. */
final class Lists {
  private static final String SELF = "SELF";
  private static final List<String> OWNERS = List.of(SELF, "OTHER-ACCOUNTS");
  private static final int MOST = 500;
  private static final int MOST_TAGS = 50;

  private final ResourceShares shares;
  private final ShareOperations operations;
  private final Invitations invitations;
  private final Timeline timeline;

  Lists(
      ResourceShares shares,
      ShareOperations operations,
      Invitations invitations,
      Timeline timeline) {
    this.shares = shares;
    this.operations = operations;
    this.invitations = invitations;
    this.timeline = timeline;
  }

  ObjectNode shares(ServiceCall call) {
    var input = Input.of(call, RamErrors.RULES);
    var arns = input.texts("resourceShareArns", MOST);
    arns.forEach(this::requireKnown);
    var status = input.text("resourceShareStatus");
    var name = input.text("name");
    var found =
        visible(call.caller(), input)
            .filter(share -> arns.isEmpty() || arns.contains(share.arn()))
            .filter(share -> status.isEmpty() || status.get().equals(share.status().name()))
            .filter(share -> name.isEmpty() || name.get().equals(share.name()))
            .filter(share -> hasTags(share, input));
    return page(input, "resourceShares", found, ResourceShare::arn, Written::of);
  }

  private static boolean hasTags(ResourceShare share, Input input) {
    return input.structures("tagFilters", MOST_TAGS).stream()
        .allMatch(
            filter -> {
              var value = share.tags().get(filter.text("tagKey").orElse(""));
              var wanted = filter.texts("tagValues", MOST_TAGS);
              return value != null && (wanted.isEmpty() || wanted.contains(value));
            });
  }

  ObjectNode associations(ServiceCall call) {
    var input = Input.of(call, RamErrors.RULES);
    var types = Arrays.stream(Association.Type.values()).map(Enum::name).toList();
    var type =
        input.oneOf("associationType", types).orElseThrow(() -> input.missing("associationType"));
    var arns = input.texts("resourceShareArns", MOST);
    arns.forEach(arn -> operations.require(call.caller(), arn));
    var entity = input.text("resourceArn").or(() -> input.text("principal"));
    var status = input.text("associationStatus");
    var found =
        shares.associations().stream()
            .filter(association -> association.type().name().equals(type))
            .filter(association -> isOf(call.caller(), share(association)))
            .filter(association -> arns.isEmpty() || arns.contains(association.shareArn()))
            .filter(association -> entity.isEmpty() || entity.get().equals(association.entity()))
            .filter(
                association ->
                    status.isEmpty() || status.get().equals(association.status().name()));
    return page(
        input,
        "resourceShareAssociations",
        found,
        Lists::key,
        association -> Written.of(share(association), association));
  }

  ObjectNode resources(ServiceCall call) {
    var input = Input.of(call, RamErrors.RULES);
    var arns = input.texts("resourceArns", MOST);
    var type = type(input);
    var principal = input.text("principal");
    var found =
        standing(call.caller(), input, Association.Type.RESOURCE)
            .filter(each -> arns.isEmpty() || arns.contains(each.entity()))
            .filter(each -> type.isEmpty() || type.get() == ShareableType.of(each.entity()))
            .filter(
                each ->
                    principal.isEmpty()
                        || principal.get().equals(share(each).owner())
                        || shares.association(each.shareArn(), principal.get()).isPresent());
    return page(input, "resources", found, Lists::key, Written::resource);
  }

  /** With resources of others, the principal is who shares them. */
  ObjectNode principals(ServiceCall call) {
    var input = Input.of(call, RamErrors.RULES);
    var resource = input.text("resourceArn");
    var type = type(input);
    var wanted = input.texts("principals", MOST);
    boolean own = input.text("resourceOwner").filter(SELF::equals).isPresent();
    Function<Association, String> id = each -> own ? each.entity() : share(each).owner();
    var found =
        standing(call.caller(), input, Association.Type.PRINCIPAL)
            .filter(each -> wanted.isEmpty() || wanted.contains(id.apply(each)))
            .filter(each -> resource.isEmpty() || isIn(each.shareArn(), resource.get()))
            .filter(each -> type.isEmpty() || isIn(each.shareArn(), type.get()));
    return page(
        input,
        "principals",
        found,
        each -> id.apply(each) + " " + each.shareArn(),
        each -> Written.principal(id.apply(each), each));
  }

  ObjectNode invitations(ServiceCall call) {
    var input = Input.of(call, RamErrors.RULES);
    var wanted = input.texts("resourceShareInvitationArns", MOST);
    wanted.forEach(arn -> invitations.require(call.caller(), arn));
    var ofShares = input.texts("resourceShareArns", MOST);
    var found =
        shares.invitations().stream()
            .filter(each -> each.receiver().equals(call.caller().account()))
            .filter(each -> regionOf(each.arn()).equals(call.caller().region()))
            .filter(each -> wanted.isEmpty() || wanted.contains(each.arn()))
            .filter(each -> ofShares.isEmpty() || ofShares.contains(each.shareArn()));
    return page(
        input,
        "resourceShareInvitations",
        found,
        Invitation::arn,
        each -> Written.of(invitations.shared(each), each, timeline.now()));
  }

  ObjectNode pendingResources(ServiceCall call) {
    var invitation = invitations.requirePending(call);
    var found =
        shares.associations().stream()
            .filter(each -> each.type() == Association.Type.RESOURCE)
            .filter(each -> each.shareArn().equals(invitation.shareArn()) && each.isStanding());
    var input = Input.of(call, RamErrors.RULES);
    return page(input, "resources", found, Lists::key, Written::resource);
  }

  private Stream<ResourceShare> visible(Caller caller, Input input) {
    boolean own =
        input
            .oneOf("resourceOwner", OWNERS)
            .orElseThrow(() -> input.missing("resourceOwner"))
            .equals(SELF);
    return shares.shares().stream()
        .filter(share -> regionOf(share.arn()).equals(caller.region()))
        .filter(
            share ->
                own
                    ? share.owner().equals(caller.account())
                    : shares.isMember(share.arn(), caller.account())
                        && !share.owner().equals(caller.account()));
  }

  private Stream<Association> standing(Caller caller, Input input, Association.Type type) {
    var arns = input.texts("resourceShareArns", MOST);
    arns.forEach(this::requireKnown);
    return visible(caller, input)
        .filter(share -> arns.isEmpty() || arns.contains(share.arn()))
        .flatMap(
            share ->
                shares.associations().stream()
                    .filter(each -> each.isIn(share) && each.type() == type && each.isStanding()));
  }

  private boolean isIn(String shareArn, String resource) {
    return shares.association(shareArn, resource).filter(Association::isStanding).isPresent();
  }

  private boolean isIn(String shareArn, ShareableType type) {
    return shares.associations().stream()
        .filter(each -> each.type() == Association.Type.RESOURCE && each.isStanding())
        .anyMatch(
            each -> each.shareArn().equals(shareArn) && ShareableType.of(each.entity()) == type);
  }

  private static Optional<ShareableType> type(Input input) {
    return input
        .text("resourceType")
        .map(
            name ->
                Arrays.stream(ShareableType.values())
                    .filter(each -> each.ramName().equals(name))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            RamErrors.of(
                                RamErrors.INVALID_TYPE, "Resource type %s is not valid", name)));
  }

  private void requireKnown(String arn) {
    if (shares.share(arn).isEmpty()) {
      throw RamErrors.of(RamErrors.UNKNOWN, "ResourceShare %s could not be found.", arn);
    }
  }

  private ResourceShare share(Association association) {
    return shares
        .share(association.shareArn())
        .orElseThrow(() -> new IllegalStateException("No share " + association.shareArn()));
  }

  private static boolean isOf(Caller caller, ResourceShare share) {
    return share.owner().equals(caller.account()) && regionOf(share.arn()).equals(caller.region());
  }

  private static String regionOf(String arn) {
    return arn.split(":", 6)[3];
  }

  private static String key(Association association) {
    return association.shareArn() + " " + association.entity();
  }

  private static <T> ObjectNode page(
      Input input,
      String member,
      Stream<T> found,
      Function<T, String> key,
      Function<T, ObjectNode> written) {
    var sorted = new TreeMap<String, T>();
    found.forEach(item -> sorted.put(key.apply(item), item));
    var page =
        Page.of(
            sorted,
            input.text("nextToken").orElse(null),
            input.whole("maxResults", 1, MOST).orElse(MOST),
            () -> RamErrors.of(RamErrors.INVALID_TOKEN, "The specified nextToken is not valid"));
    var output = Written.object();
    var items = output.putArray(member);
    page.items().stream().map(written).forEach(items::add);
    page.putNext(output, "nextToken");
    return output;
  }
}
