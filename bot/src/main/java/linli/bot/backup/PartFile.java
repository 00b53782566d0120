package linli.bot.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Set;
import linli.bot.store.CannotStart;

/** A file (0600) that has its name only when it is whole and on the disk. */
final class PartFile {

  private static final int BUFFER = 1 << 16;

  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException, SQLException;
  }

  private PartFile() {}

  /** Writes {@code FILE.part} and renames it at the end; when anything fails it is removed. */
  static void write(Path file, Content content) throws SQLException {
    if (Files.exists(file)) {
      throw new CannotStart(
          "%s exists; choose another name, a backup is never replaced".formatted(file));
    }
    var part = file.resolveSibling(file.getFileName() + ".part");
    try (var channel = open(part)) {
      write(channel, part, content);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      keepName(file);
    } catch (IOException failed) {
      throw new CannotStart(
          "cannot write %s: %s; nothing is left of it".formatted(file, reason(failed)));
    }
  }

  private static FileChannel open(Path part) throws IOException {
    var channel =
        FileChannel.open(
            part,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    if (channel.tryLock() == null) {
      channel.close();
      throw new CannotStart(part + " is being written by another backup");
    }
    return channel;
  }

  private static void write(FileChannel channel, Path part, Content content)
      throws IOException, SQLException {
    var whole = false;
    try {
      // One that a killed backup left may be longer and may have other rights.
      channel.truncate(0);
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
      var out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      content.writeTo(out);
      out.flush();
      channel.force(true);
      whole = true;
    } finally {
      if (!whole) {
        Files.deleteIfExists(part);
      }
    }
  }

  /** The new name survives a power cut, too. */
  private static void keepName(Path file) throws IOException {
    try (var directory =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private static String reason(IOException failed) {
    return switch (failed) {
      case java.nio.file.NoSuchFileException x -> "there is no such directory";
      case java.nio.file.AccessDeniedException x -> "this account may not";
      default -> String.valueOf(failed.getMessage());
    };
  }
}
