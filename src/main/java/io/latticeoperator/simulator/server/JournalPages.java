package io.latticeoperator.simulator.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Journal;
import io.latticeoperator.simulator.aws.Reply;
import io.latticeoperator.simulator.faults.Wildcard;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The journal, read from outside. */
final class JournalPages {
  private static final Set<String> PARAMETERS =
      Set.of("since", "service", "operation", "caller", "result", "read", "from", "until", "limit");
  private static final int MOST = 10_000;
  private static final int USUAL = 1000;

  private final Journal journal;

  private JournalPages(Journal journal) {
    this.journal = journal;
  }

  static List<AdminPage> of(Journal journal) {
    var pages = new JournalPages(journal);
    return List.of(
        new AdminPage(
            "GET",
            "journal",
            "Calls in order, with what each changed. Filters: since=NUMBER, service, operation,"
                + " caller, result (each a value or a pattern with *), read=true|false,"
                + " from and until (instants), limit (1000 unless given, at most 10000).",
            pages::entries),
        new AdminPage(
            "GET",
            "journal/counts",
            "How many calls there were, by service, operation, result and caller; those that the"
                + " journal has forgotten included.",
            pages::counts));
  }

  private Reply entries(AdminCall call) {
    call.requireOnly(PARAMETERS);
    long since = call.whole("since", 1, 1);
    long limit = call.whole("limit", USUAL, 1);
    if (limit > MOST) {
      throw new IllegalArgumentException("limit must be at most %d".formatted(MOST));
    }
    var which =
        matching(call, "service", Journal.Entry::service)
            .and(matching(call, "operation", Journal.Entry::operation))
            .and(matching(call, "result", Journal.Entry::result))
            .and(
                matching(call, "caller", entry -> entry.caller().accessKey())
                    .or(matching(call, "caller", entry -> entry.caller().account())))
            .and(reading(call))
            .and(during(call))
            .and(entry -> entry.sequence() >= since);
    var extract = journal.extract(which, (int) limit);
    var entries = extract.entries();
    var output = JsonNodeFactory.instance.objectNode().put("next", extract.next());
    output.put("oldest", extract.oldest());
    output.put("forgotten", Math.max(0, extract.oldest() - since));
    output.put(
        "more", entries.size() == limit && entries.getLast().sequence() + 1 < extract.next());
    var items = output.putArray("entries");
    entries.forEach(entry -> items.add(write(entry)));
    return Admin.json(output);
  }

  private Reply counts(AdminCall call) {
    call.requireOnly(Set.of());
    var output = JsonNodeFactory.instance.objectNode();
    var counts = output.putArray("counts");
    long total = 0;
    for (var count :
        journal.counts().entrySet().stream()
            .sorted(Map.Entry.comparingByKey(Comparator.comparing(Journal.Kind::toString)))
            .toList()) {
      total += count.getValue();
      counts
          .addObject()
          .put("service", count.getKey().service())
          .put("operation", count.getKey().operation())
          .put("result", count.getKey().result())
          .put("accessKey", count.getKey().accessKey())
          .put("calls", count.getValue());
    }
    return Admin.json(output.put("total", total));
  }

  private static Predicate<Journal.Entry> matching(
      AdminCall call, String parameter, Function<Journal.Entry, String> of) {
    var pattern = call.parameter(parameter);
    if (pattern == null) {
      return entry -> true;
    }
    var glob = new Wildcard(pattern);
    return entry -> glob.matches(of.apply(entry));
  }

  private static Predicate<Journal.Entry> reading(AdminCall call) {
    var text = call.parameter("read");
    if (text == null) {
      return entry -> true;
    }
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("read must be true or false, but is " + text);
    }
    return entry -> entry.read() == text.equals("true");
  }

  private static Predicate<Journal.Entry> during(AdminCall call) {
    var from = instant(call, "from", Instant.MIN);
    var until = instant(call, "until", Instant.MAX);
    return entry -> !entry.at().isBefore(from) && entry.at().isBefore(until);
  }

  private static Instant instant(AdminCall call, String parameter, Instant absent) {
    var text = call.parameter(parameter);
    try {
      return text == null ? absent : Instant.parse(text);
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "%s must be an instant such as 2026-01-31T12:00:00Z, but is %s"
              .formatted(parameter, text),
          unreadable);
    }
  }

  private static ObjectNode write(Journal.Entry entry) {
    var item =
        JsonNodeFactory.instance
            .objectNode()
            .put("sequence", entry.sequence())
            .put("at", entry.at().toString())
            .put("accessKey", entry.caller().accessKey())
            .put("account", entry.caller().account())
            .put("region", entry.caller().region())
            .put("service", entry.service())
            .put("operation", entry.operation())
            .put("read", entry.read())
            .put("result", entry.result())
            .put("status", entry.status());
    item.set("input", entry.input());
    var changes = item.putArray("changes");
    for (var change : entry.changes()) {
      var node = changes.addObject().put("id", change.id());
      node.set("before", change.before());
      node.set("after", change.after());
    }
    return item;
  }
}
