package linli.bot.chat;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import linli.bot.speech.ChinaTime;

/** What the templates show: everything decided, nothing to look up. */
final class Views {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("M月d日 EEE", Locale.CHINA);

  private Views() {}

  /** A line in the eyes of whoever is being played. */
  record LineView(Line line, Place place) {

    boolean isMine() {
      return place.as().name().equals(line.speaker());
    }

    /** {@code mine}, {@code bot}, {@code alarm}, or that of a neighbour. */
    String look() {
      if (line.isAlarm()) {
        return "bot alarm";
      }
      return line.isBot() ? "bot" : isMine() ? "mine" : "other";
    }

    String name() {
      return line.isBot() ? "小邻" : line.speaker();
    }

    String initial() {
      return line.isBot() ? "邻" : Person.initial(line.speaker());
    }

    int tone() {
      return Person.tone(name());
    }

    /** Where what was sent along is shown to whoever takes part in the conversation. */
    String photo() {
      var query = place.in().address(place.as().name()).replaceFirst("^/chat", "");
      return "/chat/photo/" + line.photo() + query;
    }

    String moment() {
      return day(line.at()) + " " + ChinaTime.clock(line.at());
    }
  }

  /** A conversation in the list. */
  record RoomView(Room room, String hint, String address, boolean open, int unread, int tone) {
    String initial() {
      return room.isPrivate() ? Person.initial(room.title()) : "群";
    }

    String look() {
      return (open ? "open " : "") + (unread > 0 ? "news" : "");
    }
  }

  /** The list of conversations; {@code rest} are those in which nothing was said yet. */
  record RoomsView(List<RoomView> groups, List<RoomView> talks, List<RoomView> rest) {}

  /** The demo's clock. */
  record ClockView(String day, String time) {
    static ClockView of(Instant now) {
      return new ClockView(Views.day(now), ChinaTime.clock(now));
    }
  }

  /** Sentences to begin with, and a word where there are none. */
  record HintsView(List<String> sentences, String otherwise) {}

  /** The people that can be chosen, in three groups. */
  record PickerView(Place place, List<Person> residents, List<Person> staff, List<Person> guests) {}

  /**
   * The whole page.
   *
   * @param from the place in the stream from which the page goes on
   */
  record PageView(
      Place place,
      String hint,
      RoomsView rooms,
      List<LineView> lines,
      ClockView clock,
      HintsView hints,
      PickerView picker,
      String from) {}

  static String day(Instant at) {
    return DAY.format(at.atZone(ChinaTime.ZONE));
  }
}
