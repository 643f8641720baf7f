package io.latticeoperator.model;

/**
 * Where a resource lives.
 *
 * @param account AWS account id, 12 digits, or empty for the account of the credentials in use
 * @param region AWS Region code
 */
public record Place(String account, String region) implements Comparable<Place> {
  @Override
  public int compareTo(Place other) {
    int byAccount = account.compareTo(other.account);
    return byAccount != 0 ? byAccount : region.compareTo(other.region);
  }
}
