package io.latticeoperator.simulator.tagging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.Page;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.TagSource;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** The operations that find resources, keys and values. */
final class Searches {
  private static final int MOST_ARNS = 100;
  private static final int MOST_FILTERS = 50;
  private static final int MOST_VALUES = 20;
  private static final int MOST_TYPES = 100;
  private static final int MOST_ON_A_PAGE = 100;
  private static final int MOST_WORDS = 1000;
  private static final int LONGEST_KEY = 128;

  private final List<TagSource> sources;

  Searches(List<TagSource> sources) {
    this.sources = List.copyOf(sources);
  }

  /** One of the filters: the key has to be there, with one of the values if there are any. */
  private record TagFilter(String key, List<String> values) {
    boolean admits(SortedMap<String, String> tags) {
      var value = tags.get(key);
      return value != null && (values.isEmpty() || values.contains(value));
    }
  }

  ObjectNode resources(ServiceCall call) {
    var input = Errors.input(call);
    var arns = input.texts("ResourceARNList", MOST_ARNS);
    var types = input.texts("ResourceTypeFilters", MOST_TYPES);
    var filters =
        input.structures("TagFilters", MOST_FILTERS).stream()
            .map(
                filter ->
                    new TagFilter(
                        filter.required("Key", LONGEST_KEY), filter.texts("Values", MOST_VALUES)))
            .toList();
    if (!arns.isEmpty() && (!filters.isEmpty() || !types.isEmpty())) {
      throw Errors.invalid(
          "ResourceARNList cannot be specified together with TagFilters or ResourceTypeFilters");
    }
    for (var arn : arns) {
      if (Arn.parse(arn).isEmpty()) {
        throw Errors.invalid("%s is not a valid ARN", arn);
      }
    }
    var found = all(call.caller());
    found
        .entrySet()
        .removeIf(
            resource ->
                !(arns.isEmpty() || arns.contains(resource.getKey()))
                    || !isOf(resource.getKey(), types)
                    || !filters.stream().allMatch(filter -> filter.admits(resource.getValue())));
    var mappings = new TreeMap<String, ObjectNode>();
    found.forEach((arn, tags) -> mappings.put(arn, mapping(arn, tags)));
    int size = input.whole("ResourcesPerPage", 1, MOST_ON_A_PAGE).orElse(MOST_ON_A_PAGE);
    var page = Errors.page(input, mappings, size);
    var output = told(page);
    var items = output.putArray("ResourceTagMappingList");
    page.items().forEach(items::add);
    return output;
  }

  ObjectNode keys(ServiceCall call) {
    var keys = new TreeMap<String, String>();
    all(call.caller()).values().forEach(tags -> tags.keySet().forEach(key -> keys.put(key, key)));
    return words(Errors.input(call), "TagKeys", keys);
  }

  ObjectNode values(ServiceCall call) {
    var input = Errors.input(call);
    var key = input.required("Key", LONGEST_KEY);
    var values = new TreeMap<String, String>();
    for (var tags : all(call.caller()).values()) {
      var value = tags.get(key);
      if (value != null) {
        values.put(value, value);
      }
    }
    return words(input, "TagValues", values);
  }

  private SortedMap<String, SortedMap<String, String>> all(Caller caller) {
    var all = new TreeMap<String, SortedMap<String, String>>();
    sources.forEach(source -> all.putAll(source.tags(caller)));
    return all;
  }

  private static boolean isOf(String arn, List<String> types) {
    return types.isEmpty()
        || Arn.parse(arn).filter(read -> types.stream().anyMatch(read::matches)).isPresent();
  }

  private static ObjectNode words(Input input, String member, NavigableMap<String, String> all) {
    var page = Errors.page(input, all, MOST_WORDS);
    var output = told(page);
    var items = output.putArray(member);
    page.items().forEach(items::add);
    return output;
  }

  private static ObjectNode mapping(String arn, SortedMap<String, String> tags) {
    var output = Tagging.object().put("ResourceARN", arn);
    var items = output.putArray("Tags");
    tags.forEach((key, value) -> items.addObject().put("Key", key).put("Value", value));
    return output;
  }

  /** On the last page the token is there, but empty. */
  private static ObjectNode told(Page<?> page) {
    return Tagging.object().put("PaginationToken", page.next() == null ? "" : page.next());
  }
}
