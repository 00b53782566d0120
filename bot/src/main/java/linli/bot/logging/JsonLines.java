package linli.bot.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.pgclient.PgException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One JSON object per line.
 *
 * <p>Of an exception it writes the class, the SQLSTATE and where it was thrown, never the message:
 * that of a database quotes the row at fault, that of a parser the text.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {

  private static final int MOST_FRAMES = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line = JsonNodeFactory.instance.objectNode();
    line.put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
    line.put("level", event.getLevel().toString());
    line.put("logger", event.getLoggerName());
    line.put("message", event.getFormattedMessage());
    if (event.getKeyValuePairs() != null) {
      event.getKeyValuePairs().forEach(pair -> put(line, pair.key, pair.value));
    }
    if (event.getThrowableProxy() != null) {
      addFault(line, event.getThrowableProxy());
    }
    return (write(line) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ObjectNode line, String key, Object value) {
    if (value instanceof Integer || value instanceof Long) {
      line.put(key, ((Number) value).longValue());
      return;
    }
    line.put(key, String.valueOf(value));
  }

  private static void addFault(ObjectNode line, IThrowableProxy fault) {
    var classes = line.putArray("fault");
    for (var each = fault; each != null; each = each.getCause()) {
      classes.add(name(each));
    }
    var frames = line.putArray("at");
    var trace = fault.getStackTraceElementProxyArray();
    for (var i = 0; i < Math.min(trace.length, MOST_FRAMES); i++) {
      frames.add(trace[i].getStackTraceElement().toString());
    }
  }

  private static String name(IThrowableProxy fault) {
    var state =
        fault instanceof ThrowableProxy proxy && proxy.getThrowable() instanceof PgException refused
            ? " " + refused.getSqlState()
            : "";
    return fault.getClassName() + state;
  }

  private static String write(ObjectNode line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree can always be written", impossible);
    }
  }
}
