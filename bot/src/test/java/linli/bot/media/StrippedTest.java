package linli.bot.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What a device wrote beside a picture or a sound")
class StrippedTest {

  private static final Map<Format, byte[]> SAMPLES =
      Map.of(
          Format.JPEG, Samples.jpeg(),
          Format.PNG, Samples.png(),
          Format.WEBP, Samples.webp(),
          Format.HEIC, Samples.heic(),
          Format.AVIF, Samples.avif(),
          Format.MP3, Samples.mp3(),
          Format.M4A, Samples.m4a());

  private static String stripped(Format format) {
    return new String(Stripped.of(format, SAMPLES.get(format)), ISO_8859_1);
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG", "WEBP", "HEIC", "AVIF", "MP3", "M4A"})
  void is_gone_and_the_rest_is_still_what_it_was(Format format) {
    assertThat(new String(SAMPLES.get(format), ISO_8859_1)).contains(Samples.SECRET);
    assertThat(stripped(format)).doesNotContain("36.0671");
    assertThat(Format.of(Stripped.of(format, SAMPLES.get(format)))).contains(format);
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG", "WEBP", "HEIC", "AVIF", "MP3", "M4A"})
  void is_gone_once_and_for_all(Format format) {
    var once = Stripped.of(format, SAMPLES.get(format));
    assertThat(Stripped.of(format, once)).isEqualTo(once);
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG"})
  void leaves_every_point_of_the_picture(Format format) throws IOException {
    var name = format == Format.JPEG ? "jpg" : "png";
    var before = ImageIO.read(new ByteArrayInputStream(Samples.picture(name)));
    var bytes = Stripped.of(format, SAMPLES.get(format));
    var after = ImageIO.read(new ByteArrayInputStream(bytes));
    assertThat(after.getWidth()).isEqualTo(8);
    assertThat(after.getRGB(0, 0, 8, 4, null, 0, 8))
        .isEqualTo(before.getRGB(0, 0, 8, 4, null, 0, 8));
  }

  @Test
  void is_kept_of_a_photo_as_far_as_it_says_which_side_is_up() {
    var exif = "Exif\0\0MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\6\0\0\0\0\0\0";
    assertThat(stripped(Format.JPEG)).contains(exif).containsOnlyOnce("Exif");
  }

  @Test
  void is_not_announced_by_a_webp_any_more() {
    var bytes = Stripped.of(Format.WEBP, Samples.webp());
    assertThat(bytes[20]).as("flags of VP8X").isEqualTo((byte) 0x10);
    assertThat(bytes.length).isEqualTo(12 + 18 + 14);
    assertThat(bytes[4]).as("size in RIFF").isEqualTo((byte) (bytes.length - 8));
  }

  @Test
  void takes_no_place_in_the_file_that_would_move_the_sound() {
    var bytes = Stripped.of(Format.M4A, Samples.m4a());
    assertThat(bytes).hasSameSizeAs(Samples.m4a());
    assertThat(new String(bytes, ISO_8859_1)).contains("mvhdhead", "mdatsound", "free");
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG", "WEBP", "HEIC", "AVIF", "M4A"})
  void is_no_way_to_break_the_reader(Format format) {
    var random = new Random(7);
    var sample = SAMPLES.get(format);
    for (var i = 0; i < 2_000; i++) {
      var broken = Arrays.copyOf(sample, 12 + random.nextInt(sample.length - 12));
      broken[8 + random.nextInt(broken.length - 8)] = (byte) random.nextInt();
      try {
        Stripped.of(format, broken);
      } catch (Malformed expected) {
        // the one thing that may happen
      }
    }
  }

  @Test
  void is_not_all_that_can_be_wrong_with_a_file() {
    var jpeg = Samples.picture("jpg");
    assertThatThrownBy(() -> Stripped.of(Format.JPEG, Arrays.copyOf(jpeg, jpeg.length / 2)))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> Stripped.of(Format.JPEG, Samples.latin("\u00ff\u00d8\u00ff\u00d9")))
        .isInstanceOf(Malformed.class);
    var boxes = Samples.latin("\0\0\0\14ftypM4A " + "\0\1\0\0moov".repeat(8_192));
    assertThatThrownBy(() -> Stripped.of(Format.M4A, boxes)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"HEIC", "AVIF"})
  void takes_no_place_in_a_picture_of_a_telephone_either(Format format) {
    var before = SAMPLES.get(format);
    var bytes = Stripped.of(format, before);
    assertThat(bytes).hasSameSizeAs(before);
    assertThat(new String(before, ISO_8859_1)).contains("Owner Lao Chen");
    var after = new String(bytes, ISO_8859_1);
    assertThat(after).doesNotContain("Owner", "Lao Chen").contains("ispe", "mdat", "iloc");
    assertThat(changed(before, bytes))
        .as("only what is no picture became zero")
        .isLessThan(format == Format.HEIC ? 100 : 140);
  }

  private static int changed(byte[] before, byte[] after) {
    var changed = 0;
    for (var i = 0; i < before.length; i++) {
      changed += before[i] == after[i] ? 0 : 1;
    }
    return changed;
  }

  @Test
  void is_nothing_where_the_picture_lies_outside_of_the_file() {
    var bytes = Samples.heic();
    var iloc = new String(bytes, ISO_8859_1).indexOf("iloc");
    var broken = bytes.clone();
    Arrays.fill(broken, iloc + 16, iloc + 40, (byte) 0x7f);
    assertThatThrownBy(() -> Stripped.of(Format.HEIC, broken)).isInstanceOf(Malformed.class);
    var head = Samples.latin("\0\0\0\34ftypheic\0\0\0\0mif1heic");
    assertThatThrownBy(() -> Stripped.of(Format.HEIC, head)).isInstanceOf(Malformed.class);
  }

  @Test
  void is_not_taken_out_of_a_film_that_is_called_a_recording() {
    assertThatThrownBy(() -> Stripped.of(Format.M4A, Samples.film())).isInstanceOf(Malformed.class);
    var silent = Samples.latin("\0\0\0\20ftypmp42\0\0\0\0");
    assertThatThrownBy(() -> Stripped.of(Format.M4A, silent)).isInstanceOf(Malformed.class);
    assertThat(Stripped.of(Format.M4A, Samples.recording())).hasSameSizeAs(Samples.recording());
  }
}
