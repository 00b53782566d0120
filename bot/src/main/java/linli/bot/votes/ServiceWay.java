package linli.bot.votes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a ballot was handed to an owner (送达方式). */
public enum ServiceWay {
  IN_PERSON("当面|面交|签收|当面签收|本人签收"),
  /** Left where he lives: in the letter box, under the door. */
  AT_HOME("上门|入户|留置|信箱|门缝|放门口"),
  POST("邮寄|快递|挂号信?|邮政"),
  MESSAGE("短信|微信|邮件|电子邮件"),
  /** A public notice, for who cannot be reached otherwise. */
  NOTICE("公告|公示|张贴");

  private final Pattern words;

  ServiceWay(String words) {
    this.words = Pattern.compile("(?:" + words + ")(?:送达|了|的)?");
  }

  /** As files and the API spell it: {@code in_person}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static List<String> codes() {
    return Arrays.stream(values()).map(ServiceWay::code).toList();
  }

  public static Optional<ServiceWay> ofCode(String code) {
    return Arrays.stream(values()).filter(way -> way.code().equals(code)).findFirst();
  }

  /** As people write it: 上门. */
  public static Optional<ServiceWay> said(String word) {
    return Arrays.stream(values()).filter(way -> way.words.matcher(word).matches()).findFirst();
  }
}
