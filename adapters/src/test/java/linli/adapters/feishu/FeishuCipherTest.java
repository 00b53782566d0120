package linli.adapters.feishu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import linli.adapters.Vectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Feishu's cipher")
class FeishuCipherTest {

  @Test
  void opens_the_vendors_own_example() throws IOException {
    var vector = Vectors.get("feishu-published-decrypt-hello");
    var envelope = new ObjectMapper().readTree(vector.request().body());
    var cipher = new FeishuCipher(vector.secret("encrypt_key"));
    assertThat(cipher.decrypt(envelope.get("encrypt").asText()))
        .asString()
        .isEqualTo(vector.expected("plaintext"));
  }
}
