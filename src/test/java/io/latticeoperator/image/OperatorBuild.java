package io.latticeoperator.image;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.NodeList;

/** What the POM says of the operator's jar and its libraries, applied to the class path at hand. */
final class OperatorBuild {
  /** The folder that both jars are packed from. */
  static final Path CLASSES = Path.of("target/classes");

  private OperatorBuild() {}

  /** Names of our classes that are not in the operator's jar. */
  static Set<String> classesLeftOut() {
    return files(CLASSES)
        .filter(OperatorBuild::leftOut)
        .map(OperatorBuild::className)
        .collect(Collectors.toSet());
  }

  /** Copies what is in the operator's jar. */
  static void unpack(Path folder) throws IOException {
    for (var file : files(CLASSES).filter(file -> !leftOut(file)).toList()) {
      var copy = folder.resolve(CLASSES.relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
  }

  /** Jars on the class path, tests' included. */
  static Stream<Library> libraries() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .map(entry -> Library.of(Path.of(entry)));
  }

  /** Whether the POM leaves a library out of the image, by its group or its name. */
  static boolean leftOut(Library library) {
    return words("excludeGroupIds").stream().anyMatch(library.group()::startsWith)
        || words("excludeArtifactIds").contains(library.artifact());
  }

  /** One jar of Maven's repository. */
  record Library(String group, String artifact, Path jar) {
    static Library of(Path jar) {
      var version = jar.getParent();
      var artifact = version.getParent();
      var group = new ArrayList<String>();
      for (var folder = artifact.getParent();
          !folder.getFileName().toString().equals("repository");
          folder = folder.getParent()) {
        group.addFirst(folder.getFileName().toString());
      }
      return new Library(String.join(".", group), artifact.getFileName().toString(), jar);
    }
  }

  private static boolean leftOut(Path file) {
    var relative = CLASSES.relativize(file);
    return texts("//execution[id='operator']//exclude").stream()
        .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
        .anyMatch(matcher -> matcher.matches(relative));
  }

  private static String className(Path file) {
    return CLASSES.relativize(file).toString().replace(".class", "").replace('/', '.');
  }

  private static Set<String> words(String element) {
    return texts("//execution[id='operator-lib']//" + element).stream()
        .flatMap(text -> Stream.of(text.split(",")))
        .map(String::strip)
        .collect(Collectors.toSet());
  }

  private static Stream<Path> files(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<String> texts(String path) {
    try {
      var pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse("pom.xml");
      var nodes =
          (NodeList)
              XPathFactory.newInstance().newXPath().evaluate(path, pom, XPathConstants.NODESET);
      var texts = new ArrayList<String>();
      for (int i = 0; i < nodes.getLength(); i++) {
        texts.add(nodes.item(i).getTextContent());
      }
      return texts;
    } catch (Exception unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
