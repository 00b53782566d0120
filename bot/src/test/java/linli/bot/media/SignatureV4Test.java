package linli.bot.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import linli.adapters.Secret;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Amazon's own examples ("Authenticating Requests: Using the Authorization Header", 2013-05-24).
 */
@DisplayName("The signature of a request to S3")
class SignatureV4Test {

  private static final Instant NOW = Instant.parse("2013-05-24T00:00:00Z");

  private final SignatureV4 signature =
      new SignatureV4(
          "AKIAIOSFODNN7EXAMPLE",
          new Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
          "us-east-1");

  @Test
  void is_amazon_s_for_getting() {
    var headers = Map.of("host", "examplebucket.s3.amazonaws.com", "range", "bytes=0-9");
    var signed = signature.sign("GET", "/test.txt", headers, new byte[0], NOW);
    assertThat(signed.get("authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  void is_amazon_s_for_putting() {
    var headers =
        Map.of(
            "host", "examplebucket.s3.amazonaws.com",
            "date", "Fri, 24 May 2013 00:00:00 GMT",
            "x-amz-storage-class", "REDUCED_REDUNDANCY");
    var body = "Welcome to Amazon S3.".getBytes(StandardCharsets.UTF_8);
    var signed = signature.sign("PUT", "/test%24file.text", headers, body, NOW);
    assertThat(signed.get("authorization"))
        .endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }
}
