package io.latticeoperator.policy;

import io.latticeoperator.model.Names;
import io.latticeoperator.model.Owner;
import io.latticeoperator.policy.Principal.Account;
import io.latticeoperator.policy.Principal.Anonymous;
import io.latticeoperator.policy.Principal.Anybody;
import io.latticeoperator.policy.Principal.Organization;
import io.latticeoperator.policy.Principal.Role;
import io.latticeoperator.policy.Statement.Effect;
import io.latticeoperator.policy.Statement.Header;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Policies and calls by seed, of a world so small that they meet often. */
final class World {
  private static final String OTHER = "arn:aws:iam::444455556666:role/web";
  private static final List<String> ORGANIZATIONS = List.of("o-a1b2c3d4e5", "o-zzzzzzzzzz");
  private static final List<Principal> PRINCIPALS =
      List.of(
          new Role(Policies.role("web")),
          new Role(OTHER),
          new Account("111122223333"),
          new Account("444455556666"),
          new Organization(ORGANIZATIONS.getFirst()),
          new Organization(ORGANIZATIONS.getLast()),
          new Anonymous(),
          new Anybody(),
          Policies.CART,
          Policies.ORDERS,
          Policies.NOBODY);
  private static final List<String> CALLERS =
      List.of(
          Policies.role("web"),
          Policies.role("cart"),
          Policies.role("orders"),
          Policies.role("nobody"),
          OTHER);
  private static final List<String> METHODS = List.of("GET", "PUT", "DELETE");
  private static final List<String> PATTERNS =
      List.of(
          "/",
          "/*",
          "/orders",
          "/orders/*",
          "/orders/1",
          "/orders/?",
          "/o*",
          "/*/items",
          "/${aws:username}",
          "/${*}");
  private static final List<String> PATHS =
      List.of(
          "/",
          "/orders",
          "/orders/1",
          "/orders/12",
          "/orders/1/items",
          "/other",
          "/${aws:username}",
          "/web",
          "/${*}",
          "/*");
  private static final List<String> HEADERS = List.of("x-tier", "X-Region");
  private static final List<String> WANTED = List.of("gold", "silver", "g*", "?ilver", "a, b", "*");
  private static final List<String> VALUES = List.of("gold", "silver", "green", "a, b", "$");
  private static final List<String> VPCS = List.of("vpc-0123456789abcdef0", "vpc-12345678");
  private static final List<ExportReference> EXPORTS =
      List.of(
          Policies.export("checkout"),
          Policies.export("search"),
          new ExportReference("uid-two", "shop", "checkout"),
          Policies.export("nothing"));

  /** In which nothing is unresolved. */
  static final References ALL_KNOWN =
      new References(
          Policies.HERE,
          Map.of(
              Policies.CART, Policies.role("cart"),
              Policies.ORDERS, Policies.role("orders"),
              Policies.NOBODY, Policies.role("nobody")),
          Map.of(
              Owner.export("shop", "checkout"), Policies.service(1),
              Owner.export("shop", "nothing"), Policies.service(4)),
          Policies.REFERENCES.services());

  private final Random random;

  World(long seed) {
    random = new Random(seed);
  }

  PolicySpec policy() {
    return new PolicySpec(some(1 + random.nextInt(5), this::statement), null, false);
  }

  private Statement statement() {
    var headers = new LinkedHashMap<String, Header>();
    for (int i = few(); i > 0; i--) {
      var name = one(HEADERS);
      headers.put(name, new Header(name, some(1 + random.nextInt(2), () -> one(WANTED))));
    }
    return new Statement(
        random.nextInt(4) == 0 ? Effect.DENY : Effect.ALLOW,
        some(1 + random.nextInt(3), () -> one(PRINCIPALS)),
        some(few(), () -> one(METHODS)),
        some(few(), () -> one(PATTERNS)),
        List.copyOf(headers.values()),
        some(few(), () -> one(VPCS)),
        some(few(), () -> one(EXPORTS)));
  }

  Call call() {
    var headers = new HashMap<String, List<String>>();
    for (var name : List.of("x-tier", "x-region")) {
      var values = some(random.nextInt(3), () -> one(VALUES));
      if (!values.isEmpty()) {
        headers.put(name, values);
      }
    }
    var role = random.nextInt(4) == 0 ? null : one(CALLERS);
    return new Call(
        role,
        role == null || random.nextInt(3) == 0 ? null : one(ORGANIZATIONS),
        one(METHODS),
        one(PATHS),
        headers,
        one(VPCS),
        Policies.service(1 + random.nextInt(4)));
  }

  /** What is left when some of it is not known yet. */
  References someKnown() {
    var roles = new HashMap<>(ALL_KNOWN.roles());
    roles.values().removeIf(arn -> random.nextBoolean());
    var exports = new HashMap<>(ALL_KNOWN.exports());
    exports.values().removeIf(arn -> random.nextBoolean());
    var services = new HashMap<>(ALL_KNOWN.services());
    services.values().removeIf(arn -> random.nextBoolean());
    // a name that is known twice has one meaning
    services.remove(Names.service(Policies.HERE, Owner.export("shop", "nothing")));
    return new References(ALL_KNOWN.cluster(), roles, exports, services);
  }

  /** Mostly none. */
  private int few() {
    return Math.max(0, random.nextInt(5) - 2);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static <T> List<T> some(int count, Supplier<T> next) {
    var list = new ArrayList<T>();
    for (int i = 0; i < count; i++) {
      list.add(next.get());
    }
    return list;
  }
}
