package linli.bot.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures and sounds with things written beside them that must not stay. */
public final class Samples {

  /** Stands wherever a device could have written the place. */
  public static final String SECRET = "GPS 36.0671N 120.3826E";

  private Samples() {}

  /** A picture without anything beside it. */
  static byte[] picture(String format) {
    try {
      var out = new ByteArrayOutputStream();
      var image = new BufferedImage(8, 4, BufferedImage.TYPE_INT_RGB);
      image.setRGB(3, 2, 0x336699);
      ImageIO.write(image, format, out);
      return out.toByteArray();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** With EXIF (turned by 90 degrees, and a place), XMP, a comment, and a film behind its end. */
  public static byte[] jpeg() {
    var plain = picture("jpg");
    var out = new ByteArrayOutputStream();
    out.write(plain, 0, 2);
    segment(out, 0xe1, "Exif\0\0" + exif(6) + SECRET);
    segment(out, 0xe1, "http://ns.adobe.com/xap/1.0/\0" + SECRET);
    segment(out, 0xed, "Photoshop 3.0\0" + SECRET);
    segment(out, 0xfe, SECRET);
    out.write(plain, 2, plain.length - 2);
    out.writeBytes(latin("ftypmp4 " + SECRET));
    return out.toByteArray();
  }

  /** A little-endian TIFF with one entry: which side is up. */
  private static String exif(int orientation) {
    return "II*\0\10\0\0\0\1\0\22\1\3\0\1\0\0\0" + (char) orientation + "\0\0\0\0\0\0\0";
  }

  private static void segment(ByteArrayOutputStream out, int marker, String content) {
    var length = content.length() + 2;
    out.writeBytes(new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length});
    out.writeBytes(latin(content));
  }

  static byte[] png() {
    var plain = picture("png");
    var out = new ByteArrayOutputStream();
    out.write(plain, 0, 33); // signature and IHDR
    chunk(out, "eXIf", SECRET);
    chunk(out, "tEXt", "Comment\0" + SECRET);
    chunk(out, "iTXt", "XML:com.adobe.xmp\0" + SECRET);
    out.write(plain, 33, plain.length - 33);
    out.writeBytes(latin(SECRET));
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, String content) {
    var crc = new CRC32();
    crc.update(latin(type + content));
    out.writeBytes(ByteBuffer.allocate(4).putInt(content.length()).array());
    out.writeBytes(latin(type + content));
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  /** An extended WebP whose header says that EXIF and XMP follow, as they do. */
  static byte[] webp() {
    var out = new ByteArrayOutputStream();
    out.writeBytes(latin("WEBP"));
    riff(out, "VP8X", "\u001c\0\0\0\7\0\0\3\0\0");
    riff(out, "VP8L", "/\7\300\0\0");
    riff(out, "EXIF", SECRET);
    riff(out, "XMP ", SECRET + "!");
    var size = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(out.size()).array();
    var file = new ByteArrayOutputStream();
    file.writeBytes(latin("RIFF"));
    file.writeBytes(size);
    file.writeBytes(out.toByteArray());
    return file.toByteArray();
  }

  private static void riff(ByteArrayOutputStream out, String type, String content) {
    out.writeBytes(latin(type));
    out.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(content.length()).array());
    out.writeBytes(latin(content));
    if (content.length() % 2 == 1) {
      out.write(0);
    }
  }

  static byte[] mp3() {
    var tag = "ID3\4\0\0\0\0\0" + (char) SECRET.length() + SECRET;
    var end = "TAG" + SECRET;
    return latin(tag + "\u00ff\u00fb\u0090\u0064sound" + end + "\0".repeat(128 - end.length()));
  }

  static byte[] m4a() {
    var udta = box("udta", SECRET);
    var moov = box("moov", box("mvhd", "head") + box("trak", box("meta", SECRET)) + udta);
    return latin(box("ftyp", "M4A \0\0\0\0") + moov + box("mdat", "sound"));
  }

  /** A film as telephones make it, with a place, a picture and a sound track. */
  public static byte[] film() {
    return latin(box("ftyp", "isom\0\0\2\0isomiso2") + moov("vide", "soun") + box("mdat", "film"));
  }

  /** A recording under the brand that films have, too. */
  static byte[] recording() {
    return latin(box("ftyp", "mp42\0\0\0\0mp42isom") + moov("soun") + box("mdat", "sound"));
  }

  private static String moov(String... tracks) {
    var all = new StringBuilder(box("mvhd", "head"));
    for (var handler : tracks) {
      var hdlr = box("hdlr", "\0\0\0\0\0\0\0\0" + handler + "\0".repeat(12) + "\0");
      all.append(box("trak", box("mdia", hdlr)));
    }
    return box("moov", all.toString());
  }

  private static String box(String type, String content) {
    var size = ByteBuffer.allocate(4).putInt(content.length() + 8).array();
    return new String(size, ISO_8859_1) + type + content;
  }

  /** Made by libheif 1.15: a picture of tiles (grid, in idat), with EXIF. */
  static byte[] heic() {
    return Base64.getDecoder()
        .decode(
            "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAeFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0"
                + "AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAACAAAAEGlkYXQAAAAAAEAAMAAAAExpbG9jAQAAAERAAAMA"
                + "AQAAAAAAAAIFAAEAAAAAAAAASwACAAEAAAAAAAAAAQAAAAAAAAAIAAMAAAAAAAACUAABAAAAAAAAAEQA"
                + "AABNaWluZgAAAAAAAwAAABVpbmZlAgAAAQABAABodmMxAAAAABVpbmZlAgAAAAACAABncmlkAAAAABVp"
                + "bmZlAgAAAQADAABFeGlmAAAAANVpcHJwAAAAs2lwY28AAABzaHZjQwEDcAAAAAAAAAAAAB7wAPz9+PgA"
                + "AA8DIAABABhAAQwB//8DcAAAAwCQAAADAAADAB66AkAhAAEAJ0IBAQNwAAADAJAAAAMAAAMAHqAggQWW"
                + "6uSmubAgAAADACAAAAMAISIAAQAGRAHBc8CJAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAUaXNwZQAAAAAA"
                + "AABAAAAAMAAAABBwaXhpAAAAAAMICAgAAAAaaXBtYQAAAAAAAAACAAECgQIAAgIDhAAAAChpcmVmAAAA"
                + "AAAAAA5kaW1nAAIAAQABAAAADmNkc2MAAwABAAIAAACXbWRhdAAAAEcoAa8ZgO9PRT4g+/ZZSuNN72Vw"
                + "gstulrvMHpZL2TaZBEo0t8jGTrYsnf/eHYkTX0g6giIj+HGkRC1dCRTMi7ye1i1D3GyCgAAAAABNTQAq"
                + "AAAACAABAQ4AAgAAACYAAAAaAAAAAEdQUyAzNi4wNjcxTiAxMjAuMzgyNkUgT3duZXIgTGFvIENoZW4A");
  }

  /** Made by libheif 1.15 with libaom, with EXIF. */
  static byte[] avif() {
    return Base64.getDecoder()
        .decode(
            "AAAAHGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZgAAASttZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0"
                + "AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAANGlsb2MAAAAAREAAAgABAAAAAAFPAAEAAAAAAAAA"
                + "QAACAAAAAAGPAAEAAAAAAAAARAAAADhpaW5mAAAAAAACAAAAFWluZmUCAAAAAAEAAGF2MDEAAAAAFWlu"
                + "ZmUCAAABAAIAAEV4aWYAAAAAamlwcnAAAABLaXBjbwAAABNjb2xybmNseAACAAIABoAAAAAMYXYxQ4EA"
                + "DAAAAAAUaXNwZQAAAAAAAABAAAAAMAAAABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAAAAABAAEEgYID"
                + "hAAAABppcmVmAAAAAAAAAA5jZHNjAAIAAQABAAAAjG1kYXQSAAoGGBV/vYEIMjQbABpppoQAv+n//HyJ"
                + "P6nlwCR66HW+NKGv3X9JXGszgyU2aNXOigO1j20x+pz5qW/6+3CAAAAAAE1NACoAAAAIAAEBDgACAAAA"
                + "JgAAABoAAAAAR1BTIDM2LjA2NzFOIDEyMC4zODI2RSBPd25lciBMYW8gQ2hlbgA=");
  }

  static byte[] latin(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
