package linli.nlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import linli.nlp.Understanding.Place;
import linli.nlp.text.TextNormalizer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The parser of places")
class PlaceParserTest {

  private static List<Place> places(String text) {
    return PlaceParser.parse(TextNormalizer.normalize(text)).stream()
        .map(PlaceParser.Found::place)
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "8号楼1单元702没电,,8,1,7,702",
    "十二栋三单元二十一层,,12,3,21,",
    "6-2-1503的住户,,6,2,15,1503",
    "C座905,,C,,9,905",
    "西区9号楼,西区,9,,,",
    "三期4幢2单元,三期,4,2,,",
    "９號樓２單元,,9,2,,",
    "5#2-603,,5,2,6,603",
    "14号楼负一层,,14,,-1,",
    "2单元顶层,,,2,顶楼,",
    "8号楼3层西户,,8,,3,西户",
    "12楼1301,,,,12,1301",
    "elevator in building 3 unit 2 is broken,,3,2,,"
  })
  void reads(String text, String zone, String building, String unit, String floor, String room) {
    assertThat(places(text)).first().isEqualTo(new Place(zone, building, unit, floor, room));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "明天9-11点停水",
        "2026-11-25上门",
        "打13900000000",
        "进度 1123-07",
        "每月1.60元",
        "5.1前修好",
        "96333打不通",
        "上楼下楼都累",
        "一层白灰"
      })
  void finds_none_in(String text) {
    assertThat(places(text)).isEmpty();
  }

  @Test
  void returns_every_place_in_the_order_of_the_text() {
    assertThat(places("3-2-501漏到3-2-401"))
        .containsExactly(
            new Place(null, "3", "2", "5", "501"), new Place(null, "3", "2", "4", "401"));
  }

  @Nested
  class On_the_shared_table {
    @Test
    void every_row_holds() {
      for (String[] row : SharedData.rows("addresses.tsv", 6)) {
        List<Place> places = places(row[0]);
        Place wanted = new Place(at(row, 1), at(row, 2), at(row, 3), at(row, 4), at(row, 5));
        if (wanted.equals(new Place(null, null, null, null, null))) {
          assertThat(places).as(row[0]).isEmpty();
        } else {
          assertThat(places).as(row[0]).first().isEqualTo(wanted);
        }
      }
    }

    private String at(String[] row, int column) {
      return SharedData.isEmpty(row[column]) ? null : row[column];
    }
  }
}
