package io.latticeoperator.cloud;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@link Read.Named} of security groups asks for.
 *
 * @param tags all of which a group carries
 */
public record GroupFilter(String vpcId, SortedMap<String, String> tags) {
  public GroupFilter {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  /**
   * Reads lines: the id of a VPC, then {@code KEY=VALUE} in each.
   *
   * @throws IllegalArgumentException for a line without an equals sign
   */
  public static GroupFilter parse(String filter) {
    var lines = filter.split("\n", -1);
    var tags = new TreeMap<String, String>();
    for (int i = 1; i < lines.length; i++) {
      int equals = lines[i].indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("not KEY=VALUE: '" + lines[i] + "'");
      }
      tags.put(lines[i].substring(0, equals), lines[i].substring(equals + 1));
    }
    return new GroupFilter(lines[0], tags);
  }
}
