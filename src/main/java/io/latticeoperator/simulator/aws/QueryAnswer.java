package io.latticeoperator.simulator.aws;

/**
 * An answer in the query protocol.
 *
 * @param status HTTP status
 * @param body XML
 */
public record QueryAnswer(int status, String body) {
  Reply reply() {
    return Reply.of(status, "text/xml;charset=UTF-8", body);
  }
}
