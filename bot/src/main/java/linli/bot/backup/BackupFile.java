package linli.bot.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import linli.bot.store.CannotStart;

/** A backup that has been read to its end and found whole. */
final class BackupFile implements AutoCloseable {

  @FunctionalInterface
  interface Use {
    void of(InputStream content) throws IOException, SQLException;
  }

  private final Path path;
  private final ZipFile zip;
  private final Manifest manifest;

  private BackupFile(Path path, ZipFile zip) throws IOException, SQLException {
    this.path = path;
    this.zip = zip;
    this.manifest = manifest(zip);
    checkNames();
    for (var entry : (Iterable<Manifest.Entry>) manifest.entries()::iterator) {
      read(entry, content -> content.transferTo(OutputStream.nullOutputStream()));
    }
  }

  /**
   * Opens the file after checking every entry.
   *
   * @throws CannotStart naming the entry that is missing, damaged or too much
   */
  static BackupFile open(Path path) throws SQLException {
    ZipFile zip = null;
    try {
      zip = new ZipFile(path.toFile());
      return new BackupFile(path, zip);
    } catch (IOException | RuntimeException refused) {
      close(zip, refused);
      throw refused(path, refused);
    }
  }

  private static void close(ZipFile zip, Exception refused) {
    try {
      if (zip != null) {
        zip.close();
      }
    } catch (IOException alsoFailed) {
      refused.addSuppressed(alsoFailed);
    }
  }

  private static CannotStart refused(Path path, Exception reason) {
    return switch (reason) {
      case CannotStart named -> named;
      case NoSuchFileException x -> new CannotStart("there is no file " + path);
      case ZipException x ->
          new CannotStart("%s is no whole backup: damaged or cut off (%s)".formatted(path, x));
      default -> new CannotStart("cannot read %s: %s".formatted(path, reason));
    };
  }

  Manifest manifest() {
    return manifest;
  }

  /** Gives the content of an entry and checks it once more at the end. */
  void read(Manifest.Entry entry, Use use) throws SQLException {
    try (var in = zip.getInputStream(zip.getEntry(entry.name()))) {
      var content = new DigestInputStream(in, Backup.sha256());
      use.of(content);
      content.transferTo(OutputStream.nullOutputStream());
      var found = HexFormat.of().formatHex(content.getMessageDigest().digest());
      if (!found.equals(entry.sha256())) {
        throw damaged(entry.name());
      }
    } catch (ZipException | java.io.EOFException broken) {
      throw damaged(entry.name());
    } catch (IOException failed) {
      throw new CannotStart(
          "cannot read the entry %s of %s: %s".formatted(entry.name(), path, failed.getMessage()));
    }
  }

  private CannotStart damaged(String entry) {
    return new CannotStart(
        "%s: the entry %s is damaged, its checksum does not match; use another backup"
            .formatted(path, entry));
  }

  private Manifest manifest(ZipFile zip) throws IOException {
    var entry = zip.getEntry(Manifest.NAME);
    if (entry == null) {
      throw new CannotStart("%s is no backup: the entry manifest.json is missing".formatted(path));
    }
    try (var in = zip.getInputStream(entry)) {
      var bytes = in.readAllBytes();
      var sum = new CRC32();
      sum.update(bytes);
      if (sum.getValue() != entry.getCrc()) {
        throw damaged(Manifest.NAME);
      }
      return manifest(Backup.JSON.readTree(bytes));
    } catch (JsonProcessingException | ZipException | java.io.EOFException broken) {
      throw damaged(Manifest.NAME);
    }
  }

  private Manifest manifest(JsonNode json) throws JsonProcessingException {
    var format = json.path("format").asInt();
    if (format != Manifest.FORMAT) {
      throw new CannotStart(
          "%s: expected a backup of format %d, got %d; use the Linli that made it or a newer one"
              .formatted(path, Manifest.FORMAT, format));
    }
    return Backup.JSON.treeToValue(json, Manifest.class);
  }

  private void checkNames() {
    var expected = new HashSet<String>();
    expected.add(Manifest.NAME);
    manifest.entries().forEach(entry -> expected.add(entry.name()));
    zip.stream()
        .filter(entry -> !expected.remove(entry.getName()))
        .findFirst()
        .ifPresent(
            entry -> {
              throw new CannotStart(
                  "%s: the entry %s does not belong to it".formatted(path, entry.getName()));
            });
    if (!expected.isEmpty()) {
      throw new CannotStart(
          "%s: the entry %s is missing".formatted(path, expected.iterator().next()));
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
