package linli.adapters.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import linli.adapters.InboundEvent;
import linli.adapters.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes, into each decoder: they are taken or refused, and nothing else. In a normal run the
 * fixtures and what was ever found wrong; with {@code -Pproof} whatever a fuzzer thinks of in some
 * minutes.
 */
@DisplayName("Whatever comes")
class DecodersFuzzTest {

  private static final Path FIXTURES = Path.of("../src/test/resources/linli/adapters");

  /** The first byte says which decoder reads the others. */
  @FuzzTest(maxDuration = "5m")
  @MethodSource("fixtures")
  void is_taken_or_refused(byte[] input) {
    if (input.length == 0) {
      return;
    }
    var all = Decoder.values();
    var decoder = all[Math.floorMod(input[0], all.length)];
    try {
      var events = decoder.read(Arrays.copyOfRange(input, 1, input.length));
      events.forEach(DecodersFuzzTest::isStorable);
    } catch (Refusal refused) {
      assertThat(refused.refused().reason()).isNotBlank();
    }
  }

  /** Each fixture for the decoder of its platform, and for one that expects something else. */
  static Stream<byte[]> fixtures() throws IOException {
    try (var files = Files.walk(FIXTURES)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(json|xml)"))
          .filter(file -> !file.toString().matches(".*(/said/|\\.heard\\.).*"))
          .sorted()
          .flatMap(DecodersFuzzTest::inputs)
          .toList()
          .stream();
    }
  }

  private static Stream<byte[]> inputs(Path file) {
    var folder = FIXTURES.relativize(file.getParent()).toString();
    return Arrays.stream(Decoder.values())
        .filter(decoder -> decoder.folder.isEmpty() || decoder.folder.equals(folder))
        .map(decoder -> input(decoder, file));
  }

  private static byte[] input(Decoder decoder, Path file) {
    try {
      var content = Files.readAllBytes(file);
      var input = new byte[content.length + 1];
      input[0] = (byte) decoder.ordinal();
      System.arraycopy(content, 0, input, 1, content.length);
      return input;
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static void isStorable(InboundEvent event) {
    assertThat(event.id()).isNotBlank().hasSizeLessThanOrEqualTo(600);
    Stream.of(
            event.id(),
            event.conversation().id(),
            event.sender().id(),
            String.valueOf(event.text()),
            String.valueOf(event.action()),
            String.valueOf(event.replyTo()),
            String.valueOf(event.sender().name()))
        .forEach(
            text -> {
              assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
              assertThat(text).doesNotContain("\u0000");
            });
  }
}
