package linli.bot.media;

/**
 * The same picture or sound without what the device wrote beside it: place, time, owner, model,
 * preview pictures. Nothing is decoded or encoded again.
 */
final class Stripped {

  private Stripped() {}

  /**
   * The bytes to keep.
   *
   * @throws Malformed when they are not what they seem
   */
  static byte[] of(Format format, byte[] bytes) {
    try {
      return switch (format) {
        case JPEG -> StrippedJpeg.of(bytes);
        case PNG -> StrippedPng.of(bytes);
        case WEBP -> StrippedWebp.of(bytes);
        case HEIC, AVIF -> StrippedHeif.of(bytes);
        case MP3 -> StrippedSound.mp3(bytes);
        case M4A -> StrippedSound.m4a(bytes);
        case AMR, OGG, PDF -> bytes;
      };
    } catch (RuntimeException hostile) { // whatever strange bytes can do, they do it to nobody else
      throw new Malformed("not readable");
    }
  }
}
