package dev.leat;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The map of the code: who may know whom. */
final class FlowTest {
  /** The stages, in the order in which data passes them. */
  private static final List<String> STAGES =
      List.of("project", "plan", "fetch", "store", "read", "contract", "load", "report", "run");

  private static final JavaClasses LEAT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.leat");

  @Test
  void noStageKnowsALaterOne() {
    for (int stage = 0; stage < STAGES.size() - 1; stage++) {
      check(
          noClasses()
              .that()
              .resideInAPackage(inCore(STAGES.get(stage)))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(inCore(STAGES.subList(stage + 1, STAGES.size())))
              .because("the packages are the data flow, read from left to right"));
    }
  }

  @Test
  void leavesKnowNoStage() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(inCore("catalog"), inCore("observe"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(inCore(STAGES))
            .because("every stage uses the leaves, so a leaf that knows a stage closes a circle"));
  }

  @Test
  void apiKnowsTheJdkAndJSpecifyOnly() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.leat.api..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.leat.api..", "java..", "org.jspecify..")
            .because("whatever the API names becomes a promise to every connector author"));
  }

  @Test
  void connectorsKnowTheApiOnly() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.leat.connect..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.leat..")
                    .and(not(resideInAnyPackage("dev.leat.api..", "dev.leat.connect.."))))
            .because("our own connectors prove that the API is enough for anybody's"));
  }

  @Test
  void coreKnowsNoConnectorAndNoCommand() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.leat.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.leat.connect..", "dev.leat.cli..", "dev.leat.testkit..")
            .because("the composition root, and nobody else, joins engine and connectors"));
  }

  @Test
  void namesArePromises() {
    check(
        noClasses()
            .should()
            .haveNameMatching(
                ".*([.$](Abstract|Base)[A-Z]\\w*|(Impl|Utils?|Helper|Manager|Service|Context))")
            .because("a name says what a thing is, not that it exists"));
  }

  @Test
  void codeBlocks() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(CompletableFuture.class)
            .because("a virtual thread waits as cheaply, and its stack trace can be read"));
  }

  @Test
  void timeIsInjected() {
    check(
        noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("a test must be able to stop the clock: take a java.time.Clock"));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(LEAT);
  }

  private static String inCore(String name) {
    return "dev.leat.core." + name + "..";
  }

  private static String[] inCore(List<String> names) {
    return names.stream().map(FlowTest::inCore).toArray(String[]::new);
  }
}
