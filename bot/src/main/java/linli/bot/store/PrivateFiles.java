package linli.bot.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Files of the data directory that only the service's own account may read (0600). */
public final class PrivateFiles {

  private static final int RANDOM_BYTES = 32;
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private PrivateFiles() {}

  /** Makes the directory (0700) where it is missing and checks that files can be made in it. */
  public static void prepare(Path directory) {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory, permissions("rwx------"));
      }
      Files.delete(Files.createTempFile(directory, ".writable", null));
    } catch (IOException denied) {
      throw new CannotStart(
          "data: expected a directory that this account can write to, got "
              + directory.toAbsolutePath(),
          denied);
    }
  }

  /** The random value kept in {@code file}: made at the first call, the same ever after. */
  public static String secretIn(Path file) {
    try {
      if (!Files.exists(file)) {
        write(file, randomHex());
      }
      return Files.readString(file).strip();
    } catch (IOException broken) {
      throw new CannotStart("cannot read or make " + file.toAbsolutePath(), broken);
    }
  }

  /** Replaces the file in one step: a crash leaves the old one or the new one. */
  static void write(Path file, String content) {
    try {
      var draft = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(draft);
      Files.createFile(draft, permissions("rw-------"));
      Files.write(
          draft,
          content.getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.WRITE,
          StandardOpenOption.DSYNC);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String randomHex() {
    var bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static FileAttribute<?>[] permissions(String rights) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }
}
