package linli.nlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The hazard gate")
class HazardGateTest {
  private static final HazardGate GATE = HazardGate.load();
  private static final Understander UNDERSTANDER = Understander.load();

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource({
    "六楼厨房好大的燃气味,gas_leak",
    "灶上软管嘶嘶漏气,gas_leak",
    "车库里一辆车烧起来了,fire",
    "四楼窗户冒黑烟,fire",
    "我们被关在电梯里了,elevator_trapped",
    "俺娘晕倒了叫不醒,medical",
    "独居的王大爷好几天没露面了,person_down",
    "路边高压线断了垂下来冒火花,electric",
    "楼上又往下扔酒瓶 差点砸到孩子,falling_object",
    "有个女的站在天台边上要跳楼,fall_risk",
    "门口有人持刀砍人,violence",
    "水管爆了 楼道全淹了,flood",
    "地库里一股浓浓的汽油味,chem_fuel",
    "我家老人走丢了 谁看见了,missing_person",
    "我老公打我 谁来帮帮我,violence",
    "楼上传来惨叫声 不知道怎么了,violence",
    "井盖没了孩子掉下去了 在井里哭,medical",
    "人工湖里有个小孩在挣扎,medical",
    "老头滑到池塘里了 爬不上来,medical",
    "孩子的脑袋卡在楼梯扶手中间 出不来,fall_risk",
    "隔壁着了 快点,fire",
    "爷爷不见了 拄着拐棍 早上出门的,missing_person",
    "孩子走丢了 手机找不到也打不通,missing_person",
    "电梯经常关人 今天我妈又被关在里面,elevator_trapped",
    "请政府管管 我被关在电梯里了 投诉举报都没用,elevator_trapped",
    "電梯裡面困住了人,elevator_trapped",
    "樓道裡起火了,fire"
  })
  void hears(String text, String hazard) {
    assertThat(GATE.check(text).hazard()).isEqualTo(hazard);
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource({
    "隔壁女的在哭喊 求他别再打了,violence",
    "对门女的一直哭喊 求那男的别打她,violence",
    "昨天修过的水管爆了 水柱冲着电梯井灌进去了,flood",
    "那女孩昨天就哭 现在人翻到栏杆外面了 别出声,fall_risk",
    "孩子走丢了 手里抱着小狗玩偶 找了两个钟头,missing_person",
    "爷爷走丢了 遛狗出去的 狗自己回来了人没回,missing_person",
    "昨晚闻到的煤气味更浓了 头都晕,gas_leak"
  })
  void asks_the_model_where_a_word_of_the_rules_denies(String text, String hazard) {
    assertThat(GATE.check(text)).isEqualTo(new HazardGate.Hit(hazard, null));
  }

  /** Each holds a word that elsewhere shows that nothing happens. */
  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource({
    "3号楼着火了 户主在外省打工 家里没人,fire",
    "楼下冒烟了 烟往楼道里灌,fire",
    "我家真着火了怎么办,fire",
    "女主人家里着火了,fire",
    "楼道里有人打架动刀了 听口音是外省的,violence",
    "有人拿刀打架 刚劝开了又打起来了,violence",
    "电梯又困人了 已经半个钟头没人来,elevator_trapped",
    "发生困人事故了 三单元电梯 快来人,elevator_trapped",
    "楼上扔垃圾砸到孩子头了,falling_object",
    "楼上老往下扔东西 刚又砸下来一个花盆,falling_object",
    "老人晕倒在楼道了 他儿子说人没事 可是叫不醒,medical",
    "我妈走丢了 刚才碰见的人说她往东门去了 还没找到,missing_person",
    "暖气旁边一股煤气味,gas_leak",
    "装修的砸墙把煤气管砸漏了,gas_leak",
    "空调冷凝水管断了滴到电线上冒火花,electric",
    "常年漏水 现在水管突然爆了,flood"
  })
  void lets_no_other_word_hide_a_danger(String text, String hazard) {
    assertThat(GATE.check(text)).isEqualTo(new HazardGate.Hit(hazard, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "家里进贼了 电话13800138000",
        "听见隔壁一直砸东西 女的在哭 我的电话是13800138000",
        "三楼有糊味还有烟 联系电话:13800138000",
        "爷爷到现在没回家 手机 138 0013 8000",
        "电梯按钮不亮 我的手机13800138000",
        "周末羽毛球缺一人 微信13800138000"
      })
  void judges_at_ingress_what_is_judged_later(String text) {
    assertThat(GATE.check(text).hazard()).isEqualTo(UNDERSTANDER.understand(text).hazard());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "去年五号楼着火那回真吓人",
        "下周三消防演练会冒烟 大家别慌",
        "跳楼价清仓 全场五折",
        "周末吃火锅去不去",
        "昨晚看的电影里电梯困人那段太假",
        "没有着火 是锅糊了",
        "万一着火了消防车怎么进得来",
        "专业清洗油烟机煤气灶 优惠价 扫码下单",
        "煤气灶打不着火",
        "打架子鼓能不能轻点",
        "我家孩子的水彩笔丢了 下午在凉亭画画来着",
        "奶奶的老花镜找不到了 帮忙看看有没有落在活动室",
        "孩子找不到红领巾了 明天升旗",
        "儿子的校牌不见了 放学路上掉的",
        "煤气灶点着火了 晚饭总算有了",
        "楼下火锅店生意好得冒烟",
        "热得都快着火了",
        "笑得喘不过气来了 太逗了",
        "喊了半天没人开门 快递员",
        "他打我电话打不通",
        "我家着了凉的就有三口人",
        "狗在河里扑腾 孩子看得不肯走",
        "球卡在护栏中间了 孩子够不着",
        "尊敬的领导:我们小区电梯多次困人,去年还起火,消防通道长年被占,一旦发生火灾消防车进不来,物业不闻不问,恳请有关部门督促整改,还业主一个安全的家。"
      })
  void stays_quiet_at(String text) {
    assertThat(GATE.check(text).hazard()).isNull();
  }

  @Test
  void tells_what_a_veto_suppressed() {
    assertThat(GATE.check("去年五号楼着火那回真吓人").vetoed()).isEqualTo("fire");
    assertThat(GATE.check("跳楼价清仓 在楼顶的店里").vetoed()).isEqualTo("fall_risk");
  }

  @Nested
  class On_any_input {
    @Test
    void never_throws() {
      for (String text : Oddities.TEXTS) {
        assertThat(GATE.check(text)).isNotNull();
      }
    }

    @Test
    void stays_linear() {
      String text = "煤气味昨天电梯困人着火没有".repeat(1000);
      long start = System.nanoTime();
      GATE.check(text);
      assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    }
  }

  @Nested
  class On_the_shared_table {
    @Test
    void every_emergency_row_holds() {
      for (String[] row : SharedData.rows("emergency_cases.tsv", 5)) {
        String hazard = GATE.check(row[0]).hazard();
        if (SharedData.isEmpty(row[3])) {
          assertThat(hazard).as(row[0]).isNull();
        } else {
          assertThat(List.of(row[3].split("\\|"))).as(row[0]).contains(String.valueOf(hazard));
        }
      }
    }
  }
}
