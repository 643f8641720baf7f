package io.latticeoperator.simulator.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.Accounts;
import io.latticeoperator.simulator.aws.Authorizer;
import io.latticeoperator.simulator.aws.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Which policies callers have: by access key, by the ARN of a user, or by the ARN of a role, which
 * then counts for all its sessions. Who has none given may do everything; who has some may do what
 * they allow. Safe for any thread; a change counts from the next call on.
 */
public final class IdentityPolicies implements Authorizer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ROLE = Pattern.compile("arn:[^:]+:iam::(\\d{12}):role/(?:.*/)?(.+)");

  private final Accounts accounts;
  private final Supplier<Instant> now;
  private final Map<String, List<Policy>> policies = new ConcurrentHashMap<>();

  /**
   * @param accounts tells whom an access key stands for
   * @param now for conditions on {@code aws:CurrentTime}
   */
  public IdentityPolicies(Accounts accounts, Supplier<Instant> now) {
    this.accounts = accounts;
    this.now = now;
  }

  /**
   * Adds what a JSON object says: holders (see {@link #put}) with a policy document or a list of
   * them.
   *
   * @throws MalformedPolicy before anything is added, its element preceded by the holder
   */
  public void putAll(JsonNode json) {
    if (!json.isObject()) {
      throw new MalformedPolicy("Policies", "Must be an object of holders and their policies");
    }
    var read = new HashMap<String, List<Policy>>();
    for (var entry : json.properties()) {
      var documents = new ArrayList<Policy>();
      var node = entry.getValue();
      try {
        if (node.isArray()) {
          node.forEach(each -> documents.add(Policy.of(each, Policy.Kind.IDENTITY)));
        } else {
          documents.add(Policy.of(node, Policy.Kind.IDENTITY));
        }
      } catch (MalformedPolicy malformed) {
        throw new MalformedPolicy(entry.getKey(), String.valueOf(malformed.getMessage()));
      }
      read.put(entry.getKey(), documents);
    }
    read.forEach(this::put);
  }

  /**
   * Adds what a file says (see {@link #putAll}), or each {@code *.json} file of a folder.
   *
   * @throws IOException when it cannot be read or is no JSON
   * @throws MalformedPolicy when a policy is wrong
   */
  public void load(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      putAll(JSON.readTree(path.toFile()));
      return;
    }
    try (var files = Files.newDirectoryStream(path, "*.json")) {
      for (var file : files) {
        putAll(JSON.readTree(file.toFile()));
      }
    }
  }

  /**
   * From now on the holder may do what these policies allow: nothing when there are none.
   *
   * @param holder an access key, or the ARN of a user or role
   */
  public void put(String holder, List<Policy> granted) {
    policies.put(name(holder), List.copyOf(granted));
  }

  /** From now on the holder may do everything again. */
  public void remove(String holder) {
    policies.remove(name(holder));
  }

  @Override
  public Optional<String> refusal(Caller caller, Access access) {
    if (policies.isEmpty()) {
      return Optional.empty();
    }
    var identity = accounts.identity(caller.accessKey());
    var principal = Principal.of(identity);
    var granted = granted(caller.accessKey(), identity.arn(), principal);
    if (granted.isEmpty()) {
      return Optional.empty();
    }
    var keys = new ConcurrentHashMap<>(access.keys());
    keys.put("aws:RequestedRegion", List.of(caller.region()));
    keys.put("aws:CurrentTime", List.of(now.get().toString()));
    keys.put("aws:EpochTime", List.of(Long.toString(now.get().getEpochSecond())));
    var context = RequestContext.of(principal, access.action(), access.resource(), keys);
    var because =
        switch (Decision.of(granted.get(), context)) {
          case ALLOWED -> null;
          case EXPLICITLY_DENIED -> "with an explicit deny in an identity-based policy";
          case IMPLICITLY_DENIED ->
              "because no identity-based policy allows the %s action".formatted(access.action());
        };
    return Optional.ofNullable(because)
        .map(
            reason ->
                "User: %s is not authorized to perform: %s on resource: %s %s"
                    .formatted(identity.arn(), access.action(), access.resource(), reason));
  }

  private Optional<List<Policy>> granted(String accessKey, String arn, Principal principal) {
    var holders = new ArrayList<String>();
    switch (principal) {
      case Principal.Anonymous _ -> {}
      case Principal.User _ -> holders.addAll(List.of(accessKey, arn));
      case Principal.RoleSession role -> holders.addAll(List.of(accessKey, name(role.roleArn())));
    }
    var found = holders.stream().filter(policies::containsKey).toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        found.stream()
            .flatMap(holder -> policies.getOrDefault(holder, List.of()).stream())
            .toList());
  }

  /** A session's ARN does not tell the path of its role, whose name is unique without it. */
  private static String name(String holder) {
    var role = ROLE.matcher(holder);
    return role.matches() ? "role:" + role.group(1) + ":" + role.group(2) : holder;
  }
}
