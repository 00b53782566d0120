package linli.nlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The understand command")
class UnderstandCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Understander UNDERSTANDER = Understander.load();

  private static JsonNode answer(String line) throws JsonProcessingException {
    return JSON.readTree(UnderstandCommand.answer(UNDERSTANDER, line));
  }

  @Test
  void prints_exactly_the_agreed_fields() throws JsonProcessingException {
    JsonNode json = answer("6号楼2单元电梯停了");
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "intent", "issues", "nature", "hazard", "urgency", "places", "score", "model");
    assertThat(json.at("/issues/0").fieldNames())
        .toIterable()
        .containsExactly("type", "score", "nature", "urgency", "place");
    assertThat(json.at("/places/0").fieldNames())
        .toIterable()
        .containsExactly("zone", "building", "unit", "floor", "room");
    assertThat(json.get("hazard").isNull()).isTrue();
    assertThat(json.at("/places/0/building").asText()).isEqualTo("6");
  }

  @Test
  void takes_the_home_from_a_json_line() throws JsonProcessingException {
    JsonNode json =
        answer(
            "{\"text\":\"电梯停了\",\"estate\":\"幸福里\","
                + "\"home\":{\"building\":\"3\",\"unit\":\"2\",\"room\":\"201\"}}");
    assertThat(json.at("/issues/0/place/building").asText()).isEqualTo("3");
    assertThat(json.at("/issues/0/place/room").isNull()).isTrue();
  }

  @Test
  void says_why_when_asked() throws JsonProcessingException {
    JsonNode json = JSON.readTree(UnderstandCommand.explain(UNDERSTANDER, "3号楼2单元电梯异响"));
    assertThat(json.at("/explanation/types/best").fieldNames().next()).isEqualTo("elevator");
    assertThat(json.at("/explanation/types/because").fieldNames())
        .toIterable()
        .contains("梯")
        .hasSizeLessThanOrEqualTo(8);
    assertThat(json.at("/explanation/hazardBy").isNull()).isTrue();
    assertThat(json.get("model").asText()).matches("[0-9a-f]{12}");
  }

  @Test
  void names_the_rule_that_decided_and_the_word_that_denied() throws JsonProcessingException {
    JsonNode fire = JSON.readTree(UnderstandCommand.explain(UNDERSTANDER, "3号楼着火了快来人"));
    assertThat(fire.at("/explanation/hazardBy").asText()).isEqualTo("rule");
    JsonNode past = JSON.readTree(UnderstandCommand.explain(UNDERSTANDER, "昨天演习的时候说着火了"));
    assertThat(past.at("/explanation/vetoed").asText()).isEqualTo("fire");
    JsonNode more = JSON.readTree(UnderstandCommand.explain(UNDERSTANDER, "进度"));
    assertThat(more.at("/explanation/intentRule").asText()).isNotEmpty();
    JsonNode nothing = JSON.readTree(UnderstandCommand.explain(UNDERSTANDER, " "));
    assertThat(nothing.at("/explanation/types").isMissingNode()).isTrue();
  }

  @Test
  void takes_broken_json_as_plain_text() throws JsonProcessingException {
    assertThat(answer("{\"text\":").has("intent")).isTrue();
  }
}
