package linli.bot.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Plans every statement of the program that stands in a constant, as it is planned for any values,
 * over twenty thousand cases.
 */
@DisplayName("A statement")
class QueriesUseIndexesTest {

  private static final int CASES = 20_000;

  /** Tables that grow with every case or message. */
  private static final Set<String> BIG =
      Set.of("cases", "case_report", "case_history", "question", "due_work", "outbox", "inbox");

  private static final Pattern STATEMENT =
      Pattern.compile("\\s*(?:select|with|insert|update|delete)\\s.*", Pattern.DOTALL);

  /** What a node asks once, at its start or for a restore, not with a message. */
  private static final Set<String> RARE = Set.of("linli.bot.backup", "linli.bot.store");

  @Test
  void reads_no_big_table_from_end_to_end() {
    try (var fresh = TestDatabase.fresh()) {
      var pool = fresh.database().pool();
      new Filler(pool).write(CASES);
      var statements = statements();
      assertThat(statements).as("statements found").hasSizeGreaterThan(80);
      var scans = statements.stream().flatMap(s -> scans(pool, s)).toList();
      assertThat(scans).isEmpty();
    }
  }

  private record Statement(String name, String sql) {}

  private static List<Statement> statements() {
    var statements = new ArrayList<Statement>();
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("linli.bot");
    for (var type : classes) {
      if (RARE.contains(type.getPackageName())) {
        continue;
      }
      for (var field : fields(type)) {
        if (field.getType() == String.class
            && Modifier.isStatic(field.getModifiers())
            && Modifier.isFinal(field.getModifiers())) {
          var text = value(field);
          if (text != null && STATEMENT.matcher(text).matches()) {
            statements.add(new Statement(type.getSimpleName() + "." + field.getName(), text));
          }
        }
      }
    }
    return statements;
  }

  private static List<Field> fields(JavaClass type) {
    return Arrays.asList(type.reflect().getDeclaredFields());
  }

  private static String value(Field field) {
    try {
      field.setAccessible(true);
      return (String) field.get(null);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Stream<String> scans(Pool pool, Statement statement) {
    var rows =
        pool.query("explain (generic_plan, format json) " + statement.sql()).execute().await();
    var plan = rows.iterator().next().getValue(0);
    var root = plan instanceof JsonArray array ? array : new JsonArray(plan.toString());
    return nodes(root.getJsonObject(0).getJsonObject("Plan"))
        .filter(node -> "Seq Scan".equals(node.getString("Node Type")))
        .map(node -> node.getString("Relation Name"))
        .filter(BIG::contains)
        .map(table -> statement.name() + " reads all of " + table);
  }

  private static Stream<JsonObject> nodes(JsonObject node) {
    var below = node.getJsonArray("Plans", new JsonArray());
    return Stream.concat(
        Stream.of(node),
        below.stream().map(JsonObject.class::cast).flatMap(QueriesUseIndexesTest::nodes));
  }
}
