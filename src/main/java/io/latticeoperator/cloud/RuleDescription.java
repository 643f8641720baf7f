package io.latticeoperator.cloud;

import io.latticeoperator.model.Key;
import io.latticeoperator.model.Ownership;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a security group rule of ours says of itself to people, in the characters and the length
 * that EC2 takes (PrefixListId: description).
 */
public final class RuleDescription {
  private static final int LONGEST = 255;
  private static final Pattern OTHER = Pattern.compile("[^a-zA-Z0-9 ._:/()#,@\\[\\]+=;{}!$*-]");

  private RuleDescription() {}

  /**
   * @param tags of the rule, which name the cluster; null when they are not known
   */
  public static String of(Key key, @Nullable Map<String, String> tags) {
    var cluster = tags == null ? null : tags.get(Ownership.CLUSTER);
    var text =
        "VPC Lattice to pods of " + key.owner() + (cluster == null ? "" : " in cluster " + cluster);
    var clean = OTHER.matcher(text).replaceAll("_");
    return clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
  }
}
