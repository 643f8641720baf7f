package io.latticeoperator.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.model.Dashboard;
import io.latticeoperator.model.Dashboard.Mark;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bodies of dashboards: written, and read again.
 *
 * <p>A dashboard has no tags. The line "managed by lattice-operator: OWNER, cluster UID, body
 * DIGEST" in one of its text widgets says whose it is; the digest tells an edit by hand from an
 * earlier version of ours.
 */
public final class DashboardBody {
  private static final Pattern MARK =
      Pattern.compile("managed by lattice-operator: (\\S+), cluster (\\S+), body ([0-9a-f]{16})");
  private static final int HEADER = 2;
  private static final int GRAPH = 6;
  private static final int TABLE = 7;
  private static final ObjectReader READER =
      new ObjectMapper().reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private DashboardBody() {}

  /**
   * The dashboard of a network or an export, as it is to be.
   *
   * @param name 1 to 255 characters of {@code [A-Za-z0-9_-]}
   * @param keepsEdits what somebody changes by hand stays
   */
  public static Dashboard of(Subject subject, String name, boolean keepsEdits) {
    var layout = new Layout();
    var header = Layout.text(introduction(subject, keepsEdits));
    layout.row(HEADER, List.of(header));
    var traffic = new TrafficWidgets(subject);
    if (subject.services().isEmpty()) {
      layout.row(1, List.of(Layout.text("AWS knows no service of it yet.")));
    } else if (subject.ofNetwork()) {
      layout.row(GRAPH, traffic.requests());
      layout.row(GRAPH, traffic.latencies());
      layout.row(GRAPH, traffic.connections());
    } else {
      layout.row(GRAPH, traffic.service());
      layout.row(GRAPH, traffic.connections());
    }
    if (subject.published()) {
      layout.row(GRAPH, new OperatorWidgets(subject).row());
    }
    if (subject.logGroup() != null) {
      var logs = new LogWidgets(subject.region(), subject.logGroup(), onlyService(subject));
      layout.row(TABLE, logs.overview());
      layout.row(TABLE, logs.trouble());
    }
    var body = JsonNodeFactory.instance.objectNode();
    body.set("widgets", layout.widgets());
    var digest = digest(NormalForm.of(body));
    var mark = new Mark(subject.cluster().uid(), subject.owner().toString(), digest);
    var properties = (ObjectNode) layout.widgets().get(0).get("properties");
    properties.put("markdown", properties.get("markdown").asText() + "\n" + line(mark));
    return new Dashboard(name, body.toString(), digest, mark, keepsEdits);
  }

  /**
   * A dashboard as GetDashboard answers it.
   *
   * @param body JSON; what is none has no mark, so that it is nobody's
   */
  public static Dashboard observed(String name, String body) {
    JsonNode read;
    try {
      read = READER.readTree(body);
    } catch (JsonProcessingException noJson) {
      return new Dashboard(name, body, digest(body), null, false);
    }
    var mark = unmark(read);
    return new Dashboard(name, body, digest(NormalForm.of(read)), mark, false);
  }

  private static String introduction(Subject subject, boolean keepsEdits) {
    int services = subject.services().size();
    var shown =
        services > TrafficWidgets.MOST_SERVICES
            ? " The first " + TrafficWidgets.MOST_SERVICES + " of " + services + " services."
            : "";
    return "## "
        + subject.title()
        + "\n"
        + (subject.ofNetwork() ? "Service network of VPC Lattice." : "Service of VPC Lattice.")
        + shown
        + (keepsEdits
            ? " What is changed here by hand stays; then nothing is brought up to date any more."
            : " What is changed here by hand is undone.");
  }

  private static String line(Mark mark) {
    return "managed by lattice-operator: %s, cluster %s, body %s"
        .formatted(mark.owner(), mark.clusterUid(), mark.digest());
  }

  private static @Nullable String onlyService(Subject subject) {
    return subject.ofNetwork() || subject.services().isEmpty()
        ? null
        : subject.services().getFirst().serviceArn();
  }

  /** Takes the mark out, for a digest cannot be of itself. */
  private static @Nullable Mark unmark(JsonNode body) {
    for (var widget : body.path("widgets")) {
      if (widget.path("properties") instanceof ObjectNode properties) {
        var markdown = properties.path("markdown").asText();
        var found = MARK.matcher(markdown);
        if (found.find()) {
          properties.put(
              "markdown", markdown.substring(0, found.start()) + markdown.substring(found.end()));
          return new Mark(found.group(2), found.group(1), found.group(3));
        }
      }
    }
    return null;
  }

  private static String digest(String text) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)))
          .substring(0, 16);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
