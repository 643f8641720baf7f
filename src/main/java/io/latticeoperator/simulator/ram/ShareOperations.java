package io.latticeoperator.simulator.ram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.Place;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The operations with which owners make, change and end resource shares. */
final class ShareOperations {
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final int LONGEST_NAME = 255;
  private static final int MOST = 500;
  private static final int MOST_TAGS = 50;

  private final ResourceShares shares;
  private final Timeline timeline;
  private final Duration settling;
  private final Map<String, Created> tokens = new HashMap<>();

  /**
   * @param settling how long an association is on its way
   */
  ShareOperations(ResourceShares shares, Timeline timeline, Duration settling) {
    this.shares = shares;
    this.timeline = timeline;
    this.settling = settling;
  }

  /** What a client token stands for. */
  private record Created(ObjectNode input, String shareArn) {}

  /** Forgets the client tokens. */
  void clear() {
    tokens.clear();
  }

  ObjectNode create(ServiceCall call) {
    var input = Input.of(call, RamErrors.RULES);
    var token = input.text("clientToken").map(text -> call.caller().account() + " " + text);
    var before = token.map(tokens::get);
    if (before.isPresent()) {
      if (!before.get().input().equals(call.input())) {
        throw RamErrors.of(RamErrors.MISMATCH, "The client token was used with other parameters");
      }
      return answer("resourceShare", Written.of(require(call.caller(), before.get().shareArn())));
    }
    var now = timeline.now();
    var share =
        new ResourceShare(
            Place.of(call.caller()).arn("ram", "resource-share/" + shares.nextId()),
            input.required("name", LONGEST_NAME),
            call.caller().account(),
            input.flag("allowExternalPrincipals", true),
            ResourceShare.Status.ACTIVE,
            tags(input),
            now,
            now);
    var associations = read(call.caller(), share, input);
    shares.put(share);
    associations.forEach(association -> begin(share, association));
    token.ifPresent(text -> tokens.put(text, new Created(call.input().deepCopy(), share.arn())));
    return answer("resourceShare", Written.of(share));
  }

  ObjectNode update(ServiceCall call) {
    var input = Input.of(call, RamErrors.RULES);
    var share = requireActive(call, input);
    var changed =
        share.named(
            input.text("name").orElse(share.name()),
            input.flag("allowExternalPrincipals", share.allowsExternalPrincipals()),
            timeline.now());
    shares.put(changed);
    return answer("resourceShare", Written.of(changed));
  }

  ObjectNode delete(ServiceCall call) {
    shares.delete(requireActive(call, Input.of(call, RamErrors.RULES)), timeline.now());
    return Written.object().put("returnValue", true);
  }

  ObjectNode associate(ServiceCall call) {
    var input = Input.of(call, RamErrors.RULES);
    var share = requireActive(call, input);
    var added = read(call.caller(), share, input);
    if (added.isEmpty()) {
      throw input.missing("resourceArns");
    }
    var begun = new ArrayList<Association>();
    for (var association : added) {
      var standing =
          shares.association(share.arn(), association.entity()).filter(Association::isStanding);
      begun.add(standing.orElse(association));
      if (standing.isEmpty()) {
        begin(share, association);
      }
    }
    return associations(share, begun);
  }

  ObjectNode disassociate(ServiceCall call) {
    var input = Input.of(call, RamErrors.RULES);
    var share = requireActive(call, input);
    var entities = new ArrayList<>(input.texts("resourceArns", MOST));
    entities.addAll(input.texts("principals", MOST));
    if (entities.isEmpty()) {
      throw input.missing("resourceArns");
    }
    var ended = new ArrayList<Association>();
    for (var entity : entities) {
      var standing = shares.association(share.arn(), entity).filter(Association::isStanding);
      ended.add(
          standing.orElseThrow(
              () ->
                  RamErrors.of(
                      RamErrors.UNKNOWN, "%s is not associated with %s", entity, share.arn())));
    }
    for (var association : ended) {
      shares.put(association.with(Association.Status.DISASSOCIATED, timeline.now()));
    }
    return associations(
        share,
        ended.stream()
            .map(each -> each.with(Association.Status.DISASSOCIATING, timeline.now()))
            .toList());
  }

  ObjectNode tag(ServiceCall call) {
    var input = Input.of(call, RamErrors.RULES);
    var share = requireActive(call, input);
    var all = new TreeMap<>(share.tags());
    all.putAll(tags(input));
    if (all.size() > MOST_TAGS) {
      throw RamErrors.of(RamErrors.TOO_MANY_TAGS, "A resource can have at most 50 tags");
    }
    shares.put(share.tagged(all, timeline.now()));
    return Written.object();
  }

  ObjectNode untag(ServiceCall call) {
    var input = Input.of(call, RamErrors.RULES);
    var share = requireActive(call, input);
    var left = new TreeMap<>(share.tags());
    input.texts("tagKeys", MOST).forEach(left::remove);
    shares.put(share.tagged(left, timeline.now()));
    return Written.object();
  }

  /** A share of the caller's own. */
  ResourceShare require(Caller caller, String arn) {
    if (!arn.startsWith("arn:")) {
      throw RamErrors.of(
          RamErrors.MALFORMED_ARN, "The specified resource share ARN %s is not valid", arn);
    }
    return shares
        .share(arn)
        .filter(share -> share.owner().equals(caller.account()))
        .orElseThrow(
            () -> RamErrors.of(RamErrors.UNKNOWN, "ResourceShare %s could not be found.", arn));
  }

  private ResourceShare requireActive(ServiceCall call, Input input) {
    var share =
        require(
            call.caller(),
            input
                .text("resourceShareArn")
                .or(() -> input.text("resourceArn"))
                .orElseThrow(() -> input.missing("resourceShareArn")));
    if (!share.isActive()) {
      throw RamErrors.of(RamErrors.UNKNOWN, "ResourceShare %s could not be found.", share.arn());
    }
    return share;
  }

  private List<Association> read(Caller caller, ResourceShare share, Input input) {
    var associations = new ArrayList<Association>();
    for (var arn : input.texts("resourceArns", MOST)) {
      ShareableType.of(arn);
      if (!arn.split(":", 6)[4].equals(caller.account())) {
        throw RamErrors.of(RamErrors.NOT_PERMITTED, "You cannot share %s, which is not yours", arn);
      }
      associations.add(association(share, Association.Type.RESOURCE, arn, false));
    }
    for (var principal : input.texts("principals", MOST)) {
      associations.add(
          association(share, Association.Type.PRINCIPAL, principal, isExternal(share, principal)));
    }
    return associations;
  }

  private boolean isExternal(ResourceShare share, String principal) {
    if (ResourceShares.isOrganization(principal)) {
      if (!shares.areTogether(share.owner(), share.owner())) {
        throw RamErrors.of(
            RamErrors.NOT_PERMITTED,
            "The resource share %s cannot be shared with an organization: sharing within it is"
                + " not enabled",
            share.name());
      }
      return false;
    }
    if (!ACCOUNT.matcher(principal).matches()) {
      throw RamErrors.of(
          RamErrors.INVALID, "Principal ID %s is malformed. It must be an account ID", principal);
    }
    boolean external = !shares.areTogether(share.owner(), principal);
    if (external && !share.allowsExternalPrincipals()) {
      throw RamErrors.of(
          RamErrors.NOT_PERMITTED,
          "You cannot share with %s, which is outside of your organization",
          principal);
    }
    return external;
  }

  private Association association(
      ResourceShare share, Association.Type type, String entity, boolean external) {
    var now = timeline.now();
    return new Association(
        share.arn(), type, entity, Association.Status.ASSOCIATING, external, now, now);
  }

  /** Who is invited is associated when it has accepted, all else when some time has passed. */
  private void begin(ResourceShare share, Association association) {
    shares.put(association);
    if (association.external()) {
      var arn = share.arn().substring(0, share.arn().lastIndexOf(':') + 1);
      shares.put(
          new Invitation(
              arn + "resource-share-invitation/" + shares.nextId(),
              share.arn(),
              association.entity(),
              Invitation.Status.PENDING,
              timeline.now()));
    } else {
      settle(association);
    }
  }

  /** After a while the association is in force. */
  void settle(Association association) {
    timeline.after(settling, () -> shares.settle(association, timeline.now()));
  }

  private static SortedMap<String, String> tags(Input input) {
    var tags = new TreeMap<String, String>();
    for (var tag : input.structures("tags", MOST_TAGS)) {
      tags.put(tag.required("key", 128), tag.text("value").orElse(""));
    }
    return tags;
  }

  private static ObjectNode associations(ResourceShare share, List<Association> all) {
    var output = Written.object();
    var items = output.putArray("resourceShareAssociations");
    all.forEach(association -> items.add(Written.of(share, association)));
    return output;
  }

  private static ObjectNode answer(String member, ObjectNode content) {
    var output = Written.object();
    output.set(member, content);
    return output;
  }
}
