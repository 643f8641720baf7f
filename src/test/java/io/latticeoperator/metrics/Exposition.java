package io.latticeoperator.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A scrape in OpenMetrics, taken apart. */
final class Exposition {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final SortedMap<String, Family> families = new TreeMap<>();

  /** One family as Prometheus names it: a counter ends in {@code _total}. */
  record Family(String name, String type, String help, List<Sample> samples) {}

  record Sample(String name, SortedMap<String, String> labels, double value) {}

  static Exposition parse(String text) {
    var exposition = new Exposition();
    var types = new LinkedHashMap<String, String>();
    var helps = new LinkedHashMap<String, String>();
    text.lines()
        .forEach(
            line -> {
              var words = line.split(" ", 4);
              if (line.startsWith("# TYPE ")) {
                types.put(words[2], words[3]);
              } else if (line.startsWith("# HELP ")) {
                helps.put(words[2], words[3]);
              } else if (!line.startsWith("#")) {
                exposition.add(sample(line), types, helps);
              }
            });
    return exposition;
  }

  static Sample sample(String line) {
    var matcher = SAMPLE.matcher(line);
    if (!matcher.matches()) {
      throw new AssertionError("not a sample: " + line);
    }
    var labels = new TreeMap<String, String>();
    if (matcher.group(2) != null) {
      LABEL
          .matcher(matcher.group(2))
          .results()
          .forEach(label -> labels.put(label.group(1), label.group(2)));
    }
    return new Sample(matcher.group(1), labels, Double.parseDouble(matcher.group(3)));
  }

  SortedMap<String, Family> families() {
    return families;
  }

  /** Every sample, of whatever family. */
  List<Sample> samples() {
    return families.values().stream().flatMap(family -> family.samples().stream()).toList();
  }

  private void add(Sample sample, Map<String, String> types, Map<String, String> helps) {
    var base = base(sample.name(), types);
    var type = types.get(base);
    var name =
        switch (type) {
          case "counter" -> base + "_total";
          case "info" -> base + "_info";
          default -> base;
        };
    families
        .computeIfAbsent(
            name, n -> new Family(n, type, helps.getOrDefault(base, ""), new ArrayList<>()))
        .samples()
        .add(sample);
  }

  private static String base(String name, Map<String, String> types) {
    for (var suffix : List.of("", "_total", "_info", "_bucket", "_count", "_sum")) {
      if (name.endsWith(suffix)) {
        var base = name.substring(0, name.length() - suffix.length());
        if (types.containsKey(base)) {
          return base;
        }
      }
    }
    throw new AssertionError("a sample of no family: " + name);
  }
}
