package linli.bot.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import linli.bot.access.Caller;
import linli.bot.http.Answers;
import linli.bot.jobs.JobRun;
import linli.bot.jobs.Jobs;

/** What the service does again and again; for its operator alone. */
final class JobsApi {

  private final Jobs jobs;

  JobsApi(Jobs jobs) {
    this.jobs = jobs;
  }

  void all(RoutingContext context, Caller caller) {
    var answer = Answers.object();
    var list = answer.putArray("jobs");
    for (var job : jobs.all()) {
      list.addObject()
          .put("job", job.name())
          .put("rhythm", job.rhythm())
          .put("missed", job.missed().name())
          .put("nextRunAt", time(job.nextRun()))
          .put("lastStartedAt", time(job.lastStart()))
          .put("lastEndedAt", time(job.lastEnd()))
          .put("lastNode", job.lastNode())
          .put("lastResult", job.lastResult())
          .put("lastItems", job.lastItems());
    }
    Answers.json(context, 200, answer);
  }

  void runs(RoutingContext context, Caller caller) {
    var found = jobs.runs(context.pathParam("job")).orElseThrow(JobsApi::unknown);
    var answer = Answers.object();
    var list = answer.putArray("runs");
    found.forEach(run -> list.add(json(run)));
    Answers.json(context, 200, answer);
  }

  void ask(RoutingContext context, Caller caller) {
    var asked = jobs.ask(context.pathParam("job"), caller.name()).orElseThrow(JobsApi::unknown);
    Answers.json(context, 202, json(asked));
  }

  private static ApiRefused unknown() {
    return ApiRefused.notFound("job", "the name of a job");
  }

  private static ObjectNode json(JobRun run) {
    return Answers.object()
        .put("run", run.id())
        .put("job", run.job())
        .put("result", run.result())
        .put("askedBy", run.askedBy())
        .put("askedAt", time(run.askedAt()))
        .put("node", run.node())
        .put("startedAt", time(run.startedAt()))
        .put("endedAt", time(run.endedAt()))
        .put("items", run.items());
  }

  private static String time(Instant at) {
    return at == null ? null : CaseJson.time(at);
  }
}
