package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which access key belongs to which account. A key that is twelve digits is its own account; a key
 * that nobody knows belongs to the default account. Safe for any thread.
 */
public final class Accounts implements Stateful {
  private static final String DEFAULT_REGION = "us-east-1";

  private final String byDefault;
  private final Map<String, Identity> known = new ConcurrentHashMap<>();
  private final AtomicLong sessions = new AtomicLong();
  private final Secrets secrets = new Secrets();

  /**
   * @param byDefault account of unknown keys and of unsigned requests, twelve digits
   */
  public Accounts(String byDefault) {
    this.byDefault = byDefault;
  }

  /**
   * Who a key stands for.
   *
   * @param arn of the user or of the assumed role
   */
  public record Identity(String account, String arn) {}

  @Override
  public String name() {
    return "sts";
  }

  /** As it is kept. */
  private record Saved(long sessions, SortedMap<String, Identity> known) {}

  /** The sessions that were given out, with the keys that were made known. */
  @Override
  public JsonNode save() {
    return RecordJson.write(new Saved(sessions.get(), new TreeMap<>(known)));
  }

  @Override
  public void restore(JsonNode saved) {
    var restored = RecordJson.read(saved, Saved.class);
    known.clear();
    known.putAll(restored.known());
    sessions.set(restored.sessions());
  }

  /** The secrets of the keys. */
  public Secrets secrets() {
    return secrets;
  }

  /** From now on the key belongs to that account. */
  public void add(String accessKey, String account) {
    known.put(accessKey, user(accessKey, account));
  }

  /** The caller that a signature claims; without one, the default account in us-east-1. */
  public Caller caller(Signature signature) {
    return new Caller(
        identity(signature.accessKey()).account(), signature.region(), signature.accessKey());
  }

  /** The caller of a request that is not signed. */
  public Caller anonymous() {
    return new Caller(byDefault, DEFAULT_REGION, "");
  }

  /** Whom a key stands for; there is somebody for every key. */
  public Identity identity(String accessKey) {
    var identity = known.get(accessKey);
    if (identity != null) {
      return identity;
    }
    boolean isAccount = accessKey.length() == 12 && accessKey.chars().allMatch(Character::isDigit);
    return user(accessKey, isAccount ? accessKey : byDefault);
  }

  /**
   * What a session signs its calls with.
   *
   * @param end from when on the credentials are no longer good
   */
  public record Credentials(String accessKey, String secret, String token, Instant end) {}

  /**
   * Begins a session.
   *
   * @param arn whom it stands for: a session of a role, or a user
   */
  public Credentials begin(String account, String arn, Instant end) {
    var accessKey = "ASIA%016d".formatted(sessions.incrementAndGet());
    known.put(accessKey, new Identity(account, arn));
    secrets.begin(accessKey, end);
    return new Credentials(
        accessKey, Secrets.ofSession(accessKey), Secrets.tokenOfSession(accessKey), end);
  }

  private static Identity user(String accessKey, String account) {
    return new Identity(account, "arn:aws:iam::%s:user/%s".formatted(account, accessKey));
  }
}
