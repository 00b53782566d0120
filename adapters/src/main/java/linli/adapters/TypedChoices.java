package linli.adapters;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import linli.adapters.OutboundMessage.Button;

/** The choices of a message as people type them, where a platform has no buttons or too few. */
public final class TypedChoices {

  private TypedChoices() {}

  /**
   * The message as this platform can show it: itself when its buttons fit; else without them, and
   * with what can be typed below the text where the text does not say so.
   */
  public static OutboundMessage fitted(OutboundMessage message, Capabilities capabilities) {
    if (message.buttons().size() <= capabilities.mostButtons()) {
      return message;
    }
    var choices = message.buttons();
    var text =
        choices.stream().anyMatch(each -> says(message.text(), each))
            ? message.text()
            : message.text() + "\n" + typed(choices);
    return new OutboundMessage(
        message.id(),
        message.conversationId(),
        message.conversationType(),
        message.to(),
        text,
        List.of(),
        message.inReplyTo(),
        message.caseNo(),
        message.createdAt());
  }

  /** Whether the text itself says how this choice is typed. */
  private static boolean says(String text, Button button) {
    return button.key().matches("\\d+")
        ? Pattern.compile("回复?\\D{0,3}" + button.key() + "(?!\\d)").matcher(text).find()
        : text.contains(button.key());
  }

  private static String typed(List<Button> choices) {
    return choices.stream().map(TypedChoices::typed).collect(Collectors.joining("  "));
  }

  private static String typed(Button choice) {
    return choice.key().contains(choice.label())
        ? choice.key()
        : choice.key() + " " + choice.label();
  }
}
