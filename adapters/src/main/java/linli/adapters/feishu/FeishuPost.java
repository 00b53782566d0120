package linli.adapters.feishu;

import static linli.adapters.Fields.LONGEST_ID;
import static linli.adapters.Fields.LONGEST_TEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import linli.adapters.Fields;
import linli.adapters.InboundEvent.Media;

/** A message of paragraphs with words, links and pictures (富文本), read as text and pictures. */
record FeishuPost(String text, List<Media> pictures) {

  private static final int MOST_PARTS = 500;

  /**
   * Reads one.
   *
   * @param resource makes of a picture's key what it can be fetched with
   */
  static FeishuPost read(Fields content, UnaryOperator<String> resource) {
    var text = new StringBuilder();
    var pictures = new ArrayList<Media>();
    if (content.has("title")) {
      text.append(content.said("title", LONGEST_ID));
    }
    for (var paragraph : content.lists("content", MOST_PARTS)) {
      text.append('\n');
      for (var part : paragraph) {
        switch (part.kind("tag")) {
          case "text", "a", "md" -> text.append(words(part, "text"));
          case "at" -> text.append(words(part, "user_id"));
          case "img" ->
              pictures.add(Media.image(resource.apply(part.looseId("image_key", LONGEST_ID))));
          default -> {}
        }
      }
    }
    return new FeishuPost(text.toString().strip(), pictures);
  }

  private static String words(Fields part, String field) {
    return part.has(field) ? part.said(field, LONGEST_TEXT) : "";
  }
}
