package linli.bot.media;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import java.util.Set;

/** A form of bytes that is kept, known by its first bytes and by nothing else. */
public enum Format {
  JPEG(Kind.IMAGE, "image/jpeg", "jpg"),
  PNG(Kind.IMAGE, "image/png", "png"),
  WEBP(Kind.IMAGE, "image/webp", "webp"),
  HEIC(Kind.IMAGE, "image/heic", "heic"),
  AVIF(Kind.IMAGE, "image/avif", "avif"),
  AMR(Kind.VOICE, "audio/amr", "amr"),
  MP3(Kind.VOICE, "audio/mpeg", "mp3"),
  OGG(Kind.VOICE, "audio/ogg", "ogg"),
  M4A(Kind.VOICE, "audio/mp4", "m4a"),
  PDF(Kind.FILE, "application/pdf", "pdf");

  private static final Set<String> M4A_BRANDS = Set.of("M4A ", "M4B ", "mp42", "isom");
  private static final Set<String> HEIC_BRANDS = Set.of("heic", "heix", "heim", "heis", "mif1");

  /** Several pictures that move (ISO/IEC 23008-12, 7): not kept. */
  private static final Set<String> MOVING = Set.of("hevc", "hevx", "msf1", "avis");

  private final Kind kind;
  private final String contentType;
  private final String extension;

  Format(Kind kind, String contentType, String extension) {
    this.kind = kind;
    this.contentType = contentType;
    this.extension = extension;
  }

  public Kind kind() {
    return kind;
  }

  public String contentType() {
    return contentType;
  }

  /** Of the name under which it is handed out. */
  public String extension() {
    return extension;
  }

  /** Empty: it is none of these. */
  public static Optional<Format> of(byte[] bytes) {
    if (begins(bytes, 0, "\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (begins(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    }
    if (begins(bytes, 0, "RIFF") && begins(bytes, 8, "WEBP")) {
      return Optional.of(WEBP);
    }
    if (begins(bytes, 0, "#!AMR")) {
      return Optional.of(AMR);
    }
    if (begins(bytes, 0, "OggS")) {
      return Optional.of(OGG);
    }
    if (begins(bytes, 0, "%PDF-")) {
      return Optional.of(PDF);
    }
    if (HEIC_BRANDS.contains(brand(bytes))) {
      return Optional.of(HEIC);
    }
    if (brand(bytes).equals("avif")) {
      return Optional.of(AVIF);
    }
    if (M4A_BRANDS.contains(brand(bytes))) {
      return Optional.of(M4A);
    }
    return begins(bytes, 0, "ID3") || isMp3Frame(bytes) ? Optional.of(MP3) : Optional.empty();
  }

  /** Of the family of HEIC: pictures of the newer telephones, also such as move. */
  static boolean isHeif(byte[] bytes) {
    var brand = brand(bytes);
    return HEIC_BRANDS.contains(brand) || MOVING.contains(brand) || brand.equals("avif");
  }

  /** The major brand of a file of the ISO family (ISO/IEC 14496-12), else empty. */
  private static String brand(byte[] bytes) {
    return begins(bytes, 4, "ftyp") && bytes.length >= 12 ? new String(bytes, 8, 4, US_ASCII) : "";
  }

  /** Sync word, layer III, a bit rate and a sampling rate that exist (ISO/IEC 11172-3). */
  private static boolean isMp3Frame(byte[] bytes) {
    return bytes.length >= 4
        && (bytes[0] & 0xff) == 0xff
        && (bytes[1] & 0xe6) == 0xe2
        && (bytes[2] & 0xf0) != 0xf0
        && (bytes[2] & 0xf0) != 0
        && (bytes[2] & 0x0c) != 0x0c;
  }

  static boolean begins(byte[] bytes, int at, String latin1) {
    if (bytes.length < at + latin1.length()) {
      return false;
    }
    for (var i = 0; i < latin1.length(); i++) {
      if ((bytes[at + i] & 0xff) != latin1.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
