package linli.bot;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import linli.bot.due.DueWork;
import linli.bot.estates.DemoData;
import linli.bot.estates.Estate;
import linli.bot.estates.EstateClaims;
import linli.bot.estates.EstateFacts;
import linli.bot.estates.EstateFile;
import linli.bot.estates.EstateFileCheck;
import linli.bot.estates.EstateHealth;
import linli.bot.estates.EstateImport;
import linli.bot.estates.EstateSettings;
import linli.bot.estates.Estates;
import linli.bot.estates.LocalNumbers;
import linli.bot.estates.StaffBook;
import linli.bot.estates.StaffBook.Post;
import linli.bot.estates.StaffRole;
import linli.bot.estates.roster.DutyImport;
import linli.bot.receptions.ReceptionPlanner;
import linli.bot.speech.OwnWords;
import linli.bot.speech.Texts;
import linli.bot.store.CannotStart;
import linli.bot.store.EstateLock;
import linli.bot.store.Transaction;
import linli.nlp.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * {@code ./linli estate}: sets up estates. Works beside a running service, which sees the change
 * within a second, and without one. docs/first-day.md walks through it.
 */
@Command(
    name = "estate",
    description = "set up an estate (小区): see docs/first-day.md",
    mixinStandardHelpOptions = true)
final class EstateCommand {

  private static final int WRONG = 1;

  @Spec private CommandSpec command;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "settings; see config/linli.example.yml")
  private Path file;

  private final Clock clock = Clock.system(Main.ZONE);

  // --- the estate itself ------------------------------------------------------------------------

  @Command(name = "add", description = "make an estate from its file, or show what changed in it")
  int add(
      @Parameters(paramLabel = "FILE", description = "NAME.estate.yml") Path estateFile,
      @Option(names = "--apply", description = "change the estate, do not only show")
          boolean apply) {
    var estate = EstateFiles.read(estateFile);
    var problems = EstateFileCheck.problems(estate, Catalogue.load());
    if (estate.demo()) {
      throw new CannotStart("demo: expected an estate that is real, got demo: true");
    }
    if (!problems.isEmpty()) {
      return refuse(problems);
    }
    var database = database();
    var channels = EstateFileCheck.unknownChannels(estate, database.config().channels().keySet());
    if (!channels.isEmpty()) {
      return refuse(channels);
    }
    var channel = ServeCommand.peopleChannel(database.config());
    return database.in(
        opened ->
            opened
                .transactions()
                .run(
                    tx -> {
                      EstateLock.take(tx, estate.id());
                      var due = new DueWork(opened.pool(), opened.transactions(), clock);
                      return add(tx, due, estate, channel, apply);
                    }));
  }

  private int add(Transaction tx, DueWork due, EstateFile estate, String channel, boolean apply) {
    var claims = EstateClaims.problems(tx, estate, channel);
    if (!claims.isEmpty()) {
      return refuse(claims);
    }
    var before = EstateFacts.stored(tx, estate.id());
    var wanted = EstateFacts.of(estate);
    if (before.values().isEmpty()) {
      EstateImport.run(tx, estate, channel, clock.instant());
      due.schedule(tx, ReceptionPlanner.first(estate.id(), clock.instant()));
      return say(summary(estate), estate.name() + ":已建立。");
    }
    var changes = before.changesTo(wanted);
    if (changes.isEmpty() && !apply) {
      return say(List.of(), estate.name() + ":与文件没有差异。");
    }
    var stays = before.onlyHere(wanted);
    out(changes);
    if (!stays.isEmpty()) {
      out(List.of("不在文件里、保留不动:" + stays + "(派单规则和写到的值班表以文件为准)"));
    }
    if (!apply) {
      return say(List.of(), estate.name() + ":还没有写入。核对后加 --apply 再运行一次。");
    }
    EstateImport.run(tx, estate, channel, clock.instant());
    due.schedule(tx, ReceptionPlanner.first(estate.id(), clock.instant()));
    return say(List.of(), estate.name() + ":已写入。");
  }

  private static List<String> summary(EstateFile file) {
    var flats =
        file.buildings().stream()
            .mapToInt(b -> b.units().size() * b.floors() * b.flatsPerFloor())
            .sum();
    var staff =
        file.people().values().stream()
            .filter(person -> person.staff() != null && !person.staff().isEmpty())
            .count();
    return List.of(
        "楼栋%d,住户%d;单位%d,群%d,派单规则%d"
            .formatted(
                file.buildings().size(),
                flats,
                file.parties().size(),
                file.groups().size(),
                file.routes().size()),
        "人员%d,其中工作人员%d;值班%d个角色;电话%d个"
            .formatted(file.people().size(), staff, file.duty().size(), file.numbers().size()));
  }

  @Command(name = "list", description = "list the estates")
  int list() {
    database()
        .in(
            opened -> {
              EstateDatabase.all(opened).stream()
                  .sorted(Comparator.comparing(Estate::id))
                  .forEach(
                      one ->
                          out(
                              List.of(
                                  String.join(
                                      "\t",
                                      one.id(),
                                      one.name(),
                                      "楼栋" + one.buildings().size(),
                                      "群" + one.groups().size(),
                                      "时限" + one.slaProfile(),
                                      one.demo() ? "演示" : ""))));
              return null;
            });
    return 0;
  }

  @Command(name = "check", description = "say what is missing or old; status 1 when it is grave")
  int check(@Parameters(paramLabel = "ESTATE") String name) {
    return database()
        .in(
            opened -> {
              var estate = EstateDatabase.find(opened, name);
              var findings = EstateHealth.of(estate, LocalDate.now(clock), Main.ZONE);
              findings.forEach(finding -> out(List.of(finding.line())));
              say(
                  List.of(),
                  estate.name() + (findings.isEmpty() ? ":都齐了。" : ":" + findings.size() + "处要看。"));
              return findings.stream().anyMatch(EstateHealth.Finding::grave) ? WRONG : 0;
            });
  }

  @Command(name = "remove-demo", description = "remove the demo's estates and all that is in them")
  int removeDemo(@Option(names = "--yes", description = "really remove") boolean yes) {
    return database()
        .alone(
            opened ->
                opened
                    .transactions()
                    .run(
                        tx -> {
                          var names = DemoData.estates(tx).values().stream().sorted().toList();
                          if (names.isEmpty()) {
                            return say(List.of(), "没有演示数据。");
                          }
                          if (!yes) {
                            return say(names, "以上小区和其中的一切会被删除。核对后加 --yes 再运行一次。");
                          }
                          DemoData.remove(tx);
                          return say(names, "已删除。");
                        }));
  }

  // --- people -----------------------------------------------------------------------------------

  @Command(name = "code", description = "print a code by which somebody becomes staff, once")
  int code(
      @Parameters(paramLabel = "ESTATE") String name,
      @Option(names = "--role", required = true, description = "an id or a word: secretary, 书记")
          String role,
      @Option(names = "--name", required = true, description = "of the person") String person,
      @Option(names = "--party", description = "id of the party; else the one of the role")
          String party,
      @Option(names = "--title", description = "how residents hear of them") String title) {
    var wanted = StaffRole.byWord(role).orElseThrow(() -> wrong("--role", StaffRole.ids(), role));
    return database()
        .change(
            name,
            (tx, estate) -> {
              var post =
                  new Post(
                      estate.id(),
                      wanted.id(),
                      party(estate, wanted, party),
                      title == null ? wanted.title() : title,
                      person);
              var code = new StaffBook(new Estates()).issue(tx, post, null, clock.instant());
              return say(
                  List.of(code.value()),
                  "7天内用一次:请本人私下给小邻发“上岗 %s”。这个码不再显示。".formatted(code.value()));
            });
  }

  @Command(name = "dismiss", description = "end what somebody is; open work goes to the duty")
  int dismiss(
      @Parameters(paramLabel = "ESTATE") String name,
      @Option(names = "--role", required = true, description = "an id or a word") String role,
      @Option(names = "--name", required = true, description = "or the title") String person) {
    var wanted = StaffRole.byWord(role).orElseThrow(() -> wrong("--role", StaffRole.ids(), role));
    return database()
        .wired(
            clock,
            wiring -> {
              var estate = EstateDatabase.find(wiring.database(), name);
              var meant =
                  estate.staff().stream()
                      .filter(staff -> staff.role().equals(wanted.id()))
                      .filter(s -> s.name().equals(person) || s.title().equals(person))
                      .toList();
              if (meant.size() != 1) {
                throw wrong("--name", "one of that role", meant.size() + " of them");
              }
              var work = new Dismissal(wiring).of(estate, meant.getFirst());
              return work.isEmpty()
                  ? refuse(List.of("这是最后一位能设置本小区的人。请先让接替的人上岗,再撤这一位。"))
                  : say(List.of(), "%s:已撤岗。在办的%d件已转值班。".formatted(estate.name(), work.getAsInt()));
            });
  }

  private static String party(Estate estate, StaffRole role, String party) {
    if (party != null) {
      if (!estate.parties().containsKey(party)) {
        throw wrong("--party", String.join(", ", estate.parties().keySet()), party);
      }
      return party;
    }
    return estate
        .partyOfKind(role.partyKind())
        .orElseThrow(() -> wrong("--party", "a party of kind " + role.partyKind(), "none"))
        .id();
  }

  @Command(name = "duty", description = "read a duty roster (值班表) from CSV or Excel")
  int duty(
      @Parameters(paramLabel = "ESTATE") String name,
      @Parameters(paramLabel = "FILE", description = "角色,人员,星期,开始,结束") Path table,
      @Option(names = "--apply", description = "replace what is there") boolean apply) {
    return database()
        .change(
            name,
            (tx, estate) -> {
              var duty = DutyImport.read(table, estate);
              if (!duty.problems().isEmpty()) {
                return refuse(duty.problems());
              }
              if (duty.replaces() && !apply) {
                return say(duty.lines(), "还没有写入。核对后加 --apply 再运行一次。");
              }
              duty.write(tx);
              return say(duty.lines(), estate.name() + ":值班表已写入。");
            });
  }

  // --- single settings --------------------------------------------------------------------------

  @Command(name = "number", description = "set a number that somebody has dialled")
  int number(
      @Parameters(paramLabel = "ESTATE") String name,
      @Parameters(paramLabel = "PURPOSE") String purpose,
      @Parameters(paramLabel = "NUMBER") String number,
      @Option(names = "--checked", paramLabel = "DATE", description = "when; today when absent")
          LocalDate checked) {
    var wanted =
        Arrays.stream(LocalNumbers.values())
            .filter(one -> one.purpose().equals(purpose))
            .findFirst()
            .orElseThrow(() -> wrong("PURPOSE", purposes(), purpose));
    if (!number.matches("[0-9][0-9 -]{2,19}")) {
      throw wrong("NUMBER", "digits, blanks and hyphens", number);
    }
    var on = checked == null ? LocalDate.now(clock) : checked;
    if (on.isAfter(LocalDate.now(clock))) {
      throw wrong("--checked", "a day that has been", on.toString());
    }
    return database()
        .change(
            name,
            (tx, estate) -> {
              EstateSettings.number(tx, estate.id(), wanted, number, on);
              return say(
                  List.of(), "%s:%s %s(%s核对)。".formatted(estate.name(), wanted.what(), number, on));
            });
  }

  private static String purposes() {
    return Arrays.stream(LocalNumbers.values())
        .map(LocalNumbers::purpose)
        .collect(Collectors.joining(", "));
  }

  @Command(name = "sla", description = "whose deadlines hold: own, SHANDONG or BEIJING")
  int sla(
      @Parameters(paramLabel = "ESTATE") String name,
      @Parameters(paramLabel = "PROFILE") String profile) {
    if (!EstateSettings.SLA_PROFILES.contains(profile)) {
      throw wrong("PROFILE", String.join(", ", EstateSettings.SLA_PROFILES), profile);
    }
    return database()
        .change(
            name,
            (tx, estate) -> {
              EstateSettings.slaProfile(tx, estate.id(), profile);
              return say(List.of(), "%s:新单的时限按 %s。在办的单不变。".formatted(estate.name(), profile));
            });
  }

  @Command(name = "text", description = "say a sentence in the estate's own words")
  int text(
      @Parameters(paramLabel = "ESTATE") String name,
      @Parameters(paramLabel = "KEY", description = "of linli/texts/zh-CN.yml") String key,
      @Parameters(paramLabel = "TEXT", arity = "0..1", description = "absent: the product's own")
          String text) {
    if (text != null) {
      var problem = OwnWords.problem(Texts.load(), key, text);
      if (problem.isPresent()) {
        return refuse(List.of(problem.get()));
      }
    }
    return database()
        .change(
            name,
            (tx, estate) -> {
              EstateSettings.text(tx, estate.id(), key, text);
              return say(
                  List.of(),
                  "%s:%s %s".formatted(estate.name(), key, text == null ? "用回原句。" : "已改。"));
            });
  }

  // --- words ------------------------------------------------------------------------------------

  private EstateDatabase database() {
    return new EstateDatabase(file);
  }

  private int refuse(List<String> problems) {
    return say(problems, "%d处有错,什么都没有写入。".formatted(problems.size())) + WRONG;
  }

  private int say(List<String> lines, String last) {
    out(lines);
    out(List.of(last));
    return 0;
  }

  private void out(List<String> lines) {
    PrintWriter out = command.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
  }

  private static CannotStart wrong(String what, String expected, String got) {
    return new CannotStart("%s: expected %s, got %s".formatted(what, expected, got));
  }
}
