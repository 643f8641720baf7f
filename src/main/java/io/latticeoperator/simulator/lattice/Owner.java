package io.latticeoperator.simulator.lattice;

import io.latticeoperator.simulator.aws.Caller;

/** Where a resource lives: names are unique, and identifiers are found, within it. */
public record Owner(String account, String region) {
  static Owner of(Caller caller) {
    return new Owner(caller.account(), caller.region());
  }
}
