package io.latticeoperator;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Set;

/**
 * Holds the arrows between packages.
 *
 * <pre>
 *   time    model ◄── translate ◄─┐
 *     ▲       ▲ ▲                 ├── engine ◄─┐
 *     │       │ └───── plan ◄─────┘            ├── control ◄── kube, metrics
 *     │       └─────────┴──── cloud ◄──────────┘      │
 *     │                         ▲ ▲                   │
 *     └───────────── simulator ─┘ └── cloud.aws       │
 *     └───────────────────────────────────────────────┘        app, cli: all of them
 *
 *   policy, dashboard: beside model; translate and the adapters use them
 *   schema: of its own; kube and the simulator use it
 *   explain: beside engine; app collects what it reads
 * </pre>
 *
 * <p>Packages that a rule names need not exist yet, hence allowEmptyShould.
 */
@AnalyzeClasses(
    packages = "io.latticeoperator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.latticeoperator";
  private static final String[] PURE = {
    within("model"),
    within("policy"),
    within("dashboard"),
    within("translate"),
    within("plan"),
    within("engine"),
    within("explain")
  };

  @ArchTest static final ArchRule timeUsesNothingOfOurs = mayUse("time");
  @ArchTest static final ArchRule schemaUsesNothingOfOurs = mayUse("schema");
  @ArchTest static final ArchRule modelUsesNothingOfOurs = mayUse("model");
  @ArchTest static final ArchRule policyUsesModel = mayUse("policy", "model");
  @ArchTest static final ArchRule dashboardUsesModel = mayUse("dashboard", "model");

  @ArchTest
  static final ArchRule translateUsesModelPolicyAndDashboard =
      mayUse("translate", "model", "policy", "dashboard");

  @ArchTest static final ArchRule planUsesModel = mayUse("plan", "model");

  @ArchTest static final ArchRule engineDecides = mayUse("engine", "translate", "plan", "model");

  @ArchTest
  static final ArchRule explainIsAFunction =
      mayUse("explain", "engine", "translate", "plan", "model");

  @ArchTest
  static final ArchRule cloudIsAPort = mayUse("cloud", "model", "plan", "policy", "dashboard");

  @ArchTest
  static final ArchRule controlKnowsPortsOnly =
      mayUse("control", "engine", "translate", "plan", "policy", "model", "cloud", "time");

  @ArchTest
  static final ArchRule kubeFeedsControl =
      mayUse("kube", "control", "engine", "translate", "plan", "policy", "model", "time", "schema");

  @ArchTest
  static final ArchRule metricsOnlyLooks =
      mayUse(
          "metrics",
          "engine",
          "control",
          "translate",
          "plan",
          "dashboard",
          "model",
          "cloud",
          "time");

  @ArchTest
  static final ArchRule simulatorStandsAlone =
      mayUse("simulator", "model", "plan", "dashboard", "cloud", "time", "schema");

  @ArchTest
  static final ArchRule customResourceTypesAreData =
      noClasses()
          .that()
          .resideInAPackage(within("kube.api"))
          .should()
          .dependOnClassesThat(
              describe(
                  "ours outside of kube.api",
                  used -> ours(used) && !resideInAPackage(within("kube.api")).test(used)))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule thePortDoesNotKnowItsAdapter =
      noClasses()
          .that(resideInAPackage(within("cloud")))
          .and()
          .resideOutsideOfPackage(within("cloud.aws"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(within("cloud.aws"))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule noCycles =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule awsSdkStaysInItsAdapter =
      noClasses()
          .that()
          .resideOutsideOfPackage(within("cloud.aws"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..");

  @ArchTest
  static final ArchRule operatorSdkAndClientStayInKube =
      noClasses()
          .that()
          .resideOutsideOfPackages(within("kube"), within("app"), within("cli"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.javaoperatorsdk..",
              "io.fabric8.kubernetes.client",
              "io.fabric8.kubernetes.client.dsl..",
              "io.fabric8.kubernetes.client.impl..",
              "io.fabric8.kubernetes.client.informers..");

  @ArchTest
  static final ArchRule customResourceTypesDoNotReachForTheClient =
      noClasses()
          .that()
          .resideInAPackage(within("kube.api"))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.javaoperatorsdk..", "io.fabric8.kubernetes.client..")
                  .and(
                      describe(
                          "more than the base of a custom resource",
                          used -> !used.getSimpleName().startsWith("CustomResource"))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule decidingIsPure =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "org.slf4j..",
                      "ch.qos.logback..",
                      "java.util.logging..",
                      "java.util.concurrent..",
                      "java.net.http..",
                      "java.nio.channels..",
                      "java.io..",
                      "java.nio.file..")
                  .and(describe("not a serialisation marker", used -> !isData(used)))
                  .or(
                      named(
                          "java.lang.Thread",
                          "java.lang.System$Logger",
                          "java.net.Socket",
                          "java.net.ServerSocket",
                          "java.net.DatagramSocket",
                          "java.net.URLConnection",
                          "java.time.Clock",
                          "java.util.Random",
                          "java.util.SplittableRandom",
                          "java.util.Timer",
                          "java.security.SecureRandom")))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule decidingIsToldTheTime =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .accessTargetWhere(
              describe(
                  "the world's clock, environment or chance",
                  (JavaAccess<?> access) -> isOfTheWorld(access.getTarget())))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nothingSleeps =
      noClasses()
          .should()
          .callMethodWhere(
              describe(
                  "Thread.sleep",
                  call ->
                      call.getTarget().getOwner().isEquivalentTo(Thread.class)
                          && call.getTarget().getName().equals("sleep")));

  @ArchTest
  static final ArchRule namesAreNounsOfTheDomain =
      classes()
          .should()
          .haveNameNotMatching(
              "(.*[.$])?((\\w*(Manager|Helper|Utils?|Impl))|((Default|Abstract)[A-Z]\\w*))");

  /** No class of {@code part} uses our classes outside of itself and the parts named. */
  private static ArchRule mayUse(String part, String... others) {
    var allowed = resideInAPackage(within(part));
    for (var other : others) {
      allowed = allowed.or(resideInAPackage(within(other)));
    }
    var rest = DescribedPredicate.not(allowed);
    return noClasses()
        .that()
        .resideInAPackage(within(part))
        .should()
        .dependOnClassesThat(
            describe(
                "ours outside of " + part + ", " + String.join(", ", others),
                used -> ours(used) && rest.test(used)))
        .allowEmptyShould(true);
  }

  private static boolean isOfTheWorld(AccessTarget target) {
    var owner = target.getOwner();
    return switch (target.getName()) {
      case "now" -> owner.getPackageName().equals(Instant.class.getPackageName());
      case "nanoTime", "currentTimeMillis", "getenv", "getProperty", "out", "err", "in" ->
          owner.isEquivalentTo(System.class);
      case "random" -> owner.isEquivalentTo(Math.class);
      case "randomUUID" -> owner.isEquivalentTo(java.util.UUID.class);
      case "parallelStream" -> true;
      case "systemDefault" -> owner.getPackageName().equals(Instant.class.getPackageName());
      default -> false;
    };
  }

  private static boolean isData(JavaClass type) {
    return type.getName().equals("java.io.Serializable");
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    var set = Set.of(names);
    return describe("one of " + set, type -> set.contains(type.getName()));
  }

  private static boolean ours(JavaClass type) {
    return type.getPackageName().startsWith(ROOT);
  }

  private static String within(String part) {
    return ROOT + "." + part + "..";
  }
}
