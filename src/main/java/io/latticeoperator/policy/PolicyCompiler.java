package io.latticeoperator.policy;

import io.latticeoperator.policy.Flaw.Kind;
import io.latticeoperator.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.List;

/** From what a person writes to the document that VPC Lattice gets. */
public final class PolicyCompiler {
  private PolicyCompiler() {}

  /**
   * Compiles a policy. Total: whatever is wrong is a flaw, never an exception.
   *
   * @param field path of the policy in the object, for messages
   * @param ofNetwork whether it is the policy of a network, else of one service
   * @param reserved bytes of VPC Lattice's limit that are wanted for something else
   */
  public static Compilation compile(
      PolicySpec spec, String field, boolean ofNetwork, int reserved, References references) {
    int most = PolicyText.MOST_BYTES - reserved;
    var document = spec.document();
    if (document == null) {
      var at = field + ".statements";
      return limited(at, most, statements(spec, at, ofNetwork, references));
    }
    if (!spec.statements().isEmpty()) {
      return Compilation.withheld(
          List.of(
              new Flaw(Kind.INVALID, field + ": give statements or a document, not both of them")));
    }
    var at = field + ".document";
    return limited(at, most, document(document, at));
  }

  private static Compilation statements(
      PolicySpec spec, String field, boolean ofNetwork, References references) {
    var reader = new StatementReader(field, ofNetwork, references);
    reader.read(spec.statements());
    if (reader.incomplete()) {
      return Compilation.withheld(reader.flaws());
    }
    var clauses = Minimum.of(reader.clauses());
    return new Compilation(
        PolicyText.of(clauses),
        clauses.stream().anyMatch(clause -> clause.effect() == Effect.ALLOW),
        reader.flaws());
  }

  private static Compilation document(String text, String field) {
    return switch (PolicyDocument.read(text)) {
      case PolicyDocument.Malformed malformed ->
          Compilation.withheld(
              malformed.faults().stream()
                  .map(fault -> new Flaw(Kind.INVALID, field + ": " + fault))
                  .toList());
      case PolicyDocument.Read read ->
          new Compilation(CanonicalPolicy.of(read.policy()), read.admits(), List.of());
    };
  }

  private static Compilation limited(String field, int most, Compilation compilation) {
    var document = compilation.document();
    int bytes = document == null ? 0 : PolicyText.bytes(document);
    if (bytes <= most) {
      return compilation;
    }
    var flaws = new ArrayList<>(compilation.flaws());
    flaws.addFirst(
        new Flaw(
            Kind.TOO_LARGE,
            field
                + ": the policy is "
                + bytes
                + " bytes long, and at most "
                + most
                + " fit VPC Lattice's limit of 10 KB; say the same of more callers or paths at once, by account,"
                + " organization or wildcard"));
    return Compilation.withheld(flaws);
  }
}
