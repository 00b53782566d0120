package linli.nlp.privacy;

/** A piece of personal data (个人信息) in a text: characters {@code begin} to {@code end} exclusive. */
public record PersonalDetail(Kind kind, int begin, int end) {

  /** What it is, and what the public copy says instead. */
  public enum Kind {
    IDENTITY_NUMBER("身份证号"),
    BANK_CARD("银行卡号"),
    MOBILE("手机号"),
    TELEPHONE("电话"),
    PLATE("车牌号"),
    MAIL("邮箱"),
    ACCOUNT("账号"),
    ROOM("房号"),
    NAME("姓名"),
    AGE("年龄"),
    HEALTH("健康信息");

    private final String name;

    Kind(String name) {
      this.name = name;
    }

    public String hidden() {
      return "【" + name + "已隐藏】";
    }
  }

  boolean overlaps(PersonalDetail other) {
    return begin < other.end && other.begin < end;
  }
}
