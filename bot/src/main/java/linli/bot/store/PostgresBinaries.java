package linli.bot.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL server programs that come inside a jar (zonky), unpacked once. */
final class PostgresBinaries {

  /** Written last, so a directory without it was not unpacked to the end. */
  private static final String COMPLETE = ".complete";

  private static final int EXECUTABLE = 0100;

  private final Path home;

  private PostgresBinaries(Path home) {
    this.home = home;
  }

  /** Unpacks into a directory below {@code parent} where that has not been done yet. */
  static PostgresBinaries in(Path parent) {
    var archive = archiveName();
    try (var packed = PostgresBinaries.class.getResourceAsStream("/" + archive)) {
      if (packed == null) {
        throw new CannotStart(
            "no embedded PostgreSQL for this machine (%s): set database.url to a PostgreSQL server"
                .formatted(archive));
      }
      // The archive's length tells releases of the server apart.
      var home = parent.resolve("postgres-" + packed.available());
      if (!Files.exists(home.resolve(COMPLETE))) {
        unpack(packed, parent, home);
      }
      return new PostgresBinaries(home);
    } catch (IOException failed) {
      throw new CannotStart(
          "cannot unpack the embedded PostgreSQL into " + parent.toAbsolutePath(), failed);
    }
  }

  String program(String name) {
    return home.resolve("bin").resolve(name).toAbsolutePath().toString();
  }

  private static String archiveName() {
    var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var family = os.contains("mac") ? "darwin" : os.contains("win") ? "windows" : "linux";
    var arch = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    return "postgres-%s-%s.txz".formatted(family, arch);
  }

  private static void unpack(InputStream packed, Path parent, Path home) throws IOException {
    var draft = Files.createTempDirectory(parent, ".unpacking");
    Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        place(tar, entry, draft);
      }
    }
    Files.createFile(draft.resolve(COMPLETE));
    deleteTree(home);
    Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void place(TarArchiveInputStream tar, TarArchiveEntry entry, Path root)
      throws IOException {
    var target = root.resolve(entry.getName()).normalize();
    if (!target.startsWith(root)) {
      throw new IOException("archive entry outside of its directory");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target);
    if ((entry.getMode() & EXECUTABLE) != 0) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (var files = Files.walk(root)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
