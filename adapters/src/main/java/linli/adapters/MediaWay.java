package linli.adapters;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import linli.adapters.Mouth.Call;

/** How the bytes behind a reference like {@code platform:id} are got. */
public sealed interface MediaWay {

  /** The answer is the bytes; where it is JSON instead it says why there are none. */
  record Bytes(Call call) implements MediaWay {}

  /**
   * The answer says how to go on.
   *
   * @param on empty when it does not
   */
  record Asks(Call call, Function<byte[], Optional<MediaWay>> on) implements MediaWay {}

  /**
   * An address outside of the interface.
   *
   * @param opened what the bytes are that lie there; throws {@link Refusal} when they are nothing
   */
  record Link(URI address, Map<String, String> headers, UnaryOperator<byte[]> opened)
      implements MediaWay {
    @Override
    public String toString() {
      return "Link[]"; // addresses may carry keys
    }
  }

  /** What follows the platform's name in a reference of this platform; else empty. */
  static Optional<String> id(String reference, String platform) {
    return reference.startsWith(platform + ":")
        ? Optional.of(reference.substring(platform.length() + 1))
        : Optional.empty();
  }

  /** An address of the web in an answer; empty when it is none. */
  static Optional<URI> address(String text) {
    try {
      return text.matches("https?://[!-~]{1,4000}")
          ? Optional.of(URI.create(text))
          : Optional.empty();
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }
}
