package io.latticeoperator.simulator.acm;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.Certificates;
import io.latticeoperator.simulator.aws.Dependents;
import io.latticeoperator.simulator.aws.EndpointService;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.JsonProtocol;
import io.latticeoperator.simulator.aws.Operation;
import io.latticeoperator.simulator.aws.RecordJson;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceEndpoint;
import io.latticeoperator.simulator.aws.Stateful;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The simulated Certificate Manager. */
public final class Acm implements EndpointService, Certificates, Stateful {
  /** The signing name. */
  public static final String NAME = "acm";

  private static final int LARGEST_BODY = 1024 * 1024;

  private final CertificateStore store;
  private final Environment environment;
  private final ServiceEndpoint endpoint;

  /**
   * @param issuing how long after a request the domain counts as validated
   * @param dependents what other services present certificates for
   */
  public Acm(Environment environment, Duration issuing, Dependents dependents) {
    this.environment = environment;
    this.store = new CertificateStore(environment.seed());
    var timeline = environment.timeline();
    var makers = new CertificateMakers(store, timeline, issuing);
    var certificates = new CertificateOperations(store, timeline, dependents);
    endpoint =
        new ServiceEndpoint(
            new ServiceEndpoint.Traits(NAME, Errors.DENIED, LARGEST_BODY),
            environment,
            List.of(JsonProtocol.of("1.1", "CertificateManager")),
            Map.ofEntries(
                entry("RequestCertificate", Operation.writing(Acm::needs, makers::request)),
                entry("ImportCertificate", Operation.writing(Acm::needs, makers::importOne)),
                entry("DescribeCertificate", Operation.reading(Acm::needs, certificates::describe)),
                entry("ListCertificates", Operation.reading(Acm::needs, certificates::list)),
                entry("DeleteCertificate", Operation.writing(Acm::needs, certificates::delete)),
                entry("AddTagsToCertificate", Operation.writing(Acm::needs, certificates::tag)),
                entry(
                    "ListTagsForCertificate",
                    Operation.reading(Acm::needs, certificates::listTags))));
  }

  @Override
  public ServiceEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public String name() {
    return NAME;
  }

  /** As it is kept. */
  private record Saved(List<Certificate> certificates) {
    Saved {
      certificates = List.copyOf(certificates);
    }
  }

  @Override
  public JsonNode save() {
    return RecordJson.write(new Saved(store.all()));
  }

  @Override
  public void restore(JsonNode saved) {
    store.restore(RecordJson.read(saved, Saved.class).certificates());
  }

  @Override
  public void reset() {
    store.clear();
  }

  @Override
  public boolean cover(String arn, String domainName) {
    return store
        .find(arn)
        .filter(found -> found.status(environment.timeline().now()) == Certificate.Status.ISSUED)
        .filter(found -> found.isFor(domainName))
        .isPresent();
  }

  private static List<Access> needs(ServiceCall call) {
    return List.of(
        Access.to(NAME + ":" + call.operation(), call.input().path("CertificateArn").asText("*")));
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
