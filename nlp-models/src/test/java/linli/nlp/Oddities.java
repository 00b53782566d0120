package linli.nlp;

import java.util.Arrays;
import java.util.List;

/** Texts that people, platforms and attackers send and that nobody thinks of. */
final class Oddities {
  static final List<String> TEXTS =
      Arrays.asList(
          null,
          "",
          " \n\t",
          "🔥🔥🔥",
          "\ud83d",
          "\udd25着火",
          "\u200b\u200e\u202e\ufeff",
          "\u202e了火着\u202c",
          "。。。???!!!",
          "@小邻",
          "[语音]",
          "\u0000\u0001\u001b[31m",
          "1".repeat(10_000),
          "一".repeat(10_000),
          "3-2-501 ".repeat(1_250),
          "电梯坏了,".repeat(2_000),
          "((((((((([[[[[[{{{{{{\\\\\\",
          "{\"text\":",
          "ﷺﷺﷺ مرحبا שלום",
          "ℌ𝔢𝔩𝔩𝔬 ①②③ ㎡ ½");

  private Oddities() {}
}
