package linli.bot.chat;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import linli.bot.chat.Views.ClockView;
import linli.bot.chat.Views.LineView;
import linli.bot.chat.Views.PageView;
import linli.bot.chat.Views.PickerView;
import linli.bot.chat.Views.RoomView;
import linli.bot.chat.Views.RoomsView;
import linli.bot.due.DemoTime;

/** The page and its parts as HTML; everything that people said is escaped by the templates. */
final class Pages {

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), "linli.bot");

  private final Cast cast;
  private final Transcript transcript;
  private final DemoTime time;

  Pages(Cast cast, Transcript transcript, DemoTime time) {
    this.cast = cast;
    this.transcript = transcript;
    this.time = time;
  }

  /**
   * The whole page.
   *
   * @param lines what the conversation shows at first
   * @param from where the stream goes on behind them
   */
  String page(Place place, List<Line> lines, String from) {
    var view =
        new PageView(
            place,
            hint(place.in()),
            roomsView(place),
            lines.stream().map(line -> new LineView(line, place)).toList(),
            ClockView.of(time.now()),
            Hints.of(place, transcript),
            picker(place),
            from);
    return html("page", view);
  }

  String line(Place place, Line line) {
    return html("line", new LineView(line, place));
  }

  String rooms(Place place) {
    return html("rooms", roomsView(place));
  }

  String hints(Place place) {
    return html("hints", Hints.of(place, transcript));
  }

  String clock() {
    return html("clock", ClockView.of(time.now()));
  }

  private static String html(String template, Object view) {
    var output = new StringOutput();
    TEMPLATES.render("chat/" + template + ".jte", view, output);
    return output.toString();
  }

  private PickerView picker(Place place) {
    return new PickerView(
        place,
        cast.people(Person.Kind.RESIDENT),
        cast.people(Person.Kind.STAFF),
        cast.people(Person.Kind.GUEST));
  }

  private RoomsView roomsView(Place place) {
    var groups = new ArrayList<RoomView>();
    var talks = new ArrayList<RoomView>();
    var rest = new ArrayList<RoomView>();
    for (var room : cast.rooms()) {
      var view = roomView(place, room);
      if (!room.isPrivate()) {
        groups.add(view);
      } else if (transcript.last(room.id()) > 0 || isOwn(place, room)) {
        talks.add(view);
      } else {
        rest.add(view);
      }
    }
    talks.sort(
        Comparator.comparing((RoomView view) -> !isOwn(place, view.room()))
            .thenComparing(view -> -transcript.last(view.room().id())));
    return new RoomsView(groups, talks, rest);
  }

  private static boolean isOwn(Place place, Room room) {
    return place.as().name().equals(room.person());
  }

  private RoomView roomView(Place place, Room room) {
    return new RoomView(
        room,
        hint(room),
        room.address(place.as().name()),
        room.id().equals(place.in().id()),
        transcript.unread(room.id()),
        Person.tone(room.title()));
  }

  private String hint(Room room) {
    return switch (room.kind()) {
      case RESIDENTS -> room.building() == null ? "全小区的居民" : room.building() + "号楼的居民";
      case STAFF -> "工作人员在这里接单";
      case PRIVATE -> cast.person(room.person()).orElseThrow().hint();
    };
  }
}
