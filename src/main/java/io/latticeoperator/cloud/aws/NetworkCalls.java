package io.latticeoperator.cloud.aws;

import static java.util.Objects.requireNonNull;

import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ServiceNetwork;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.vpclattice.VpcLatticeClient;
import software.amazon.awssdk.services.vpclattice.model.ListServiceNetworksResponse;
import software.amazon.awssdk.services.vpclattice.model.ServiceNetworkSummary;

/** Service networks: own ones, and those that other accounts share. */
final class NetworkCalls implements ProvisionCalls {
  private static final int PAGE = 100;
  private static final String ARN = "arn:";

  private final Apis apis;
  private final VpcLatticeClient lattice;
  private final Calls calls;
  private final LatticeTags tags;

  NetworkCalls(Apis apis, Calls calls) {
    this.apis = apis;
    this.lattice = apis.lattice();
    this.calls = calls;
    this.tags = new LatticeTags(lattice, calls);
  }

  /** What another account shares can be read by its ARN only (user guide: sharing). */
  @Override
  public List<Resource> find(String subject) {
    var arns =
        subject.startsWith(ARN)
            ? List.of(subject)
            : list().stream()
                .filter(each -> each.name().equals(subject) || each.id().equals(subject))
                .map(ServiceNetworkSummary::arn)
                .toList();
    return Calls.thoseThere(arns, this::read);
  }

  /** All that the credentials can see. */
  List<ServiceNetworkSummary> list() {
    return calls.items(
        token -> lattice.listServiceNetworks(page -> page.maxResults(PAGE).nextToken(token)),
        ListServiceNetworksResponse::nextToken,
        ListServiceNetworksResponse::items);
  }

  private Resource read(String arn) {
    var answer =
        calls.call(() -> lattice.getServiceNetwork(get -> get.serviceNetworkIdentifier(arn)));
    return tagged(
        new Resource(
            new ServiceNetwork(
                answer.name(), Answers.auth(answer.authTypeAsString()), false, Map.of()),
            Answers.synchronous(answer.id(), answer.arn())));
  }

  /** The tags of what another account shares are not ours to read, nor is it ours to keep. */
  private Resource tagged(Resource network) {
    try {
      return tags.read(network);
    } catch (AwsServiceException refused) {
      var physical = requireNonNull(network.physical());
      if (Faults.of(refused).kind() == Fault.Kind.DENIED && isShared(physical.arn())) {
        return new Resource(network.node(), physical.withTags(Map.of()));
      }
      throw refused;
    }
  }

  private boolean isShared(String arn) {
    var parts = arn.split(":", 6);
    return parts.length == 6 && !parts[4].equals(apis.account());
  }

  @Override
  public Physical create(Change.Create create) {
    var network = (ServiceNetwork) create.node();
    var auth = network.auth();
    var answer =
        calls.call(
            () ->
                lattice.createServiceNetwork(
                    request ->
                        request
                            .name(network.name())
                            .authType(auth == null ? null : auth.name())
                            .tags(create.tags())));
    return Answers.synchronous(answer.id(), answer.arn());
  }

  @Override
  public @Nullable Physical update(Change.Update update) {
    AuthType auth =
        Objects.requireNonNull(
            ((ServiceNetwork) update.to()).auth(), "nothing else can be updated");
    calls.call(
        () ->
            lattice.updateServiceNetwork(
                request ->
                    request
                        .serviceNetworkIdentifier(update.physical().arn())
                        .authType(auth.name())));
    return null;
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    calls.call(
        () ->
            lattice.deleteServiceNetwork(
                request -> request.serviceNetworkIdentifier(delete.physical().id())));
    return null;
  }

  @Override
  public void tag(Physical physical, Map<String, String> added) {
    tags.tag(physical, added);
  }

  @Override
  public void untag(Physical physical, Set<String> keys) {
    tags.untag(physical, keys);
  }
}
