package linli.bot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The arrows inside bot: http → conversation → features → store; no cycles; one clock. */
@DisplayName("The architecture")
class ArchitectureTest {

  private static final String[] FEATURES = {
    "..cases..",
    "..estates..",
    "..households..",
    "..residents..",
    "..routing..",
    "..questions..",
    "..hazards..",
    "..incidents..",
    "..votes..",
    "..receptions..",
    "..privacy..",
    "..knowledge..",
    "..filings..",
    "..city..",
    "..hotline..",
    "..access.."
  };

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("linli");

  @Test
  void features_know_neither_the_conversation_nor_http() {
    noClasses()
        .that()
        .resideInAnyPackage(FEATURES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("linli.bot.conversation..", "linli.bot.http..", "linli.bot.replay..")
        .check(CODE);
  }

  @Test
  void the_conversation_knows_nothing_of_http() {
    noClasses()
        .that()
        .resideInAPackage("linli.bot.conversation..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("linli.bot.http..", "io.vertx.ext.web..", "io.vertx.core.http..")
        .check(CODE);
  }

  @Test
  void the_conversation_speaks_no_sql() {
    noClasses()
        .that()
        .resideInAPackage("linli.bot.conversation..")
        .should()
        .callMethod(io.vertx.sqlclient.SqlClient.class, "preparedQuery", String.class)
        .check(CODE);
  }

  @Test
  void only_http_and_chat_see_a_routing_context() {
    noClasses()
        .that()
        .resideInAnyPackage("linli.bot.(*)..")
        .and()
        .resideOutsideOfPackages("linli.bot.http..", "linli.bot.chat..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("io.vertx.ext.web.RoutingContext")
        .check(CODE);
  }

  @Test
  void there_are_no_cycles_between_packages() {
    slices().matching("linli.bot.(*)..").should().beFreeOfCycles().check(CODE);
  }

  @Test
  void there_is_no_util_package() {
    noClasses().should().resideInAnyPackage("..util..", "..common..", "..helper..").check(CODE);
  }

  @Test
  void the_leaves_know_neither_each_other_nor_the_bot() {
    noClasses()
        .that()
        .resideInAnyPackage("linli.adapters..", "linli.nlp..", "linli.schedules..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("linli.bot..")
        .check(CODE);
  }

  @Test
  void nobody_reads_the_time_but_from_the_injected_clock() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "linli.bot.access..",
            "linli.bot.cases..",
            "linli.bot.city..",
            "linli.bot.conversation..",
            "linli.bot.due..",
            "linli.bot.filings..",
            "linli.bot.hazards..",
            "linli.bot.hotline..",
            "linli.bot.households..",
            "linli.bot.inbox..",
            "linli.bot.incidents..",
            "linli.bot.knowledge..",
            "linli.bot.outbox..",
            "linli.bot.privacy..",
            "linli.bot.questions..",
            "linli.bot.receptions..",
            "linli.bot.speech..",
            "linli.bot.votes..",
            "linli.adapters..",
            "linli.nlp..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CODE);
  }
}
