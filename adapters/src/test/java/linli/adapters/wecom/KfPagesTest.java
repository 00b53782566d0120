package linli.adapters.wecom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Media;
import linli.adapters.Mutations;
import linli.adapters.Refusal;
import linli.adapters.Secret;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A page of customer service")
class KfPagesTest {

  private static final Path FILE = Path.of("src/test/resources/linli/adapters/wecom/kf/page.json");

  private static KfPages.Page page() throws IOException {
    return KfPages.read(Files.readAllBytes(FILE));
  }

  private static InboundEvent event(String id) throws IOException {
    return page().events().stream()
        .filter(event -> event.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tells_where_the_next_one_begins() throws IOException {
    assertThat(page().next()).isEqualTo("4gw7MepFLfgF2VC5npN");
    assertThat(page().more()).isTrue();
  }

  @Test
  void has_what_customers_said_and_neither_staff_nor_the_system() throws IOException {
    assertThat(page().events())
        .extracting(InboundEvent::id)
        .containsExactly(
            "from_msgid_1",
            "from_msgid_2",
            "from_msgid_3",
            "from_msgid_4",
            "from_msgid_5",
            "from_msgid_6",
            "from_msgid_9",
            "from_msgid_12");
  }

  @Test
  void says_who_spoke_to_which_account() throws IOException {
    var event = event("from_msgid_1");
    assertThat(event.text()).isEqualTo("楼道灯不亮");
    assertThat(event.sender().id()).isEqualTo("wm1@wk1");
    assertThat(event.conversation().id()).isEqualTo("private:wm1@wk1");
    assertThat(event.sentAt().getEpochSecond()).isEqualTo(1_795_392_000L);
  }

  @Test
  void knows_a_tapped_option_of_ours() throws IOException {
    var event = event("from_msgid_2");
    assertThat(event.action()).isEqualTo("1");
    assertThat(event.replyTo()).isEqualTo("0f3b1c62-9a51-4e2b-8f55-7f2f1c9d1e09");
  }

  @Test
  void names_pictures_and_places() throws IOException {
    assertThat(event("from_msgid_3").media()).containsExactly(Media.image("wecom:m-3"));
    assertThat(event("from_msgid_5").media()).containsExactly(Media.place(36.1, 120.3, "gcj02"));
    assertThat(event("from_msgid_6").text()).isEqualTo("停水通知 https://example.org/w");
  }

  @Test
  void tells_what_was_taken_back() throws IOException {
    var event = event("from_msgid_9");
    assertThat(event.kind()).isEqualTo(Kind.RECALL);
    assertThat(event.target()).isEqualTo("from_msgid_1");
  }

  @Test
  void is_asked_for_from_a_place_on_with_the_ticket() throws IOException {
    var call = KfPages.ask("wk1", "ticket", "c1", new Secret("t"));
    assertThat(call.path()).isEqualTo("/cgi-bin/kf/sync_msg?access_token=t");
    assertThat(new ObjectMapper().readTree(call.body()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"open_kfid\":\"wk1\",\"limit\":200,\"cursor\":\"c1\",\"token\":\"ticket\"}"));
    var first = KfPages.ask("wk1", null, null, new Secret("t"));
    assertThat(new String(first.body(), StandardCharsets.UTF_8))
        .doesNotContain("cursor")
        .doesNotContain("token");
  }

  @Test
  void is_refused_when_it_is_none() {
    assertThatThrownBy(() -> KfPages.read("[]".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void is_read_or_refused_whatever_is_in_it() throws IOException {
    var mutations = new Mutations(20_261_123);
    var original = Files.readAllBytes(FILE);
    var rounds = Boolean.getBoolean("linli.proof") ? 20_000 : 1_000;
    var read = 0;
    for (var round = 0; round < rounds; round++) {
      try {
        KfPages.read(mutations.worse(original));
        read++;
      } catch (Refusal refusal) {
        assertThat(refusal.refused().reason()).isNotBlank();
      }
    }
    assertThat(read).isPositive().isLessThan(rounds);
  }
}
