package linli.nlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import linli.nlp.Understanding.Place;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Understanding a message")
class UnderstanderTest {
  private static final Understander UNDERSTANDER = Understander.load();

  private static Understanding understand(String text) {
    return UNDERSTANDER.understand(text);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "@小邻 5号楼1单元电梯停运了,elevator,5,1",
    "8号楼2单元楼道灯不亮,lighting,8,2",
    "6号楼全楼停水了,water_supply,6,",
    "4号楼门口垃圾桶满了没人清,garbage,4,"
  })
  void names_type_and_place(String text, String type, String building, String unit) {
    Understanding said = understand(text);
    assertThat(said.intent()).isEqualTo("report");
    assertThat(said.issues()).first().extracting(Understanding.Issue::type).isEqualTo(type);
    assertThat(said.issues().getFirst().place())
        .isEqualTo(new Place(null, building, unit, null, null));
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource({
    "进度,progress_query",
    "进度 1123-07,progress_query",
    "+1,me_too",
    "1123-07好了 谢谢师傅,confirm_resolved",
    "没好,reopen",
    "撤销 1123-07,withdraw",
    "报名 漏水,reception_signup",
    "取消报名,reception_cancel",
    "1,vote_cast",
    "改投 2,vote_change",
    "绑定 3-2-501,bind",
    "吹哨 1123-07,whistle",
    "认领 12,claim",
    "人工,human",
    "[语音],voice_pending",
    "满意,rate"
  })
  void hears_the_bare_verbs(String text, String intent) {
    assertThat(understand(text).intent()).isEqualTo(intent);
  }

  @Test
  void a_hazard_is_a_report_of_the_highest_urgency() {
    Understanding said = understand("3号楼一单元煤气味好大");
    assertThat(said.hazard()).isEqualTo("gas_leak");
    assertThat(said.urgency()).isEqualTo("P0");
    assertThat(said.issues().getFirst().type()).isEqualTo("gas");
  }

  @Test
  void two_matters_in_two_clauses_are_two_issues() {
    assertThat(understand("二单元电梯停了,三楼的声控灯也不亮").issues())
        .extracting(Understanding.Issue::type)
        .containsExactlyInAnyOrder("elevator", "lighting");
  }

  @Nested
  class With_a_known_home {
    private final Place home = new Place(null, "3", "2", null, "201");

    @Test
    void a_matter_at_home_is_at_home() {
      Understanding said = UNDERSTANDER.understand("我家厨房水管漏水", home);
      assertThat(said.issues().getFirst().place()).isEqualTo(home);
      assertThat(said.places()).isEmpty();
    }

    @Test
    void a_matter_of_the_stairs_is_in_the_unit() {
      Understanding said = UNDERSTANDER.understand("电梯又停了", home);
      assertThat(said.issues().getFirst().place()).isEqualTo(new Place(null, "3", "2", null, null));
    }

    @Test
    void another_building_stays_another_building() {
      Understanding said = UNDERSTANDER.understand("5号楼电梯停了", home);
      assertThat(said.issues().getFirst().place())
          .isEqualTo(new Place(null, "5", null, null, null));
    }
  }

  @Nested
  class On_any_input {
    @Test
    void never_throws() {
      for (String text : Oddities.TEXTS) {
        assertThat(understand(text)).isNotNull();
      }
    }

    @Test
    void nothing_said_is_nothing_understood() {
      for (String text : new String[] {null, "", "  \n", "\u200b\u200e"}) {
        assertThat(understand(text))
            .isEqualTo(new Understanding(null, List.of(), null, null, null, null, List.of(), 0));
      }
    }

    @Test
    void many_threads_get_the_same_answers() throws InterruptedException, ExecutionException {
      String text = "@小邻 3号楼2单元电梯又坏了,楼道灯也不亮";
      Understanding alone = understand(text);
      Callable<Understanding> task = () -> understand(text);
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        for (Future<Understanding> answer : threads.invokeAll(Collections.nCopies(200, task))) {
          assertThat(answer.get()).isEqualTo(alone);
        }
      } finally {
        threads.shutdown();
      }
    }
  }
}
