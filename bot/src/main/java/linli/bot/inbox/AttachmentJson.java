package linli.bot.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import linli.bot.media.Attachment;

/** What became of an event's attachments, as text in the inbox. */
final class AttachmentJson {

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private AttachmentJson() {}

  static String write(List<Attachment> attachments) {
    try {
      return JSON.writeValueAsString(attachments);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("attachments can always be written", impossible);
    }
  }

  static List<Attachment> read(String written) {
    try {
      return written == null ? List.of() : List.of(JSON.readValue(written, Attachment[].class));
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("stored attachments are not readable");
    }
  }
}
