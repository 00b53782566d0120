package linli.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One browser window with the page, and everything that its console complained about. */
final class Tab implements AutoCloseable {

  private final Page page;
  private final String address;
  private final List<String> complaints = new ArrayList<>();

  Tab(Browser browser, String address, int width, int height, double sharpness) {
    this.address = address;
    this.page =
        browser
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, height)
                    .setDeviceScaleFactor(sharpness)
                    .setLocale("zh-CN"))
            .newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
  }

  Tab go(String room, String person) {
    page.navigate(address + "/chat?in=" + encoded(room) + "&as=" + encoded(person));
    return this;
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }

  Page page() {
    return page;
  }

  List<String> complaints() {
    return complaints;
  }

  /** Types it and presses Enter. */
  void say(String text) {
    page.locator("#text").fill(text);
    page.locator("#text").press("Enter");
    assertThat(page.locator("#text")).hasValue("");
  }

  /** Clicks one of the suggested sentences and sends it. */
  void sayHint(String beginning) {
    page.locator(".hint", new Page.LocatorOptions().setHasText(beginning)).first().click();
    page.locator("#text").press("Enter");
    assertThat(page.locator("#text")).hasValue("");
  }

  void forward(String step) {
    page.locator("#step button[value='" + step + "']").click();
    assertThat(page.locator("#step button").first()).isEnabled();
  }

  /** The bot's lines in which this pattern occurs. */
  Locator bot(String pattern) {
    return page.locator(
        ".line.bot", new Page.LocatorOptions().setHasText(Pattern.compile(pattern)));
  }

  Locator room(String title) {
    return page.locator(".room", new Page.LocatorOptions().setHasText(title)).first();
  }

  /** Nothing may stick out on the right. */
  boolean fits() {
    return (Boolean)
        page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth");
  }

  void shoot(Path file) {
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
  }

  @Override
  public void close() {
    page.context().close();
  }
}
