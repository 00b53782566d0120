package linli.bot.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The format of what was sent")
class FormatTest {

  static Stream<Arguments> known() {
    return Stream.of(
        arguments(Format.JPEG, "\u00ff\u00d8\u00ff\u00e0\0\20JFIF"),
        arguments(Format.PNG, "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR"),
        arguments(Format.WEBP, "RIFF\20\0\0\0WEBPVP8 "),
        arguments(Format.HEIC, "\0\0\0\34ftypheic\0\0\0\0"),
        arguments(Format.HEIC, "\0\0\0\34ftypmif1\0\0\0\0"),
        arguments(Format.AVIF, "\0\0\0\34ftypavif\0\0\0\0"),
        arguments(Format.AMR, "#!AMR\n|"),
        arguments(Format.AMR, "#!AMR-WB\n"),
        arguments(Format.OGG, "OggS\0\2"),
        arguments(Format.M4A, "\0\0\0\34ftypM4A \0\0\0\0"),
        arguments(Format.M4A, "\0\0\0\34ftypmp42\0\0\0\0"),
        arguments(Format.MP3, "ID3\4\0\0\0\0\0\0"),
        arguments(Format.MP3, "\u00ff\u00fb\u0090\u0064"),
        arguments(Format.PDF, "%PDF-1.7\n"));
  }

  @ParameterizedTest
  @MethodSource("known")
  void is_told_by_its_first_bytes(Format format, String bytes) {
    assertThat(Format.of(Samples.latin(bytes))).contains(format);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MZ\u0090\0", // Windows
        "\u007fELF\2\1\1", // Linux
        "PK\3\4", // archives, Office, Android
        "#!/bin/sh\n",
        "<html><script>",
        "<svg xmlns=",
        "GIF89a",
        "RIFF\20\0\0\0WAVE",
        "\0\0\0\34ftyphevc\0\0\0\0", // pictures that move
        "\u00ff\u00d8",
        "\u00ff\u00ff\u00ff\u00ff",
        "x"
      })
  void is_none_that_is_kept(String bytes) {
    assertThat(Format.of(Samples.latin(bytes))).isEmpty();
  }

  @Test
  void is_known_where_it_deserves_its_own_answer() {
    assertThat(Format.isHeif(Samples.latin("\0\0\0\34ftyphevc\0\0\0\0"))).isTrue();
    assertThat(Format.isHeif(Samples.latin("\0\0\0\34ftypM4A \0\0\0\0"))).isFalse();
  }

  @Test
  void has_to_fit_what_it_was_sent_as() {
    assertThat(Kind.FILE.admits(Kind.IMAGE)).isTrue();
    assertThat(Kind.IMAGE.admits(Kind.FILE)).isFalse();
    assertThat(Kind.VOICE.admits(Kind.IMAGE)).isFalse();
  }
}
