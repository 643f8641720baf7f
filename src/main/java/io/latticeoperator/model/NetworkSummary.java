package io.latticeoperator.model;

/** A service network that the credentials can see, ours or shared with us. */
public record NetworkSummary(String id, String arn, String name) {

  /**
   * @param reference a name, an id ({@code sn-…}) or an ARN
   */
  public boolean answersTo(String reference) {
    return reference.equals(id) || reference.equals(arn) || reference.equals(name);
  }
}
