package io.latticeoperator.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names derived from the owner: readable at the front, unique by a hash of cluster and owner at the
 * end, so that two clusters or two long names that begin alike never meet. Names are how resources
 * are found again; tags prove whose they are.
 */
public final class Names {
  private static final int READABLE = 16;
  private static final int SERVICE_LIMIT = 40;
  private static final Pattern UNFIT = Pattern.compile("[^a-z0-9]+");
  private static final Pattern UNNAMEABLE = Pattern.compile("[^A-Za-z0-9_-]");
  private static final Pattern EDGES = Pattern.compile("^-+|-+$");
  private static final Pattern END = Pattern.compile("-+$");

  private Names() {}

  /** At most 40 characters, the limit of CreateService. */
  public static String service(ClusterIdentity cluster, Owner owner) {
    var name =
        slug(owner.name(), READABLE)
            + "-"
            + slug(owner.namespace(), 12)
            + "-"
            + hash(cluster, owner);
    assert name.length() <= SERVICE_LIMIT;
    return reserved(name, "svc-");
  }

  /**
   * For things of other AWS services: letters, digits, dashes and underscores only, at most 150
   * characters, beginning with {@code lattice-} and the cluster's uid, so that a policy can tell
   * one cluster's things from another's where AWS has no tags.
   */
  public static String derived(ClusterIdentity cluster, Owner owner) {
    var namespace = owner.namespace().isEmpty() ? "" : slug(owner.namespace(), 12) + "-";
    return "lattice-"
        + UNNAMEABLE.matcher(cluster.uid()).replaceAll("-")
        + "-"
        + namespace
        + slug(owner.name(), READABLE)
        + "-"
        + hash(cluster, owner);
  }

  /** What the names of all an owner's target groups begin with; a generation follows. */
  public static String targetGroupPrefix(ClusterIdentity cluster, Owner owner) {
    return reserved(
        slug(owner.name(), READABLE)
            + "-"
            + slug(owner.namespace(), 12)
            + "-"
            + hash(cluster, owner)
            + "-",
        "tg-");
  }

  /** Tells apart target groups that cannot be turned into one another. */
  public static String generation(String service, TargetGroup.Properties properties) {
    return digest(
            service
                + '|'
                + properties.protocol()
                + '|'
                + properties.protocolVersion()
                + '|'
                + properties.ipAddressType()
                + '|'
                + properties.vpcId())
        .substring(0, 4);
  }

  private static String hash(ClusterIdentity cluster, Owner owner) {
    return digest(cluster.uid() + '|' + owner).substring(0, 8);
  }

  private static String reserved(String name, String start) {
    return name.startsWith(start)
        ? "x" + name.substring(0, Math.min(name.length(), SERVICE_LIMIT - 1))
        : name;
  }

  private static String slug(String text, int limit) {
    var joined = UNFIT.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("-");
    var slug = EDGES.matcher(joined).replaceAll("");
    return slug.length() <= limit ? slug : END.matcher(slug.substring(0, limit)).replaceAll("");
  }

  private static String digest(String text) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
