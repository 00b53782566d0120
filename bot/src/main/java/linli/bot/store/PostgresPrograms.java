package linli.bot.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL server programs that come inside a jar (zonky), unpacked once. */
final class PostgresPrograms {

  /** Written last, so a directory without it was not unpacked to the end. */
  private static final String COMPLETE = ".complete";

  private static final int EXECUTABLE = 0100;

  /** Longer than PostgreSQL's own patience in pg_ctl. */
  private static final Duration PATIENCE = Duration.ofSeconds(150);

  private final Path home;

  private PostgresPrograms(Path home) {
    this.home = home;
  }

  /** Unpacks into a directory below {@code parent} where that has not been done yet. */
  static PostgresPrograms in(Path parent) {
    var archive = archiveName();
    try (var packed = PostgresPrograms.class.getResourceAsStream("/" + archive)) {
      if (packed == null) {
        throw new CannotStart(
            "no embedded PostgreSQL for this machine (%s): set database.url to a PostgreSQL server"
                .formatted(archive));
      }
      // The archive's length tells releases of the server apart.
      var home = parent.resolve("postgres-" + packed.available());
      if (!Files.exists(home.resolve(COMPLETE))) {
        unpackOnce(packed, parent, home);
      }
      return new PostgresPrograms(home);
    } catch (IOException failed) {
      throw new CannotStart(
          "cannot unpack the embedded PostgreSQL into " + parent.toAbsolutePath(), failed);
    }
  }

  /**
   * Runs a program of the server to its end and gives what it printed.
   *
   * @param scratch a directory for its output while it runs
   * @throws CannotStart when it fails, with the last line that it printed
   */
  String run(String program, Path scratch, String... arguments) {
    try {
      // A file, not a pipe: the server inherits it from pg_ctl and would keep a pipe open.
      var output = Files.createTempFile(scratch, program, ".out");
      try {
        run(command(program, arguments), output);
        return Files.readString(output);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException failed) {
      throw new CannotStart(
          "cannot run the embedded PostgreSQL (as root it needs the program unshare): "
              + failed.getMessage(),
          failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CannotStart("interrupted while waiting for the embedded PostgreSQL", interrupted);
    }
  }

  private void run(List<String> command, Path output) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    var ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (!ended || process.exitValue() != 0) {
      throw new CannotStart("the embedded PostgreSQL failed: " + lastLine(output));
    }
  }

  private List<String> command(String program, String... arguments) {
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      // PostgreSQL refuses to run as root; in a user namespace of its own it is nobody.
      command.addAll(List.of("unshare", "--user"));
    }
    command.add(home.resolve("bin").resolve(program).toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static String lastLine(Path output) throws IOException {
    var lines = Files.readAllLines(output).stream().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "no message" : lines.getLast();
  }

  private static String archiveName() {
    var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var family = os.contains("mac") ? "darwin" : os.contains("win") ? "windows" : "linux";
    var arch = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    return "postgres-%s-%s.txz".formatted(family, arch);
  }

  /** One at a time, in this process and in others: who comes second finds it done. */
  private static synchronized void unpackOnce(InputStream packed, Path parent, Path home)
      throws IOException {
    Files.createDirectories(parent);
    var mark = parent.resolve("unpacking.lock");
    try (var file = FileChannel.open(mark, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.lock(); // until it is closed
      if (!Files.exists(home.resolve(COMPLETE))) {
        unpack(packed, parent, home);
      }
    }
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

  static void deleteTree(Path root) throws IOException {
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
