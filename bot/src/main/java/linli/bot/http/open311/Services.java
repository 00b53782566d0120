package linli.bot.http.open311;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import linli.bot.cases.CasePlace;
import linli.bot.estates.Estate;
import linli.bot.speech.Texts;
import linli.nlp.Catalogue;
import linli.nlp.IssueType;

/** What can be reported: the issue types of the catalogue, each with the same two attributes. */
final class Services {

  static final String BUILDING = "building";
  static final String UNIT = "unit";

  private final Door door;
  private final Catalogue catalogue;
  private final Texts texts;

  Services(Door door, Catalogue catalogue, Texts texts) {
    this.door = door;
    this.catalogue = catalogue;
    this.texts = texts;
  }

  Document all(RoutingContext context) {
    door.estate(context, null);
    var list = JsonNodeFactory.instance.arrayNode();
    for (var type : catalogue.issueTypes()) {
      list.addObject()
          .put("service_code", type.id())
          .put("service_name", type.name())
          .put("description", type.definition())
          .put("metadata", true)
          .put("type", "realtime")
          .put("keywords", type.name())
          .put("group", type.group());
    }
    return new Document("services", list);
  }

  Document one(RoutingContext context) {
    var estate = door.estate(context, null);
    var type = named(context.pathParam("id"));
    var answer = JsonNodeFactory.instance.objectNode().put("service_code", type.id());
    var attributes = answer.putArray("attributes");
    var buildings = attribute(attributes, BUILDING, "singlevaluelist");
    buildings.putNull("datatype_description").put("order", 1);
    buildings.put("description", texts.say("open311.attribute.building"));
    buildings(buildings.putArray("values"), estate);
    attribute(attributes, UNIT, "string")
        .put("datatype_description", texts.say("open311.attribute.unit.form"))
        .put("order", 2)
        .put("description", texts.say("open311.attribute.unit"));
    return new Document("service_definition", answer);
  }

  /** The type with this service_code. */
  IssueType named(String code) {
    var type = catalogue.issueType(code);
    if (type == null) {
      throw new Refused(404, "service_code was not found");
    }
    return type;
  }

  private static ObjectNode attribute(ArrayNode to, String code, String datatype) {
    return to.addObject()
        .put("variable", true)
        .put("code", code)
        .put("datatype", datatype)
        .put("required", false);
  }

  private static void buildings(ArrayNode to, Estate estate) {
    for (var name : estate.buildings().keySet()) {
      to.addObject().put("key", name).put("name", CasePlace.buildingName(name));
    }
  }
}
