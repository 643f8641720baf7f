package io.latticeoperator.cloud.aws;

import static io.latticeoperator.cloud.aws.Calls.unlessGone;

import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.vpclattice.VpcLatticeClient;
import software.amazon.awssdk.services.vpclattice.model.ListListenersResponse;
import software.amazon.awssdk.services.vpclattice.model.ListServiceNetworkServiceAssociationsResponse;
import software.amazon.awssdk.services.vpclattice.model.ListServicesResponse;
import software.amazon.awssdk.services.vpclattice.model.ListTargetGroupsResponse;
import software.amazon.awssdk.services.vpclattice.model.ListTargetsResponse;
import software.amazon.awssdk.services.vpclattice.model.ServiceNetworkServiceAssociationSummary;

/** Makes one reading: as many calls as there are pages, or resources with tags. */
final class Reader {
  /** The most that AWS puts on a page. */
  private static final int PAGE = 100;

  private final Apis apis;
  private final VpcLatticeClient lattice;
  private final Calls calls;
  private final LatticeTags tags;

  Reader(Apis apis, Calls calls) {
    this.apis = apis;
    this.lattice = apis.lattice();
    this.calls = calls;
    this.tags = new LatticeTags(lattice, calls);
  }

  /** Throws the SDK's exception when AWS does not answer the question. */
  Result read(Read read) {
    return switch (read) {
      case Read.Index index -> new Result.Index(index(index.kind()));
      case Read.Details details ->
          new Result.Described(
              unlessGone(() -> tags.read(one(details.kind(), details.id()))).orElse(null));
      case Read.Status status ->
          new Result.Described(unlessGone(() -> one(status.kind(), status.id())).orElse(null));
      case Read.Children children ->
          new Result.Children(unlessGone(() -> children(children.serviceId())).orElse(null));
      case Read.Find find ->
          new Result.Found(ProvisionCalls.of(find.kind(), apis, calls).find(find.subject()));
      case Read.Named named -> new Result.Index(new References(apis.ec2(), calls).named(named));
      case Read.Targets targets ->
          new Result.Health(unlessGone(() -> targets(targets.groupId())).orElse(null));
    };
  }

  private List<Result.Item> index(Kind kind) {
    return switch (kind) {
      case SERVICE_NETWORK -> networks();
      case SERVICE -> services();
      case TARGET_GROUP -> targetGroups();
      case LISTENER,
          SERVICE_ASSOCIATION,
          VPC_ASSOCIATION,
          AUTH_POLICY,
          RESOURCE_POLICY,
          ACCESS_LOG,
          LOG_GROUP,
          RESOURCE_SHARE,
          SHARE_ACCEPTANCE,
          SECURITY_GROUP,
          SECURITY_GROUP_RULE,
          PREFIX_LIST,
          DASHBOARD,
          ALARM ->
          throw new IllegalArgumentException("there is no list of every " + kind.words());
    };
  }

  private List<Result.Item> networks() {
    return new NetworkCalls(apis, calls)
        .list().stream()
            .map(
                network ->
                    new Result.Item(
                        network.id(), network.arn(), network.name(), ResourceStatus.ACTIVE))
            .toList();
  }

  private List<Result.Item> services() {
    return calls
        .pages(
            token -> lattice.listServices(page -> page.maxResults(PAGE).nextToken(token)),
            ListServicesResponse::nextToken)
        .stream()
        .flatMap(page -> page.items().stream())
        .map(
            service ->
                new Result.Item(
                    service.id(),
                    service.arn(),
                    service.name(),
                    Answers.status(service.statusAsString())))
        .toList();
  }

  private List<Result.Item> targetGroups() {
    return calls
        .pages(
            token -> lattice.listTargetGroups(page -> page.maxResults(PAGE).nextToken(token)),
            ListTargetGroupsResponse::nextToken)
        .stream()
        .flatMap(page -> page.items().stream())
        .map(
            group ->
                new Result.Item(
                    group.id(), group.arn(), group.name(), Answers.status(group.statusAsString())))
        .toList();
  }

  private Resource one(Kind kind, String id) {
    return switch (kind) {
      case SERVICE ->
          Answers.service(calls.call(() -> lattice.getService(get -> get.serviceIdentifier(id))));
      case TARGET_GROUP ->
          Answers.targetGroup(
              calls.call(() -> lattice.getTargetGroup(get -> get.targetGroupIdentifier(id))));
      case SERVICE_ASSOCIATION -> association(id);
      case VPC_ASSOCIATION -> new VpcAssociationCalls(lattice, calls).one(id);
      case SERVICE_NETWORK,
          LISTENER,
          AUTH_POLICY,
          RESOURCE_POLICY,
          ACCESS_LOG,
          LOG_GROUP,
          RESOURCE_SHARE,
          SHARE_ACCEPTANCE,
          SECURITY_GROUP,
          SECURITY_GROUP_RULE,
          PREFIX_LIST,
          DASHBOARD,
          ALARM ->
          throw new IllegalArgumentException("a " + kind.words() + " is not read by id alone");
    };
  }

  private Resource association(String id) {
    return Answers.association(
        calls.call(
            () ->
                lattice.getServiceNetworkServiceAssociation(
                    get -> get.serviceNetworkServiceAssociationIdentifier(id))));
  }

  private List<Resource> children(String serviceId) {
    var children = new ArrayList<Resource>();
    for (var listenerId : listenerIds(serviceId)) {
      unlessGone(() -> listener(serviceId, listenerId))
          .flatMap(found -> found)
          .flatMap(listener -> unlessGone(() -> tags.read(listener)))
          .ifPresent(children::add);
    }
    for (var summary : associations(serviceId)) {
      unlessGone(() -> tags.read(association(summary))).ifPresent(children::add);
    }
    return children;
  }

  private List<String> listenerIds(String serviceId) {
    return calls
        .pages(
            token ->
                lattice.listListeners(
                    page -> page.serviceIdentifier(serviceId).maxResults(PAGE).nextToken(token)),
            ListListenersResponse::nextToken)
        .stream()
        .flatMap(page -> page.items().stream())
        .map(listener -> listener.id())
        .toList();
  }

  private Optional<Resource> listener(String serviceId, String listenerId) {
    return Answers.listener(
        calls.call(
            () ->
                lattice.getListener(
                    get -> get.serviceIdentifier(serviceId).listenerIdentifier(listenerId))));
  }

  private List<ServiceNetworkServiceAssociationSummary> associations(String serviceId) {
    return calls
        .pages(
            token ->
                lattice.listServiceNetworkServiceAssociations(
                    page -> page.serviceIdentifier(serviceId).maxResults(PAGE).nextToken(token)),
            ListServiceNetworkServiceAssociationsResponse::nextToken)
        .stream()
        .flatMap(page -> page.items().stream())
        .toList();
  }

  /** Only a Get tells why an association has failed. */
  private Resource association(ServiceNetworkServiceAssociationSummary summary) {
    var status = Answers.status(summary.statusAsString());
    return switch (status) {
      case CREATE_FAILED, UPDATE_FAILED, DELETE_FAILED -> association(summary.id());
      case CREATE_IN_PROGRESS, ACTIVE, UPDATE_IN_PROGRESS, DELETE_IN_PROGRESS ->
          new Resource(
              new ServiceAssociation(summary.serviceNetworkId(), summary.serviceNetworkArn()),
              new Physical(summary.id(), summary.arn(), status, null, null, null));
    };
  }

  private Targets.Registered targets(String groupId) {
    var pages =
        calls.pages(
            token ->
                lattice.listTargets(
                    page -> page.targetGroupIdentifier(groupId).maxResults(PAGE).nextToken(token)),
            ListTargetsResponse::nextToken);
    return Answers.targets(pages.stream().flatMap(page -> page.items().stream()));
  }
}
