package io.latticeoperator.policy;

import io.latticeoperator.policy.Flaw.Kind;
import io.latticeoperator.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Statements to clauses: checks what is written, and puts in what names stand for. */
final class StatementReader {
  private static final String KEY = "vpc-lattice-svcs:";
  private static final String METHOD = KEY + "RequestMethod";
  private static final String PATH = KEY + "RequestPath";
  private static final String HEADER = KEY + "RequestHeader/";
  private static final String SOURCE_VPC = KEY + "SourceVpc";
  private static final String SERVICE = KEY + "ServiceArn";
  private static final String ORGANIZATION = "aws:PrincipalOrgID";
  private static final String TYPE = "aws:PrincipalType";
  private static final SortedSet<String> ANONYMOUS = new TreeSet<>(List.of("Anonymous"));

  private static final Predicate<String> ROLE =
      whole("arn:aws[a-z-]*:iam::\\d{12}:(role|user)/[\\w+=,.@/-]+");
  private static final Predicate<String> ACCOUNT = whole("\\d{12}");
  private static final Predicate<String> ORGANIZATION_ID = whole("o-[a-z0-9]{10,32}");
  private static final Predicate<String> HTTP_METHOD = whole("[A-Z][A-Z-]{0,15}");
  private static final Predicate<String> HTTP_PATH = whole("/[!-~]*");
  private static final Predicate<String> HEADER_NAME = whole("[A-Za-z0-9._-]{1,100}");
  private static final Predicate<String> HEADER_VALUE = whole("[ -~]+");
  private static final Predicate<String> VPC = whole("vpc-[0-9a-f]{8}([0-9a-f]{9})?");

  private static final String METHODS =
      "is not an HTTP method such as GET: capital letters, no wildcards; leave methods out for all";
  private static final String PATHS =
      "is not a path such as /orders/*: it begins with / and has no blanks, other characters"
          + " percent-encoded as in the request";
  private static final String VPCS = "is not the id of a VPC, such as vpc-0123456789abcdef0";
  private static final String ROLES =
      "is not the ARN of an IAM role or user, such as arn:aws:iam::111122223333:role/orders, without"
          + " wildcards";
  private final String field;
  private final boolean ofNetwork;
  private final References references;
  private final List<Clause> clauses = new ArrayList<>();
  private final List<Flaw> flaws = new ArrayList<>();
  private boolean denyLost;

  /**
   * @param field path of the list of statements, for messages
   * @param ofNetwork whether it is the policy of a network, else of one service
   */
  StatementReader(String field, boolean ofNetwork, References references) {
    this.field = field;
    this.ofNetwork = ofNetwork;
    this.references = references;
  }

  private static Predicate<String> whole(String pattern) {
    return Pattern.compile(pattern).asMatchPredicate();
  }

  void read(List<Statement> statements) {
    for (int i = 0; i < statements.size(); i++) {
      read(field + "[" + i + "]", statements.get(i));
    }
  }

  List<Clause> clauses() {
    return clauses;
  }

  List<Flaw> flaws() {
    return flaws;
  }

  /** Whether what has been read would be wider than what is written. */
  boolean incomplete() {
    return denyLost || flaws.stream().anyMatch(flaw -> !flaw.kind().unresolved());
  }

  private void read(String at, Statement statement) {
    var conditions = new TreeMap<String, SortedSet<String>>();
    limit(conditions, METHOD, valid(at + ".methods", statement.methods(), HTTP_METHOD, METHODS));
    limit(conditions, PATH, valid(at + ".paths", statement.paths(), HTTP_PATH, PATHS));
    limit(conditions, SOURCE_VPC, valid(at + ".sourceVpcs", statement.sourceVpcs(), VPC, VPCS));
    headers(at + ".headers", statement.headers(), conditions);
    boolean reachable = exports(at + ".exports", statement, conditions);
    if (statement.principals().isEmpty()) {
      invalid(at + ".principals", "must name somebody; {anybody: true} is everybody");
    }
    callers(at + ".principals", statement, conditions, reachable);
  }

  private static void limit(
      Map<String, SortedSet<String>> conditions, String key, SortedSet<String> values) {
    if (!values.isEmpty()) {
      conditions.put(key, values);
    }
  }

  private SortedSet<String> valid(
      String at, List<String> values, Predicate<String> form, String otherwise) {
    for (int i = 0; i < values.size(); i++) {
      check(at + "[" + i + "]", values.get(i), form, otherwise);
    }
    return new TreeSet<>(values);
  }

  private boolean check(String at, String value, Predicate<String> form, String otherwise) {
    if (form.test(value)) {
      return true;
    }
    invalid(at, "'" + value + "' " + otherwise);
    return false;
  }

  private void headers(
      String at, List<Statement.Header> headers, Map<String, SortedSet<String>> conditions) {
    for (int i = 0; i < headers.size(); i++) {
      var header = headers.get(i);
      var here = at + "[" + i + "]";
      check(
          here + ".name",
          header.name(),
          HEADER_NAME,
          "is not the name of a header: letters, digits, -, _ and ., at most 100, no wildcards");
      if (header.values().isEmpty()) {
        invalid(here + ".values", "must have a value; '*' is any");
      }
      var values =
          valid(
              here + ".values",
              header.values(),
              HEADER_VALUE,
              "is not a value of a header: printable ASCII, at least one character");
      if (conditions.put(HEADER + header.name().toLowerCase(Locale.ROOT), values) != null) {
        invalid(
            here + ".name",
            "'"
                + header.name()
                + "' is there twice; one of its values must fit, so give them in one list");
      }
    }
  }

  /** False when none of the services is known: then the statement is about no call. */
  private boolean exports(
      String at, Statement statement, Map<String, SortedSet<String>> conditions) {
    var exports = statement.exports();
    if (exports.isEmpty()) {
      return true;
    }
    if (!ofNetwork) {
      invalid(
          at,
          "an export's own policy is about its own service only; leave exports out, or write it in"
              + " the policy of the LatticeNetwork");
      return false;
    }
    var arns = new TreeSet<String>();
    for (int i = 0; i < exports.size(); i++) {
      var export = exports.get(i);
      var arn = references.service(export);
      if (arn.isPresent()) {
        arns.add(arn.get());
      } else {
        lost(statement, Kind.UNRESOLVED_EXPORT, at + "[" + i + "]: " + unknown(export));
      }
    }
    limit(conditions, SERVICE, arns);
    return !arns.isEmpty();
  }

  private String unknown(ExportReference export) {
    return "this account sees no Lattice service of "
        + export
        + (references.isOfThisCluster(export)
            ? "; export it into this network"
            : ", which would be called "
                + references.serviceName(export)
                + "; export it there under its derived name, and have it shared with this account");
  }

  private void callers(
      String at, Statement statement, Map<String, SortedSet<String>> base, boolean reachable) {
    var effect = statement.effect();
    var named = new TreeSet<String>();
    var organizations = new TreeSet<String>();
    for (int i = 0; i < statement.principals().size(); i++) {
      var here = at + "[" + i + "]";
      switch (statement.principals().get(i)) {
        case Principal.Role role -> {
          if (check(here + ".roleArn", role.arn(), ROLE, ROLES)) {
            named.add(role.arn());
          }
        }
        case Principal.Account account -> {
          if (check(here + ".accountId", account.id(), ACCOUNT, "is not 12 digits")) {
            named.add(account.id());
          }
        }
        case Principal.Organization organization -> {
          if (check(
              here + ".organizationId",
              organization.id(),
              ORGANIZATION_ID,
              "is not the id of an organization, such as o-a1b2c3d4e5")) {
            organizations.add(organization.id());
          }
        }
        case Principal.Anonymous _ -> add(reachable, clause(effect, base, TYPE, ANONYMOUS));
        case Principal.Anybody _ -> add(reachable, Clause.of(effect, base));
        case Principal.ServiceAccount account -> {
          var arn = role(here + ".serviceAccount", statement, account);
          if (arn != null) {
            named.add(arn);
          }
        }
      }
    }
    if (!named.isEmpty()) {
      add(reachable, Clause.of(effect, base).withPrincipals(named));
    }
    if (!organizations.isEmpty()) {
      add(reachable, clause(effect, base, ORGANIZATION, organizations));
    }
  }

  private void add(boolean reachable, Clause clause) {
    if (reachable) {
      clauses.add(clause);
    }
  }

  private static Clause clause(
      Effect effect, Map<String, SortedSet<String>> base, String key, SortedSet<String> values) {
    return Clause.of(effect, base).with(key, values);
  }

  private @Nullable String role(String at, Statement statement, Principal.ServiceAccount account) {
    var name = account.namespace() + "/" + account.name();
    var arn = references.role(account);
    if (arn.isEmpty()) {
      lost(
          statement,
          Kind.UNRESOLVED_SERVICE_ACCOUNT,
          at
              + ": "
              + name
              + " is not there, or has no annotation eks.amazonaws.com/role-arn; annotate it with"
              + " the ARN of its role");
      return null;
    }
    if (!ROLE.test(arn.get())) {
      lost(
          statement,
          Kind.UNRESOLVED_SERVICE_ACCOUNT,
          at
              + ": the annotation eks.amazonaws.com/role-arn of "
              + name
              + " says '"
              + arn.get()
              + "', which "
              + ROLES);
      return null;
    }
    return arn.get();
  }

  private void lost(Statement statement, Kind kind, String message) {
    switch (statement.effect()) {
      case ALLOW ->
          flaws.add(
              new Flaw(
                  kind,
                  message
                      + (kind == Kind.UNRESOLVED_EXPORT
                          ? "; until then this does not allow calls to it"
                          : "; until then this does not allow it to call")));
      case DENY -> {
        denyLost = true;
        flaws.add(
            new Flaw(
                kind,
                message + "; until then the policy is not written, for a deny would be missing"));
      }
    }
  }

  private void invalid(String at, String message) {
    flaws.add(new Flaw(Kind.INVALID, at + ": " + message));
  }
}
