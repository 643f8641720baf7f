package io.latticeoperator.simulator.aws;

/**
 * An error as the service model declares it.
 *
 * @param name by which JSON and CBOR tell it
 * @param queryCode by which the query protocol tells it
 * @param status HTTP status
 */
public record ErrorShape(String name, String queryCode, int status) {

  /** One that has the same name in all protocols. */
  public static ErrorShape of(String name, int status) {
    return new ErrorShape(name, name, status);
  }

  /** Whether the service is to blame, not the caller. */
  public boolean isFault() {
    return status >= 500;
  }

  /** The header {@code x-amzn-query-error}, by which newer protocols tell the old code. */
  public String queryError() {
    return queryCode + (isFault() ? ";Receiver" : ";Sender");
  }
}
