package io.latticeoperator.simulator.direct;

/** A service beside VPC Lattice. */
enum Service {
  EC2("ec2", "ec2", "NextToken"),
  LOGS("logs", "logs", "nextToken"),
  CLOUDWATCH("monitoring", "cloudwatch", "NextToken"),
  RAM("ram", "ram", "nextToken");

  private final String signingName;
  private final String prefix;
  private final String token;

  Service(String signingName, String prefix, String token) {
    this.signingName = signingName;
    this.prefix = prefix;
    this.token = token;
  }

  /** In the credential scope of SigV4. */
  String signingName() {
    return signingName;
  }

  /** In IAM actions. */
  String prefix() {
    return prefix;
  }

  /** The member of an input that asks for a page. */
  String token() {
    return token;
  }
}
