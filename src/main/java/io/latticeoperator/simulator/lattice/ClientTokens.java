package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The answers of creates, kept for as long as their tokens are remembered. */
final class ClientTokens {
  private final Map<Key, Remembered> remembered = new LinkedHashMap<>();

  private final Choices choices;

  ClientTokens(Choices choices) {
    this.choices = choices;
  }

  private record Key(Owner owner, String operation, String token) {}

  private record Remembered(ObjectNode input, ObjectNode output, Instant until) {}

  /** A token with all that is known of it. */
  record Entry(
      Owner owner,
      String operation,
      String token,
      ObjectNode input,
      ObjectNode output,
      Instant until) {}

  List<Entry> entries() {
    return remembered.entrySet().stream()
        .map(
            each -> {
              var key = each.getKey();
              var answer = each.getValue();
              return new Entry(
                  key.owner(),
                  key.operation(),
                  key.token(),
                  answer.input(),
                  answer.output(),
                  answer.until());
            })
        .toList();
  }

  void adopt(Entry entry) {
    remembered.put(
        new Key(entry.owner(), entry.operation(), entry.token()),
        new Remembered(entry.input(), entry.output(), entry.until()));
  }

  /**
   * What the same request was answered before, if it had the same token; refused when that token
   * came with other parameters.
   *
   * @param exists whether there still is a resource of an ID
   */
  Optional<ObjectNode> recall(String operation, Request request, Predicate<String> exists) {
    remembered.values().removeIf(each -> each.until().isBefore(request.now()));
    var token = request.textOrNull("clientToken");
    if (token == null) {
      return Optional.empty();
    }
    var earlier = remembered.get(new Key(request.owner(), operation, token));
    if (earlier == null) {
      return Optional.empty();
    }
    if (choices.tokenEndsWithResource() && !exists.test(earlier.output().path("id").asText())) {
      return Optional.empty();
    }
    if (!earlier.input().equals(request.input())) {
      var message = "The client token was used before with other parameters";
      throw choices.tokenReuseConflicts()
          ? Refused.conflict("CLIENT_TOKEN", token, message)
          : Refused.invalid(message);
    }
    return Optional.of(earlier.output().deepCopy());
  }

  void remember(String operation, Request request, ObjectNode output, Instant until) {
    var token = request.textOrNull("clientToken");
    if (token != null) {
      remembered.put(
          new Key(request.owner(), operation, token),
          new Remembered(request.input(), output.deepCopy(), until));
    }
  }
}
