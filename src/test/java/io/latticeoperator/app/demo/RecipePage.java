package io.latticeoperator.app.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The recipe: files that it tells to write, and commands with what they print.
 *
 * @param text Markdown. A {@code yaml} block whose first line is a comment with a name is a file;
 *     in {@code console} blocks each command begins with {@code $ } and goes on after a backslash
 */
record RecipePage(String text) {
  private static final Pattern CONSOLE = Pattern.compile("(?s)```console\n(.*?)```");
  private static final Pattern FILE = Pattern.compile("(?s)```yaml\n# (\\S+)\n(.*?)```");

  /** Runs a command as it stands on the page, and gives what it printed, lines ended. */
  @FunctionalInterface
  interface Shell {
    String run(String command) throws Exception;
  }

  /** Contents by name. */
  Map<String, String> files() {
    var files = new LinkedHashMap<String, String>();
    FILE.matcher(text).results().forEach(each -> files.put(each.group(1), each.group(2)));
    return files;
  }

  /** The commands in order, without their prompts. */
  List<String> commands() {
    return CONSOLE
        .matcher(text)
        .results()
        .flatMap(each -> commands(each.group(1)).stream())
        .toList();
  }

  /** The page with what its commands print now. */
  RecipePage played(Shell shell) throws Exception {
    var played = new StringBuilder();
    int from = 0;
    for (var block : CONSOLE.matcher(text).results().toList()) {
      played.append(text, from, block.start(1));
      for (var command : commands(block.group(1))) {
        played.append("$ ").append(command).append('\n').append(shell.run(command));
      }
      from = block.end(1);
    }
    return new RecipePage(played.append(text, from, text.length()).toString());
  }

  private static List<String> commands(String block) {
    var commands = new ArrayList<String>();
    boolean goesOn = false;
    for (var line : block.lines().toList()) {
      if (goesOn) {
        commands.add(commands.removeLast() + "\n" + line);
      } else if (line.startsWith("$ ")) {
        commands.add(line.substring(2));
      } else {
        continue;
      }
      goesOn = line.endsWith("\\");
    }
    return commands;
  }
}
