package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * What all services do with a request that comes in one of their protocols: read it, ask whether
 * the caller may, let it have its effect, write it into the journal, and answer. One call has its
 * effect at a time.
 */
public final class ServiceEndpoint {
  private static final int OK = 200;
  private static final ErrorShape UNKNOWN =
      new ErrorShape("UnknownOperationException", "InvalidAction", 400);

  private final Traits traits;
  private final Environment environment;
  private final List<Protocol> protocols;
  private final Map<String, Operation> operations;

  /**
   * What tells services apart here.
   *
   * @param denied how this service tells callers that they may not
   * @param largestBody of a request, in bytes
   */
  public record Traits(String signingName, ErrorShape denied, int largestBody) {}

  /**
   * @param protocols the first one answers what none of them recognises
   * @param operations by name
   */
  public ServiceEndpoint(
      Traits traits,
      Environment environment,
      List<Protocol> protocols,
      Map<String, Operation> operations) {
    this.traits = traits;
    this.environment = environment;
    this.protocols = List.copyOf(protocols);
    this.operations = Map.copyOf(operations);
  }

  /** Whether a request that is not signed is meant for this service. */
  public boolean recognises(HttpCall http) {
    return protocols.stream().anyMatch(protocol -> protocol.recognises(http));
  }

  /** The operation that a request names; empty when it names none or cannot be read. */
  public String operation(HttpCall http) {
    var protocol = protocol(http);
    try {
      return protocol.isEmpty()
          ? ""
          : protocol.get().read(ContentEncoding.undone(http, traits.largestBody())).operation();
    } catch (ServiceRefusal malformed) {
      return "";
    }
  }

  /** A refusal in the protocol of a request. */
  public Reply.Response refused(HttpCall http, String code, int status, String message) {
    return protocol(http)
        .orElse(protocols.getFirst())
        .refused(http.requestId(), new ServiceRefusal(ErrorShape.of(code, status), message));
  }

  private Optional<Protocol> protocol(HttpCall http) {
    return protocols.stream().filter(protocol -> protocol.recognises(http)).findFirst();
  }

  /** Answers any request, a malformed one included. */
  public Reply.Response serve(HttpCall http) {
    var protocol =
        protocols.stream().filter(each -> each.recognises(http)).findFirst().orElse(null);
    if (protocol == null) {
      var refusal = new ServiceRefusal(UNKNOWN, "The request is in no protocol of this service");
      return protocols.getFirst().refused(http.requestId(), refusal);
    }
    try {
      return answered(protocol, protocol.read(ContentEncoding.undone(http, traits.largestBody())));
    } catch (ServiceRefusal malformed) {
      return protocol.refused(http.requestId(), malformed);
    }
  }

  /** Runs while no call has its effect. */
  public synchronized void exclusively(Runnable action) {
    action.run();
  }

  /** The service in the credential scope of SigV4. */
  public String signingName() {
    return traits.signingName();
  }

  /** What is found while no call is under way. */
  public synchronized <T> T found(Supplier<T> look) {
    return look.get();
  }

  /** How a call without a protocol ends. */
  public sealed interface Outcome {
    /** It had its effect. */
    record Done(ObjectNode output) implements Outcome {}

    /** It had none. */
    record Refused(ServiceRefusal refusal) implements Outcome {}
  }

  /** Answers a call that has come in no protocol: for whoever is in the same process. */
  public Outcome call(ServiceCall call) {
    try {
      return new Outcome.Done(effect(call, output -> output, output -> OK));
    } catch (ServiceRefusal refusal) {
      return new Outcome.Refused(refusal);
    }
  }

  private Reply.Response answered(Protocol protocol, ServiceCall call) {
    try {
      return effect(call, output -> protocol.answer(call, output), Reply.Response::status);
    } catch (ServiceRefusal refusal) {
      return protocol.refused(call.requestId(), refusal);
    }
  }

  /**
   * @param written the answer, made of the output
   * @param status HTTP status of the answer
   */
  private synchronized <A> A effect(
      ServiceCall call, Function<ObjectNode, A> written, ToIntFunction<A> status) {
    var operation = operations.get(call.operation());
    boolean read = operation != null && operation.read();
    try {
      if (operation == null) {
        throw new ServiceRefusal(
            UNKNOWN, "The simulator does not have the operation " + call.operation());
      }
      authorize(operation, call);
      var answer = written.apply(operation.effect().apply(call));
      write(call, read, "OK", status.applyAsInt(answer));
      return answer;
    } catch (ServiceRefusal refusal) {
      write(call, read, refusal.shape().name(), refusal.shape().status());
      throw refusal;
    }
  }

  private void authorize(Operation operation, ServiceCall call) {
    for (var access : operation.needs().apply(call)) {
      var refusal = environment.authorizer().refusal(call.caller(), access);
      if (refusal.isPresent()) {
        throw new ServiceRefusal(traits.denied(), refusal.get());
      }
    }
  }

  private void write(ServiceCall call, boolean read, String result, int status) {
    environment
        .journal()
        .add(
            new Journal.Ended(
                environment.timeline().now(),
                call.caller(),
                traits.signingName(),
                call.operation(),
                read,
                call.input(),
                result,
                status,
                List.of()));
  }
}
