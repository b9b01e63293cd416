package modbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The walls of user space. */
class ArchitectureTest {
  private static final JavaClasses SHELL = new ClassFileImporter().importPath("target/classes");

  /** Each package uses only those before it. */
  private static final List<String> ORDER =
      List.of(
          "modbox.user",
          "modbox.kmod",
          "modbox.udev.device",
          "modbox.udev.rule",
          "modbox.udev.hwdb",
          "modbox.udev.builtin",
          "modbox.udev.daemon",
          "modbox.sh.syntax",
          "modbox.sh.expand",
          "modbox.sh.exec",
          "modbox.sh.builtin",
          "modbox.sh.job",
          "modbox.tool",
          "modbox.why",
          "modbox.js",
          "modbox.learn",
          "modbox.terminal",
          "modbox.boot");

  @Test
  void aPackageUsesOnlyThoseBeforeIt() {
    for (int i = 0; i < ORDER.size() - 1; i++) {
      var later = new ArrayList<String>();
      ORDER.subList(i + 1, ORDER.size()).forEach(other -> later.add(other + ".."));
      noClasses()
          .that()
          .resideInAPackage(ORDER.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later.toArray(String[]::new))
          .allowEmptyShould(true)
          .check(SHELL);
    }
  }

  @Test
  void syntaxDependsOnNothing() {
    noClasses()
        .that()
        .resideInAPackage("modbox.sh.syntax..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("modbox.user..", "modbox.kernel..", "modbox.abi..")
        .allowEmptyShould(true)
        .check(SHELL);
  }

  @Test
  void toolsKnowNeitherTheShellNorEachOther() {
    noClasses()
        .that()
        .resideInAPackage("modbox.tool..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("modbox.sh..")
        .allowEmptyShould(true)
        .check(SHELL);
    slices()
        .matching("modbox.tool.(*)..")
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(true)
        .check(SHELL);
  }

  @Test
  void userlandKnowsOnlyTheDoorsOfTheKernel() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "modbox.world..",
            "modbox.task..",
            "modbox.tty..",
            "modbox.log..",
            "modbox.pseudo..",
            "modbox.vfs..",
            "modbox.device..",
            "modbox.module..",
            "modbox.fs..")
        .check(SHELL);
  }

  @Test
  void theBackPanelIsForFewPackages() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "modbox.why..",
            "modbox.js..",
            "modbox.learn..",
            "modbox.terminal..",
            "modbox.boot..",
            "modbox.kernel..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("modbox.kernel.Monitor")
        .check(SHELL);
  }

  @Test
  void noCycles() {
    slices().matching("modbox.(**)").should().beFreeOfCycles().check(SHELL);
  }

  @Test
  void librariesStayInTheirPackages() {
    stays("org.jline..", "modbox.terminal..");
    stays("org.graalvm..", "modbox.js..");
    stays("picocli..", "modbox.boot..");
  }

  private static void stays(String library, String home) {
    noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(SHELL);
  }

  @Test
  void standardStreamsBelongToBoot() {
    for (String stream : List.of("out", "err", "in")) {
      noClasses()
          .that()
          .resideOutsideOfPackage("modbox.boot..")
          .should()
          .accessField(System.class, stream)
          .check(SHELL);
    }
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
        .check(SHELL);
  }

  @Test
  void hostFilesBelongToBootAndTheTerminal() {
    noClasses()
        .that()
        .resideOutsideOfPackages("modbox.boot..", "modbox.terminal..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.nio.file.Files")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.FileInputStream")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.File")
        .check(SHELL);
  }
}
