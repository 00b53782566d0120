package linli.bot.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import linli.bot.media.Blobs.StoreFailed;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Bytes that are kept")
class BlobsTest {

  private static final byte[] BYTES = Samples.latin("bytes\0\u00ff");
  private static final String SHA256 = SignatureV4.sha256(BYTES);

  @TempDir Path data;

  private static void contract(Blobs blobs) {
    assertThat(blobs.get(SHA256)).isEmpty();
    blobs.delete(SHA256);
    blobs.put(SHA256, BYTES, "image/jpeg");
    blobs.put(SHA256, BYTES, "image/jpeg");
    assertThat(blobs.get(SHA256)).contains(BYTES);
    blobs.delete(SHA256);
    assertThat(blobs.get(SHA256)).isEmpty();
  }

  private static void withS3(S3StandIn store, String secretKey, Consumer<Blobs> check) {
    try (var blobs =
        new S3Blobs(TestDatabase.vertx(), store.settings(secretKey), Clock.systemUTC())) {
      check.accept(blobs);
    }
  }

  @Test
  void lie_in_the_data_directory_for_nobody_else() throws IOException {
    var blobs = FileBlobs.in(data);
    contract(blobs);
    blobs.put(SHA256, BYTES, "image/jpeg");
    var file = data.resolve("files/media/" + SHA256.substring(0, 2) + "/" + SHA256);
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    assertThat(Files.getPosixFilePermissions(file.getParent())).hasSize(3);
    try (var files = Files.walk(data)) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(file);
    }
  }

  @Test
  void lie_in_a_bucket_under_a_signature() {
    try (var store = new S3StandIn()) {
      withS3(store, store.settings().secretKey().value(), BlobsTest::contract);
      withS3(
          store,
          store.settings().secretKey().value(),
          blobs -> blobs.put(SHA256, BYTES, "image/jpeg"));
      assertThat(store.objects()).containsOnlyKeys("/photos/linli/" + SHA256);
    }
  }

  @Test
  void are_not_believed_to_be_kept_when_the_store_says_no() {
    try (var store = new S3StandIn()) {
      withS3(
          store,
          "another key",
          blobs ->
              assertThatThrownBy(() -> blobs.put(SHA256, BYTES, "image/jpeg"))
                  .isInstanceOf(StoreFailed.class)
                  .hasMessageContaining("403"));
      store.fail(true);
      withS3(
          store,
          store.settings().secretKey().value(),
          blobs ->
              assertThatThrownBy(() -> blobs.get(SHA256))
                  .isInstanceOf(StoreFailed.class)
                  .hasMessageContaining("500"));
    }
  }
}
