package linli.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The chat page in a browser")
class ChatPageTest {

  private static final String BUILDING = "3号楼邻里群";
  private static final String STAFF = "派单群";

  private static Playwright driver;
  private static Browser browser;
  private RunningService service;
  private final List<Tab> tabs = new ArrayList<>();

  @BeforeAll
  static void launch() {
    var program = Chromium.find();
    if (program.isEmpty()) {
      System.out.println("no Chromium on this machine: the page tests are skipped");
    }
    Assumptions.assumeTrue(program.isPresent(), "no Chromium on this machine");
    driver = Chromium.driver();
    browser = Chromium.launch(driver, program.get());
  }

  @AfterAll
  static void quit() {
    if (driver != null) {
      driver.close();
    }
  }

  @BeforeEach
  void start() {
    service = RunningService.fresh();
  }

  @AfterEach
  void stop() {
    var complaints = tabs.stream().flatMap(tab -> tab.complaints().stream()).toList();
    tabs.forEach(Tab::close);
    service.close();
    assertThat(complaints).isEmpty();
  }

  private Tab desktop() {
    return tab(1280, 800, 1);
  }

  private Tab phone() {
    return tab(360, 740, 2);
  }

  private Tab tab(int width, int height, double sharpness) {
    var tab = new Tab(browser, service.address(), width, height, sharpness);
    tabs.add(tab);
    return tab;
  }

  @Test
  void a_newcomer_plays_a_broken_lift_from_both_sides() {
    var chen = desktop().go(BUILDING, "老陈");
    chen.forward("morning");
    assertThat(chen.page().locator("#clock")).containsText("08:0");

    chen.sayHint("@小邻 3号楼2单元电梯");
    assertThat(chen.bot("收到。已受理【\\d{4}-01】电梯故障")).hasCount(1);
    assertThat(chen.room(STAFF).locator("em")).hasText("1");

    var zhou = desktop().go(STAFF, "小周");
    var order = zhou.bot("加急【\\d{4}-01】电梯故障");
    assertThat(order).hasCount(1);
    press(order, "接单");
    assertThat(zhou.bot("✅已接单")).hasCount(1);
    assertThat(chen.bot("维保周师傅已接单")).hasCount(1);

    theFirstHalfHour(chen, zhou);
    whatWasSaidIsThereAgain(chen);
    shoot(chen, "chat.png");
    itFitsOnAPhone();
    itComesBackAfterARestart();
  }

  private static void press(Locator line, String button) {
    line.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button)).first().click();
  }

  private static void theFirstHalfHour(Tab chen, Tab zhou) {
    chen.go(BUILDING, "阿梅").sayHint("三号楼一单元好浓的煤气味");
    assertThat(chen.bot("⚠疑似燃气泄漏.*119")).hasCount(1);
    assertThat(zhou.bot("🚨紧急")).hasCount(1);
    assertThat(chen.room("阿梅").locator("em")).hasText("1");
    chen.forward("30m");
    assertThat(zhou.page().locator("#clock")).containsText("08:3");
    // Nobody came: the next in the chain has been called, each at the right minute.
    assertThat(chen.room("李经理").locator("em")).hasText("1");
    chen.room("李经理").click();
    assertThat(chen.bot("5分钟无人到岗")).hasCount(1);
  }

  private static void whatWasSaidIsThereAgain(Tab chen) {
    chen.go(BUILDING, "老陈");
    chen.page().reload();
    assertThat(chen.page().locator(".line.mine p").first()).hasText("@小邻 3号楼2单元电梯又坏了");
    assertThat(chen.page().locator(".line.other p").first()).hasText("三号楼一单元好浓的煤气味");
  }

  private void itFitsOnAPhone() {
    var phone = phone().go(BUILDING, "老陈");
    assertThat(phone.bot("⚠疑似燃气泄漏")).hasCount(1);
    assertThat(phone.fits()).isTrue();
    assertThat(phone.page().locator("#text")).isInViewport();
    shoot(phone, "chat-phone.png");
    phone.room(STAFF).click();
    assertThat(phone.page().locator("h2")).hasText(STAFF);
    assertThat(phone.fits()).isTrue();
  }

  /** The bot's lines come from the database; an open tab finds back by itself. */
  private void itComesBackAfterARestart() {
    tabs.forEach(Tab::close);
    tabs.forEach(tab -> assertThat(tab.complaints()).isEmpty());
    tabs.clear();
    service = service.restarted();
    var chen = desktop().go(BUILDING, "老陈");
    assertThat(chen.bot("收到。已受理")).hasCount(1);
    assertThat(chen.page().locator(".line.mine")).hasCount(0);
    assertThat(chen.page().locator("#clock")).containsText("08:3");
    assertThat(service.stop()).isLessThan(8_000);
    chen.complaints().clear(); // that the connection broke
  }

  @Test
  void a_line_is_quoted_and_a_photo_goes_along_and_words_stay_words() {
    var tab = desktop().go("private:老陈", "老陈");
    wordsStayWords(tab);
    tab.go("private:刘姨", "刘姨");
    quoteWithPhoto(tab);
    choosing(tab);
  }

  private static void wordsStayWords(Tab tab) {
    tab.say("<img src=x onerror=alert(1)><b>电梯</b>坏了");
    assertThat(tab.page().locator(".line.mine p"))
        .hasText("<img src=x onerror=alert(1)><b>电梯</b>坏了");
    assertThat(tab.bot(".")).not().hasCount(0);
    assertThat(tab.page().locator("#lines b")).hasCount(0);
  }

  private static void quoteWithPhoto(Tab tab) {
    tab.say("厨房顶上滴水,楼上三天没人管");
    var receipt = tab.bot("已受理");
    assertThat(receipt).hasCount(1);
    receipt.locator(".cite").click();
    assertThat(tab.page().locator("#quote")).isVisible();
    tab.page().locator("[name=photo]").check();
    tab.say("更严重了");
    assertThat(tab.page().locator(".line.mine q")).containsText("已受理");
    assertThat(tab.page().locator(".line.mine img")).hasCount(1);
    assertThat(tab.page().locator("#quote")).isHidden();
  }

  private static void choosing(Tab tab) {
    tab.page().locator("#who select").selectOption("张大爷");
    assertThat(tab.page().locator("h2")).hasText("张大爷");
    assertThat(tab.page().locator(".line")).hasCount(0);
  }

  /** {@code -Dlinli.screenshots=DIRECTORY} keeps pictures, relative to the repository. */
  private static void shoot(Tab tab, String name) {
    var directory = System.getProperty("linli.screenshots", "");
    if (!directory.isBlank()) {
      tab.shoot(Path.of(System.getProperty("linli.root")).resolve(directory).resolve(name));
    }
  }
}
