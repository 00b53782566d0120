package linli.bot.conversation;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import linli.bot.cases.CasePlace;
import linli.bot.estates.PlaceNames.PlaceName;
import linli.bot.estates.PlaceRegister;
import linli.nlp.Understander;

/** 地名: staff teach the bot what people call the places of their estate. */
final class PlaceNameTalk {

  private static final Set<String> MAY_NAME =
      Set.of("grid_worker", "building_head", "secretary", "property_manager", "customer_service");

  private static final Pattern NAMED = Pattern.compile("(\\S{2,12})\\s*[==]\\s*(\\S{1,20})");
  private static final Pattern REMOVED = Pattern.compile("(?:删|删除|去掉)\\s*(\\S{2,12})");
  private static final Pattern CHINESE = Pattern.compile(".*\\p{IsHan}.*");

  private final PlaceRegister register;
  private final Understander understander;
  private final Answers answers;

  PlaceNameTalk(PlaceRegister register, Understander understander, Answers answers) {
    this.register = register;
    this.understander = understander;
    this.answers = answers;
  }

  /** 地名 喷泉那 = 中心花园; 地名 删 喷泉那; 地名 alone lists them. */
  String command(Turn turn, String words) {
    if (turn.speaker().roles().stream().noneMatch(r -> MAY_NAME.contains(r.role()))) {
      return say(turn, "place-name.not-yours");
    }
    if (words.isBlank()) {
      return list(turn);
    }
    var removed = REMOVED.matcher(words);
    if (removed.matches()) {
      return remove(turn, removed.group(1));
    }
    var named = NAMED.matcher(words);
    return named.matches() && CHINESE.matcher(named.group(1)).matches()
        ? put(turn, named.group(1), named.group(2))
        : say(turn, "place-name.form");
  }

  private String list(Turn turn) {
    var all = register.all(turn.tx(), turn.estate().id());
    if (all.isEmpty()) {
      return say(turn, "place-name.none");
    }
    var list =
        all.stream().map(p -> p.name() + "=" + p.meaning()).collect(Collectors.joining("\n"));
    answers.alone(turn, "place-name.list", "n", all.size(), "list", list);
    return "answered";
  }

  private String remove(Turn turn, String name) {
    var removed = register.remove(turn.tx(), turn.estate().id(), name);
    return say(turn, removed ? "place-name.removed" : "place-name.unknown", "name", name);
  }

  private String put(Turn turn, String name, String meaning) {
    var places = understander.understandAddressed(meaning).places();
    var place = places.isEmpty() ? null : places.getFirst();
    if (place == null || place.building() == null) {
      return put(turn, new PlaceName(name, meaning, null, null));
    }
    var building = turn.estate().building(place.building());
    if (building.isEmpty()
        || place.unit() != null && !building.get().units().contains(place.unit())) {
      return say(turn, "place-name.no-building", "meaning", meaning);
    }
    var proper = new CasePlace(place.building(), place.unit(), null, null).toUnit();
    return put(turn, new PlaceName(name, proper, place.building(), place.unit()));
  }

  private String put(Turn turn, PlaceName place) {
    register.put(turn.tx(), turn.estate().id(), place, turn.speaker().personId(), turn.now());
    return say(turn, "place-name.put", "name", place.name(), "meaning", place.meaning());
  }

  private String say(Turn turn, String key, Object... gaps) {
    answers.say(turn, key, gaps);
    return "answered";
  }
}
