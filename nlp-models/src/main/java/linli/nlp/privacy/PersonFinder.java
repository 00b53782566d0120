package linli.nlp.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import linli.nlp.PlaceParser;
import linli.nlp.privacy.PersonalDetail.Kind;
import linli.nlp.text.Phrase;

/** Finds door numbers, names with a cue beside them, ages of children and illnesses. */
final class PersonFinder {
  static final String SURNAME =
      "(?:欧阳|司马|上官|诸葛|东方|皇甫|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边])";
  private static final String END = "(?=[\\s,，。;；!！、:：(（\\d]|家|的|电话|手机|在|住|天天|$)";
  private static final Phrase NAME_CUE = Phrase.of("我叫|我是|姓名|名字|名叫|联系人|户主|本人|业主|租户|租客|房东|家属");
  private static final Phrase TITLE =
      Phrase.of(
          "阿姨|叔叔|大爷|大妈|大娘|奶奶|爷爷|婆婆|伯伯|大伯|先生|女士|小姐|大姐|大哥|老太太|老爷子|姨|婶|嫂|[老小].{1,2}(?:家|两口|他|她)");
  private static final Phrase NAMED =
      Phrase.of(
          "(?<=我叫|我是|姓名|名字|名叫|联系人|户主|本人|业主|租户|租客|房东|家属)[:：是]?\\s?("
              + SURNAME
              + "[\\u4e00-\\u9fa5]{1,2}?)"
              + END);
  private static final Pattern AFTER_ROOM =
      Pattern.compile("\\G(?:室|户|的|住户|业主|家)?\\s?(" + SURNAME + "[\\u4e00-\\u9fa5]{1,2}?)" + END);
  private static final Phrase TITLED =
      Phrase.of(
          "("
              + SURNAME
              + "[\\u4e00-\\u9fa5]{0,2}?(?:阿姨|叔叔|大爷|大妈|大娘|奶奶|爷爷|婆婆|伯伯|大伯|先生|女士|小姐|大姐|大哥|老太太|老爷子|姨|婶|嫂))|(?<![\\u4e00-\\u9fa5])([老小]"
              + SURNAME
              + "(?=家|两口|他|她))");
  private static final Phrase CHILD = Phrase.of("孩子|儿子|女儿|闺女|娃|小孩|宝宝|孙子|孙女|小朋友|学生|小学|幼儿园");
  private static final Phrase AGE = Phrase.of("(?:\\d{1,2}|[一二三四五六七八九十]{1,3})(?:岁半?|周岁|个月大)");
  private static final Phrase ILLNESS =
      Phrase.of(
          "自闭症|孤独症|抑郁症?|焦虑症|躁郁症|精神病|精神分裂症?|多动症|癫痫|脑瘫|智力(?:残疾|障碍)|智障(?!机器人)|残疾|聋哑|失明|白血病|艾滋病|乙肝|肺结核|梅毒|肝炎|癌症?|肿瘤|化疗|放疗|透析|尿毒症|糖尿病|心脏病|冠心病|脑梗|中风|偏瘫|瘫痪|老年痴呆|痴呆|阿尔茨海默症?|帕金森|怀孕|流产|不孕|精神残疾|哮喘|红斑狼疮");
  private static final Pattern BUILDING_PART =
      Pattern.compile("^(?:[^号栋幢座#]{0,6}?)(?:号楼|号院|楼栋|栋|幢|座|#楼|#)");

  private PersonFinder() {}

  /**
   * @param text folded to half width, of the original's length
   */
  static List<PersonalDetail> find(String text) {
    List<PersonalDetail> found = new ArrayList<>();
    for (PlaceParser.Found place : PlaceParser.parse(text)) {
      if (place.place().room() != null) {
        addRoom(text, place, found);
      }
    }
    // The long list of surnames is only gone through where a name can stand.
    if (NAME_CUE.isIn(text)) {
      add(Kind.NAME, NAMED, text, found);
    }
    if (TITLE.isIn(text)) {
      add(Kind.NAME, TITLED, text, found);
    }
    add(Kind.HEALTH, ILLNESS, text, found);
    if (CHILD.isIn(text)) {
      add(Kind.AGE, AGE, text, found);
    }
    return found;
  }

  /** The building stays: from the unit to the room all goes, and a name right behind it. */
  private static void addRoom(String text, PlaceParser.Found place, List<PersonalDetail> found) {
    String written = text.substring(place.begin(), place.end());
    Matcher building = BUILDING_PART.matcher(written);
    int begin = place.begin() + (building.find() ? building.end() : 0);
    found.add(new PersonalDetail(Kind.ROOM, begin, place.end()));
    Matcher name = AFTER_ROOM.matcher(text);
    if (name.find(place.end())) {
      found.add(new PersonalDetail(Kind.NAME, name.start(1), name.end(1)));
    }
  }

  private static void add(Kind kind, Phrase phrase, String text, List<PersonalDetail> found) {
    Matcher matcher = phrase.over(text);
    for (int from = 0; phrase.next(matcher, text, from); from = matcher.end()) {
      int group = matcher.groupCount() > 0 ? (matcher.group(1) != null ? 1 : 2) : 0;
      found.add(new PersonalDetail(kind, matcher.start(group), matcher.end(group)));
    }
  }
}
