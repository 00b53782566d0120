package linli.bot.conversation;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Anger about the property company, said among neighbours. It is only counted: one line means
 * nothing, many of many people are an uproar.
 */
enum Anger {
  FEES(
      "物业费",
      "(?:别|不|拒|停)(?:再|去|给他们?)?交(?:了)?(?:这个|他们的?)?物业费|一分(?:钱)?(?:也|都)?(?:别|不)(?:再)?(?:交|给)"
          + "|(?:退|白交)(?:还|了)?(?:我们?)?(?:的)?物业费|物业费(?:白交|喂狗|退(?:给我们|回来))|凭什么(?:还)?交物业费"),
  DISMISSAL(
      "换物业",
      "换(?:掉|了|个|家|一家)?(?:这个)?物业|(?:炒|开|辞)(?:掉|了|退)?(?:这个)?物业|赶(?:走|出去)?(?:这个)?物业|物业(?:滚|下课|下台|走人)"
          + "|早(?:就)?该换(?:了|掉)"),
  SERVICE(
      "服务",
      "物业.{0,6}(?:吃干饭|不干(?:活|事|人事)|不作为|是?垃圾(?:$|[!!。,,])|黑心|流氓|无赖|骗子|坑(?:人|钱|我们)|缺德|不要脸|装死|摆烂"
          + "|恶心|混账|废物)|收钱不(?:干|办|管)(?:活|事)?|吃干饭|光(?:知道)?收钱|只(?:会|知道)收钱"),
  PROTEST(
      "维权",
      "曝光(?:他们|物业|一下)|找(?:媒体|电视台|记者)|上电视|(?:去)?堵(?:住)?(?:物业|办公室|大门|他们)|拉横幅"
          + "|集体(?:上访|维权|投诉|起诉|拒交)|一起(?:去)?(?:闹|维权|投诉|告)|起诉(?:他们|物业)|告(?:死)?(?:他们|物业)"),
  FED_UP("情绪", "忍(?:不了|够了)|忍无可忍|受够了|太(?:气人|过分|欺负人|欺人)|欺人太甚|没法住(?:人)?了|气死(?:我|人)");

  /** Who asks is not angry yet. */
  private static final Pattern ASKS = Pattern.compile("[??]|[吗呢]|能不能|可不可以|是不是|请问");

  private final String topic;
  private final Pattern words;

  Anger(String topic, String words) {
    this.topic = topic;
    this.words = Pattern.compile(words);
  }

  /** What the anger is about, in a word. */
  String topic() {
    return topic;
  }

  static Optional<Anger> in(String text) {
    if (ASKS.matcher(text).find()) {
      return Optional.empty();
    }
    for (var anger : values()) {
      if (anger.words.matcher(text).find()) {
        return Optional.of(anger);
      }
    }
    return Optional.empty();
  }
}
