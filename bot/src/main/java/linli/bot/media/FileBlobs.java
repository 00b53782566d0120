package linli.bot.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** Below {@code files/media} of the data directory, which a backup takes along. */
public final class FileBlobs implements Blobs {

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path root;

  private FileBlobs(Path root) {
    this.root = root;
  }

  /** In this data directory. */
  public static FileBlobs in(Path data) {
    return new FileBlobs(data.resolve("files").resolve("media"));
  }

  /** Written beside its place and moved there when it is on the disk: whole or not at all. */
  @Override
  public void put(String sha256, byte[] bytes, String contentType) {
    var file = file(sha256);
    try {
      if (Files.exists(file)) {
        return;
      }
      Files.createDirectories(file.getParent(), rights("rwx------"));
      var part = Files.createTempFile(root, ".", ".part", rights("rw-------"));
      try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        var buffer = java.nio.ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      } catch (IOException failed) {
        Files.deleteIfExists(part);
        throw failed;
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      if (POSIX) { // the name, too, has to outlive a power cut
        try (var directory = FileChannel.open(file.getParent())) {
          directory.force(true);
        }
      }
    } catch (IOException failed) {
      throw new StoreFailed("not written into the data directory", failed);
    }
  }

  @Override
  public Optional<byte[]> get(String sha256) {
    try {
      return Optional.of(Files.readAllBytes(file(sha256)));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException failed) {
      throw new StoreFailed("not read from the data directory", failed);
    }
  }

  @Override
  public void delete(String sha256) {
    try {
      Files.deleteIfExists(file(sha256));
    } catch (IOException failed) {
      throw new StoreFailed("not deleted from the data directory", failed);
    }
  }

  private Path file(String sha256) {
    return root.resolve(place(sha256));
  }

  private static String place(String sha256) {
    return sha256.substring(0, 2) + "/" + sha256;
  }

  /** Where bytes lie below {@code files} of a data directory. */
  public static String name(String sha256) {
    return "media/" + place(sha256);
  }

  /** Brings everything that lies in this data directory to another store; what is there goes. */
  public static int moveAll(Path data, Blobs to) throws IOException {
    var from = in(data);
    if (!Files.isDirectory(from.root)) {
      return 0;
    }
    List<String> all;
    try (var found = Files.walk(from.root)) {
      all =
          found
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .filter(name -> name.matches("[0-9a-f]{64}"))
              .toList();
    }
    for (var sha256 : all) {
      var bytes = from.get(sha256).orElseThrow();
      to.put(sha256, bytes, Format.of(bytes).orElseThrow().contentType());
      from.delete(sha256);
    }
    return all.size();
  }

  private static FileAttribute<?>[] rights(String rights) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }
}
