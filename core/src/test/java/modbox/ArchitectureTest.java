package modbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The walls of kernel space. */
class ArchitectureTest {
  private static final JavaClasses CORE = new ClassFileImporter().importPath("target/classes");

  /** Each package uses only those before it. */
  private static final List<String> ORDER =
      List.of(
          "modbox.world",
          "modbox.abi",
          "modbox.elf",
          "modbox.image",
          "modbox.driver",
          "modbox.task",
          "modbox.tty",
          "modbox.log",
          "modbox.pseudo",
          "modbox.vfs",
          "modbox.device",
          "modbox.module",
          "modbox.fs",
          "modbox.kernel");

  @Test
  void aPackageUsesOnlyThoseBeforeIt() {
    for (int i = 0; i < ORDER.size(); i++) {
      var later = new ArrayList<String>();
      for (String other : ORDER.subList(i + 1, ORDER.size())) {
        later.add(other + "..");
      }
      if (!later.isEmpty()) {
        noClasses()
            .that()
            .resideInAPackage(ORDER.get(i) + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(later.toArray(String[]::new))
            .allowEmptyShould(true)
            .check(CORE);
      }
    }
  }

  @Test
  void everyPackageHasAPlace() {
    assertThat(
            CORE.stream().map(c -> c.getPackageName()).filter(p -> !p.equals("modbox")).distinct())
        .allSatisfy(p -> assertThat(ORDER).anySatisfy(known -> assertThat(p).startsWith(known)));
  }

  @Test
  void noCycles() {
    slices().matching("modbox.(**)").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void fileSystemsDoNotKnowEachOther() {
    slices()
        .matching("modbox.fs.(*)..")
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(true)
        .check(CORE);
  }

  @Test
  void noStandardStreams() {
    noClasses().should().accessField(System.class, "out").check(CORE);
    noClasses().should().accessField(System.class, "err").check(CORE);
    noClasses().should().accessField(System.class, "in").check(CORE);
  }

  @Test
  void noMutableStatics() {
    fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveName("$assertionsDisabled")
        .should()
        .beFinal()
        .check(CORE);
  }

  @Test
  void hostFilesAreTouchedInTwoPackagesOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("modbox.image..", "modbox.fs.hostfs..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.nio.file.Files")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.FileInputStream")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.File")
        .check(CORE);
  }
}
