package linli.adapters;

import java.nio.charset.StandardCharsets;

/**
 * The body that a platform expects with status 200.
 *
 * @param contentType of the body; without meaning when the body is empty
 */
public record Answer(String contentType, byte[] body) {

  /** What most platforms take as "heard". */
  public static final Answer EMPTY = text("");

  public static Answer text(String body) {
    return new Answer("text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer json(String body) {
    return new Answer("application/json; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "Answer[" + body.length + " bytes]";
  }
}
