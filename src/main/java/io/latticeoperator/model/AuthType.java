package io.latticeoperator.model;

/** Whether VPC Lattice asks who calls (CreateServiceNetwork, CreateService: authType). */
public enum AuthType {
  /** Auth policies are ignored. */
  NONE,
  /** Nobody may call unless a policy allows it. */
  AWS_IAM
}
