package linli.bot.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

@DisplayName("A line of the log")
class JsonLinesTest {

  private final LoggerContext context = new LoggerContext();

  private ILoggingEvent event(Throwable fault) {
    var event =
        new LoggingEvent(
            "x", context.getLogger("linli.test"), Level.WARN, "it failed", fault, null);
    event.setKeyValuePairs(
        List.of(new KeyValuePair("case", "1123-01"), new KeyValuePair("attempt", 2)));
    return event;
  }

  private static JsonNode read(byte[] line) throws IOException {
    return new ObjectMapper().readTree(line);
  }

  @Test
  void is_one_json_object_with_its_facts_as_keys() throws IOException {
    var line = new JsonLines().encode(event(null));
    assertThat(new String(line, StandardCharsets.UTF_8)).endsWith("}\n").doesNotContain("\n{");
    assertThat(read(line).get("message").textValue()).isEqualTo("it failed");
    assertThat(read(line).get("level").textValue()).isEqualTo("WARN");
    assertThat(read(line).get("case").textValue()).isEqualTo("1123-01");
    assertThat(read(line).get("attempt").intValue()).isEqualTo(2);
  }

  @Test
  void tells_the_kind_and_place_of_a_fault_but_not_its_words() throws IOException {
    var fault = new IllegalStateException("老陈", new IllegalArgumentException("3-2-1101"));
    var line = new JsonLines().encode(event(fault));
    assertThat(new String(line, StandardCharsets.UTF_8)).doesNotContain("老陈", "1101");
    assertThat(read(line).get("fault")).hasSize(2);
    assertThat(read(line).get("at").get(0).textValue()).contains("JsonLinesTest");
  }

  @Test
  void tells_the_state_of_a_refused_statement_but_not_the_row() {
    assertThatThrownBy(() -> TestDatabase.pool().query("select '老陈'::integer").execute().await())
        .isInstanceOf(PgException.class)
        .satisfies(
            refused ->
                assertThat(
                        new String(new JsonLines().encode(event(refused)), StandardCharsets.UTF_8))
                    .contains("22P02")
                    .doesNotContain("老陈"));
  }
}
