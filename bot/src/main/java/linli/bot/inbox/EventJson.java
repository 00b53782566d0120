package linli.bot.inbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import linli.adapters.InboundEvent;

/** An event as text in the inbox. */
final class EventJson {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private EventJson() {}

  static String write(InboundEvent event) {
    try {
      return JSON.writeValueAsString(event);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("an event can always be written", impossible);
    }
  }

  static InboundEvent read(String payload) {
    try {
      return JSON.readValue(payload, InboundEvent.class);
    } catch (JsonProcessingException quotesThePayload) {
      throw new IllegalStateException("a stored event is not readable");
    }
  }
}
