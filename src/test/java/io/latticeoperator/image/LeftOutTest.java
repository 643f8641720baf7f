package io.latticeoperator.image;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that is in the operator's jar, or in a library with it, needs what is not. */
class LeftOutTest {
  @TempDir private Path folder;

  @Test
  void noClassThatStaysUsesOneThatIsLeftOut() {
    var leftOut = OperatorBuild.classesLeftOut();
    assertTrue(leftOut.contains("io.latticeoperator.simulator.PodNetwork"), leftOut::toString);
    var stays = describe("stay", (JavaClass type) -> !leftOut.contains(type.getName()));
    var goes = describe("are left out", (JavaClass type) -> leftOut.contains(type.getName()));
    noClasses()
        .that(stays)
        .should()
        .dependOnClassesThat(goes)
        .check(new ClassFileImporter().importPath(OperatorBuild.CLASSES));
  }

  @Test
  void noLibraryThatIsLeftOutIsNeeded() throws IOException {
    var needed = new Dependencies(folder).libraries();
    assertTrue(needed.stream().anyMatch(library -> library.artifact().equals("okhttp")));
    assertEquals(
        List.of(),
        needed.stream().filter(OperatorBuild::leftOut).map(OperatorBuild.Library::jar).toList());
  }
}
