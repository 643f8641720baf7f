package io.latticeoperator.app.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.latticeoperator.simulator.aws.Journal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recipe from an empty account to an empty account, as it stands on its page. What the commands
 * print is put into the page with {@code -Drecipe.update=true}.
 */
@Tag("slow")
@Tag("kubectl")
@Tag("aws-cli")
class RecipePageTest {
  private static final Path PAGE = Path.of("docs/recipe.md");
  private static final Pattern DENIED =
      Pattern.compile("AccessDenied(Exception)?|Unauthorized(Operation|Access)|.*Denied.*");

  /** What is never the same twice, and what stands for it on the page. */
  private static final Map<Pattern, String> VARYING =
      Map.of(
          Pattern.compile("\\b(sn|pl)-0[0-9a-f]{16}\\b"),
          "$1-0123456789abcdef0",
          Pattern.compile("-0[0-9a-f]{16}(\\.[0-9a-f]{7}\\.vpc-lattice-svcs)"),
          "-0123456789abcdef0$1",
          Pattern.compile("\\bin checkout-[a-z0-9]{5}\\b"),
          "in checkout-8xk2p",
          Pattern.compile("(?m)\\b(\\d+m)?\\d+s$"),
          "10s");

  /** Pods have these names and addresses on the page, in the order in which they are told of. */
  private static final Pattern POD_NAME = Pattern.compile("checkout-[a-z0-9]{8,10}-[a-z0-9]{5}\\b");

  private static final List<String> POD_NAMES =
      List.of(
          "checkout-75dd478bf5-6w999", "checkout-75dd478bf5-r47br", "checkout-75dd478bf5-xvvls");
  private static final Pattern POD_ADDRESS = Pattern.compile("\\b10\\.1\\.16\\.\\d+\\b");
  private static final List<String> POD_ADDRESSES = List.of("10.1.16.2", "10.1.16.3", "10.1.16.4");

  /** What the policies do not allow: so they are in force, and the journal tells of it. */
  private static final List<String> OUTSIDE =
      List.of(
          "aws vpc-lattice create-service-network --name untagged",
          "aws logs create-log-group --log-group-name /elsewhere",
          "aws cloudwatch delete-dashboards --dashboard-names another",
          "aws ec2 authorize-security-group-ingress --protocol tcp --port 22 --cidr 10.0.0.0/8"
              + " --group-id "
              + RecipeWorld.CALLERS);

  @TempDir private Path folder;

  @Test
  void everyCommandPrintsWhatThePageShowsAndNothingIsLeft() throws Exception {
    var page = new RecipePage(Files.readString(PAGE));
    assertTrue(page.commands().size() > 20, page.commands()::toString);
    try (var world = new RecipeWorld(folder)) {
      for (var tool : List.of("kubectl", "aws", "curl")) {
        assumeTrue(world.run("command -v " + tool).code() == 0, tool + " is not installed");
      }
      for (var file : page.files().entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
      var played =
          page.played(
              command -> {
                var ran = world.run(command);
                assertEquals(
                    0,
                    ran.code(),
                    () -> "%s%n%s%n%s".formatted(command, ran.said(), world.lastWords()));
                return shown(ran.said());
              });
      if (Boolean.getBoolean("recipe.update")) {
        Files.writeString(PAGE, played.text());
      }
      assertEquals(
          Files.readString(PAGE),
          played.text(),
          "rewrite it with ./mvnw test -Dtest=RecipePageTest -Drecipe.update=true");
      nothingIsLeft(world);
      noCallWasOutsideOfThePolicies(world);
    }
  }

  private static void nothingIsLeft(RecipeWorld world) {
    assertEquals(List.of(), new Inventory(world.aws.lattice().snapshot()).ours());
    for (var group : world.aws.lattice().world().securityGroups()) {
      assertEquals(List.of(), group.ingress(), group.id());
    }
  }

  private static void noCallWasOutsideOfThePolicies(RecipeWorld world) throws Exception {
    var calls = world.callsOfOurs();
    assertTrue(calls.stream().filter(call -> !call.read()).count() > 15, calls::toString);
    assertEquals(
        List.of(),
        calls.stream().filter(RecipePageTest::denied).map(Journal.Entry::operation).toList());
    for (var outside : OUTSIDE) {
      assertNotEquals(0, world.runAsOperator(outside).code(), outside);
      assertTrue(denied(world.callsOfOurs().getLast()), outside);
    }
  }

  private static boolean denied(Journal.Entry call) {
    return call.status() == 403 || DENIED.matcher(call.result()).matches();
  }

  private static String shown(String said) {
    var shown = said;
    for (var varying : VARYING.entrySet()) {
      shown = varying.getKey().matcher(shown).replaceAll(varying.getValue());
    }
    shown = inOrder(shown, POD_NAME, POD_NAMES);
    shown = inOrder(shown, POD_ADDRESS, POD_ADDRESSES);
    return shown.isEmpty() || shown.endsWith("\n") ? shown : shown + "\n";
  }

  private static String inOrder(String said, Pattern pattern, List<String> shown) {
    var told = new ArrayList<String>();
    return pattern
        .matcher(said)
        .replaceAll(
            found -> {
              if (!told.contains(found.group())) {
                told.add(found.group());
              }
              return shown.get(told.indexOf(found.group()));
            });
  }
}
