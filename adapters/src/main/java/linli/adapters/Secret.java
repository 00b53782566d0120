package linli.adapters;

import java.nio.charset.StandardCharsets;

/** A value that must never be shown: it prints as {@code [secret]}. */
public record Secret(String value) {

  public byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "[secret]";
  }
}
