package io.latticeoperator.verify;

import org.jspecify.annotations.Nullable;

/**
 * A question about behaviour that no document answers for sure.
 *
 * @param fact the question, in a few words
 * @param setting of the simulator that decides it, by its dotted name; null when the simulator has
 *     no choice
 * @param needsTargets whether it needs addresses that can be registered
 */
record Probe(String fact, @Nullable String setting, boolean needsTargets, Question question) {

  /** One that a choice of the simulator decides. */
  static Probe choice(String fact, String choice, Question question) {
    return new Probe(fact, "choices." + choice, false, question);
  }

  /** One in which the simulator has no choice. */
  static Probe fixed(String fact, Question question) {
    return new Probe(fact, null, false, question);
  }

  /** The same question, which needs addresses that can be registered. */
  Probe withTargets() {
    return new Probe(fact, setting, true, question);
  }

  /** How to find out. */
  @FunctionalInterface
  interface Question {
    /**
     * The value as settings have it: {@code true}, {@code 409}, {@code 4200ms}.
     *
     * @throws Unanswered when the lab could not get that far
     */
    String ask(Lab lab);
  }

  /** The other side did something on the way that leaves the question open. */
  static final class Unanswered extends RuntimeException {
    Unanswered(String why) {
      super(why);
    }
  }
}
