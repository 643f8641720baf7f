package io.latticeoperator.simulator.faults;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Everything that is to go wrong, as a value.
 *
 * @param seed of all dice
 * @param rules in order: of those that decide how a call ends, the first one that applies does
 */
public record FaultPlan(long seed, List<FaultRule> rules) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** A plan by which nothing goes wrong. */
  public static final FaultPlan NONE = new FaultPlan(0, List.of());

  public FaultPlan {
    rules = List.copyOf(rules);
  }

  /**
   * Reads a plan.
   *
   * @throws MalformedPlan which names each wrong member and what it may be
   */
  public static FaultPlan parse(String json) {
    try {
      return of(MAPPER.readTree(json));
    } catch (JsonProcessingException malformed) {
      var at = malformed.getLocation();
      var where = at == null ? "" : "line %d: ".formatted(at.getLineNr());
      throw new MalformedPlan(List.of(where + malformed.getOriginalMessage()));
    }
  }

  /**
   * Reads a plan.
   *
   * @throws MalformedPlan which names each wrong member and what it may be
   */
  public static FaultPlan of(JsonNode json) {
    return PlanReader.read(json);
  }

  /** The plan in the form in which it can be read again. */
  public ObjectNode json() {
    return PlanWriter.write(this);
  }
}
