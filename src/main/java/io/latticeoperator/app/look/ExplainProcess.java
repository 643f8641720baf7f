package io.latticeoperator.app.look;

import io.latticeoperator.app.Access;
import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.explain.Case;
import io.latticeoperator.explain.Explainer;
import io.latticeoperator.explain.Explanation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code lattice explain}. */
public final class ExplainProcess {
  private ExplainProcess() {}

  /**
   * What is asked.
   *
   * @param fromVpc whose clients are asked about; null for those of any VPC
   */
  public record Question(Subject subject, @Nullable String fromVpc) {}

  /**
   * Looks at cluster and AWS; writes to neither.
   *
   * @param patience for each of the two
   * @throws MissingPrerequisite when the cluster cannot be used or AWS is not configured
   */
  public static Explanation run(
      Access access, RunConfig config, Question question, Duration patience, Progress progress)
      throws MissingPrerequisite, InterruptedException {
    try (var world = World.open(access, config, patience, progress)) {
      return Explainer.explain(read(world, question, patience, progress));
    }
  }

  private static Case read(World world, Question question, Duration patience, Progress progress)
      throws InterruptedException {
    var cluster = new ClusterQuestions(world.client(), world.view());
    var found = cluster.find(question.subject());
    var export = found.export();
    var aws =
        export == null
            ? null
            : new AwsQuestions(world, patience, progress)
                .ask(export.facts().owner(), found.pods(), question.fromVpc());
    return new Case(
        found.namespace(),
        found.service(),
        found.exists(),
        found.request(),
        export == null || aws == null ? export : withReport(export, aws),
        found.pods(),
        world.settings().routable(),
        aws == null ? null : aws.aws());
  }

  private static Case.Export withReport(Case.Export export, AwsQuestions.Answers answers) {
    return new Case.Export(
        export.name(),
        export.made(),
        export.generation(),
        export.observedGeneration(),
        export.facts(),
        answers.report());
  }

  /** The tree as lines. */
  public static List<Line> lines(Explanation explanation) {
    return ExplainScreen.lines(explanation);
  }
}
