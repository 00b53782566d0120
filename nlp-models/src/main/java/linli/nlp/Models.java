package linli.nlp;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import linli.nlp.model.TextModel;
import linli.nlp.text.Table;

/**
 * The three models that a message is understood with, and their version.
 *
 * @param version the beginning of the SHA-256 of the three, hexadecimal
 */
public record Models(TextModel types, TextModel intents, TextModel hazards, String version) {

  private static final int DIGITS_OF_VERSION = 12;

  private interface Source {
    InputStream open(String name) throws IOException;
  }

  /** Those that the build trained. */
  public static Models shipped() {
    try {
      return read(name -> Table.open("model/" + name));
    } catch (IOException broken) {
      throw new IllegalStateException("the models of the build cannot be read", broken);
    }
  }

  /**
   * Those that {@code ./linli train --out} wrote into a folder.
   *
   * @throws IOException when one is missing or is no model
   */
  public static Models in(Path folder) throws IOException {
    return read(name -> Files.newInputStream(folder.resolve(name)));
  }

  private static Models read(Source source) throws IOException {
    MessageDigest digest = sha256();
    TextModel types = read(source, "types.bin", digest);
    TextModel intents = read(source, "intents.bin", digest);
    TextModel hazards = read(source, "hazards.bin", digest);
    String hash = HexFormat.of().formatHex(digest.digest());
    return new Models(types, intents, hazards, hash.substring(0, DIGITS_OF_VERSION));
  }

  private static TextModel read(Source source, String name, MessageDigest digest)
      throws IOException {
    try (InputStream in = new BufferedInputStream(source.open(name), 1 << 16)) {
      byte[] bytes = in.readAllBytes();
      digest.update(bytes);
      return TextModel.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
