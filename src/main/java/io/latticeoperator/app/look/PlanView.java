package io.latticeoperator.app.look;

import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.PlanText;
import java.util.List;
import java.util.Locale;

/**
 * What the operator would do. Names of the components are those of the JSON output and stay.
 *
 * @param owners all that have something to do or to tell, in order
 * @param notices about Services whose annotations cannot be followed
 * @param monthlyUsd what it adds to the bill each month, negative when it takes off; a decimal
 * @param costs in words; empty when nothing that costs comes or goes
 */
public record PlanView(
    String cluster,
    String clusterId,
    String region,
    List<OwnerView> owners,
    List<NoticeView> notices,
    Summary summary,
    String monthlyUsd,
    String costs) {
  public PlanView {
    owners = List.copyOf(owners);
    notices = List.copyOf(notices);
  }

  /**
   * One LatticeExport or LatticeNetwork.
   *
   * @param owner such as {@code LatticeExport/shop/checkout}
   * @param complete false when not all could be read that the plan depends on
   */
  public record OwnerView(
      String owner, boolean complete, List<ChangeView> changes, List<FindingView> findings) {
    public OwnerView {
      changes = List.copyOf(changes);
      findings = List.copyOf(findings);
    }

    boolean silent() {
      return complete && changes.isEmpty() && findings.isEmpty();
    }
  }

  /**
   * One AWS write.
   *
   * @param wave from 1: what is in one can be done together, after the one before
   * @param action create, update, delete, register, deregister, tag or untag
   * @param kind such as {@code target group}
   * @param role which of the owner's resources it is, as in the tag
   * @param targets how many are registered or deregistered; 0 for other changes
   * @param text the line that the operator logs
   */
  public record ChangeView(
      int wave, String action, String kind, String role, int targets, String text, String reason) {

    static ChangeView of(int wave, Change change) {
      var action =
          switch (change) {
            case Change.Create _ -> "create";
            case Change.Update _ -> "update";
            case Change.Delete _ -> "delete";
            case Change.Tag _ -> "tag";
            case Change.Untag _ -> "untag";
            case Change.Register _ -> "register";
            case Change.Deregister _ -> "deregister";
          };
      return new ChangeView(
          wave,
          action,
          kind(change),
          change.key().role().text(),
          targets(change),
          line(change),
          change.reason());
    }

    private static int targets(Change change) {
      return switch (change) {
        case Change.Register register -> register.targets().size();
        case Change.Deregister deregister -> deregister.targets().size();
        case Change.Create _, Change.Update _, Change.Delete _, Change.Tag _, Change.Untag _ -> 0;
      };
    }

    private static String kind(Change change) {
      return switch (change) {
        case Change.Create create -> create.node().kind().words();
        case Change.Update update -> update.to().kind().words();
        case Change.Delete delete -> delete.node().kind().words();
        case Change.Tag tag -> tag.node().kind().words();
        case Change.Untag untag -> untag.node().kind().words();
        case Change.Register _, Change.Deregister _ -> "target";
      };
    }

    /** Without the reason, which stands by itself. */
    private static String line(Change change) {
      return PlanText.of(change).replaceFirst("\\s+because: .*", "");
    }

    /** The first character of the text: {@code +}, {@code ~} or {@code -}. */
    char sign() {
      return text.charAt(0);
    }
  }

  /**
   * What stands in the way, or should be known.
   *
   * @param condition type of the condition of the status that would say so
   */
  public record FindingView(String condition, String reason, String message) {}

  /** What would be told about a Service. */
  public record NoticeView(String namespace, String service, String reason, String message) {}

  /**
   * How much is to be done.
   *
   * @param register targets
   * @param deregister targets
   * @param tag with those whose tags go
   * @param incomplete owners of which not all could be read
   */
  public record Summary(
      int create,
      int update,
      int delete,
      int register,
      int deregister,
      int tag,
      int incomplete,
      int findings) {

    /** Changes in all. */
    public int changes() {
      return create + update + delete + register + deregister + tag;
    }

    /** One line, such as {@code 3 to create, 0 to change, 1 to delete}. */
    String text() {
      return String.format(
          Locale.ROOT,
          "%d to create, %d to change, %d to delete; targets: %d to register, %d to deregister",
          create,
          update + tag,
          delete,
          register,
          deregister);
    }

    static Summary of(List<OwnerView> owners) {
      return new Summary(
          count(owners, "create"),
          count(owners, "update"),
          count(owners, "delete"),
          targets(owners, "register"),
          targets(owners, "deregister"),
          count(owners, "tag") + count(owners, "untag"),
          (int) owners.stream().filter(o -> !o.complete()).count(),
          owners.stream().mapToInt(o -> o.findings().size()).sum());
    }

    private static int targets(List<OwnerView> owners, String action) {
      return owners.stream()
          .flatMap(o -> o.changes().stream())
          .filter(c -> c.action().equals(action))
          .mapToInt(ChangeView::targets)
          .sum();
    }

    private static int count(List<OwnerView> owners, String action) {
      return (int)
          owners.stream()
              .flatMap(o -> o.changes().stream())
              .filter(c -> c.action().equals(action))
              .count();
    }
  }
}
