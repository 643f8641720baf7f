package io.latticeoperator.policy;

import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Names;
import io.latticeoperator.model.Owner;
import io.latticeoperator.policy.Principal.ServiceAccount;
import io.latticeoperator.policy.Statement.Effect;
import io.latticeoperator.policy.Statement.Header;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Policies as tests write them. */
final class Policies {
  static final ClusterIdentity HERE = new ClusterIdentity("uid-one", "one");
  static final ClusterIdentity THERE = new ClusterIdentity("uid-two", "two");
  static final String FIELD = "spec.auth.policy";

  static final ServiceAccount CART = new ServiceAccount("shop", "cart");
  static final ServiceAccount ORDERS = new ServiceAccount("shop", "orders");

  /** One that has no role. */
  static final ServiceAccount NOBODY = new ServiceAccount("shop", "nobody");

  static final References REFERENCES =
      new References(
          HERE,
          Map.of(CART, role("cart"), ORDERS, role("orders")),
          Map.of(Owner.export("shop", "checkout"), service(1)),
          Map.of(
              Names.service(HERE, Owner.export("shop", "search")), service(2),
              Names.service(THERE, Owner.export("shop", "checkout")), service(3)));

  private Policies() {}

  static String role(String name) {
    return "arn:aws:iam::111122223333:role/" + name;
  }

  static String service(int number) {
    return "arn:aws:vpc-lattice:eu-west-1:111122223333:service/svc-%017x".formatted(number);
  }

  static PolicySpec of(Rule... rules) {
    return new PolicySpec(Arrays.stream(rules).map(Rule::statement).toList(), null, false);
  }

  /** With single quotes for double ones. */
  static PolicySpec document(String json) {
    return new PolicySpec(List.of(), json.replace('\'', '"'), false);
  }

  static Rule allow(Principal... principals) {
    return new Rule(Effect.ALLOW, principals);
  }

  static Rule deny(Principal... principals) {
    return new Rule(Effect.DENY, principals);
  }

  static Compilation compile(PolicySpec spec) {
    return PolicyCompiler.compile(spec, FIELD, true, 0, REFERENCES);
  }

  static ExportReference export(String name) {
    return new ExportReference(null, "shop", name);
  }

  /** A statement under construction. */
  static final class Rule {
    private final Effect effect;
    private final List<Principal> principals;
    private final List<String> methods = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final List<Header> headers = new ArrayList<>();
    private final List<String> vpcs = new ArrayList<>();
    private final List<ExportReference> exports = new ArrayList<>();

    private Rule(Effect effect, Principal... principals) {
      this.effect = effect;
      this.principals = List.of(principals);
    }

    Rule methods(String... values) {
      methods.addAll(List.of(values));
      return this;
    }

    Rule paths(String... values) {
      paths.addAll(List.of(values));
      return this;
    }

    Rule header(String name, String... values) {
      headers.add(new Header(name, List.of(values)));
      return this;
    }

    Rule vpcs(String... values) {
      vpcs.addAll(List.of(values));
      return this;
    }

    Rule exports(ExportReference... values) {
      exports.addAll(List.of(values));
      return this;
    }

    Statement statement() {
      return new Statement(effect, principals, methods, paths, headers, vpcs, exports);
    }
  }
}
