package linli.bot.chat;

import java.util.List;
import linli.bot.chat.Views.HintsView;

/** First sentences to click, for who does not know what one can say here. */
final class Hints {

  private static final String BEFORE_A_CASE = "居民一报事,单号就会出现在这里";

  private Hints() {}

  /** What suits this person in this conversation, with the newest case number filled in. */
  static HintsView of(Place place, Transcript transcript) {
    return switch (place.in().kind()) {
      case RESIDENTS -> sentences(inGroup(place));
      case STAFF ->
          place.as().isStaff() ? staff(place, transcript) : new HintsView(List.of(), "这是物业的群");
      case PRIVATE -> place.as().isStaff() ? staff(place, transcript) : sentences(alone());
    };
  }

  private static HintsView sentences(List<String> sentences) {
    return new HintsView(sentences, "");
  }

  private static List<String> inGroup(Place place) {
    if (place.in().building() == null) {
      return List.of("@小邻 2号楼东门的路灯不亮了", "5号楼一单元着火了", "@小邻 进度", "周末有人一起跳绳吗");
    }
    var building = place.in().building() + "号楼";
    return List.of(
        "@小邻 " + building + "2单元电梯又坏了", "我家也是,电梯门关不上", "三号楼一单元好浓的煤气味", "@小邻 电梯几点能好", "今天天气真好");
  }

  private static List<String> alone() {
    return List.of("厨房顶上滴水,楼上三天没人管", "进度", "好了", "没好,还是老样子", "人工");
  }

  private static HintsView staff(Place place, Transcript transcript) {
    var newest = transcript.newestCase(place.in().id());
    if (newest.isEmpty()) {
      return new HintsView(List.of(), BEFORE_A_CASE);
    }
    var no = newest.get();
    return sentences(
        List.of("接单 " + no, "到场 " + no, "到岗 " + no, "办结 " + no + " 更换了门锁触点", "详情 " + no));
  }
}
