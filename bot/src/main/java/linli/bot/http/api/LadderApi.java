package linli.bot.http.api;

import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import linli.bot.access.Caller;
import linli.bot.http.Answers;
import linli.bot.whistles.LadderNumbers;

/** How the ladder works, in numbers. */
final class LadderApi {

  private static final Duration LATELY = Duration.ofDays(30);

  private final VisibleEstates estates;
  private final LadderNumbers numbers;
  private final Clock clock;

  LadderApi(VisibleEstates estates, LadderNumbers numbers, Clock clock) {
    this.estates = estates;
    this.numbers = numbers;
    this.clock = clock;
  }

  void numbers(RoutingContext context, Caller caller) {
    var estate = estates.named(context, caller);
    var since = clock.instant().minus(LATELY);
    var answer = Answers.object();
    var grades = answer.putArray("grades");
    for (var grade : numbers.grades(estate.id(), since)) {
      grades
          .addObject()
          .put("grade", grade.grade())
          .put("closed", grade.closed())
          .put("atItsLevel", grade.atItsLevel());
    }
    var whistles = answer.putArray("whistles");
    for (var called : numbers.called(estate.id(), since)) {
      if (caller.partyId() == null || caller.partyId().equals(called.partyId())) {
        whistles
            .addObject()
            .put("party", called.partyId())
            .put("called", called.called())
            .put("arrived", called.arrived())
            .put("inTime", called.inTime())
            .put("late", called.late());
      }
    }
    var deadlines = answer.putArray("deadlines");
    for (var punctual : numbers.punctual(estate.id(), since)) {
      if (caller.partyId() == null || caller.partyId().equals(punctual.partyId())) {
        deadlines
            .addObject()
            .put("party", punctual.partyId())
            .put("over", punctual.over())
            .put("takenInTime", punctual.takenInTime())
            .put("doneInTime", punctual.doneInTime())
            .put("yellow", punctual.yellow())
            .put("red", punctual.red());
      }
    }
    Answers.json(context, 200, answer);
  }
}
