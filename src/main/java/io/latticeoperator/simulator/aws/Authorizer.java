package io.latticeoperator.simulator.aws;

import java.util.Optional;

/** Decides what callers may do. Safe for any thread. */
@FunctionalInterface
public interface Authorizer {

  /** Everybody may do everything. */
  Authorizer EVERYTHING = (caller, access) -> Optional.empty();

  /** Why the caller may not, in the words that AWS uses; empty when it may. */
  Optional<String> refusal(Caller caller, Access access);
}
