package linli.bot.votes.recount;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import linli.bot.votes.tally.Ballot;
import linli.bot.votes.tally.Household;
import linli.bot.votes.tally.Policy;

/** Whether the households of a case fit together, and whether their ballots have an order. */
final class RegisterCheck {

  private final Field field;
  private final Policy policy;
  private final List<Household> households;

  RegisterCheck(Field field, Policy policy, List<Household> households) {
    this.field = field;
    this.policy = policy;
    this.households = households;
  }

  /**
   * @throws BadVoteFile at the first thing that does not fit
   */
  void run() {
    idsDiffer();
    areasAddUp();
    ownersHaveHouseholds();
    ballotsHaveAnOrder();
  }

  private void idsDiffer() {
    var ids = new HashSet<String>();
    for (var i = 0; i < households.size(); i++) {
      if (!ids.add(households.get(i).id())) {
        throw household(i).get("id").wrong("不重复的户号");
      }
    }
  }

  private Field household(int index) {
    return field.get("households").elements().get(index);
  }

  private void areasAddUp() {
    var stated = field.get("registerAreaCentiM2");
    if (!stated.isPresent()) {
      return;
    }
    var sum = households.stream().mapToLong(Household::areaHundredths).sum();
    if (stated.number(0, Long.MAX_VALUE, "面积,0.01平方米的整数倍") != sum) {
      throw stated.wrong("各户面积之和 %d(请核对名册,补上缺的户或改正面积)".formatted(sum));
    }
  }

  private void ownersHaveHouseholds() {
    var stated = field.get("owners");
    if (!stated.isPresent()) {
      return;
    }
    Set<String> owning =
        households.stream()
            .flatMap(household -> household.owners().stream())
            .collect(Collectors.toSet());
    for (var owner : stated.elements()) {
      if (!owning.remove(owner.text())) {
        throw owner.wrong("有房屋的业主,不重复(请在 households 里补上他的房屋,或删去此人)");
      }
    }
    if (!owning.isEmpty()) {
      throw stated.wrong("也写上 " + String.join("、", owning.stream().sorted().toList()));
    }
  }

  private void ballotsHaveAnOrder() {
    Map<List<String>, List<Household>> voted = new HashMap<>();
    for (var i = 0; i < households.size(); i++) {
      var household = households.get(i);
      if (household.ballots().isEmpty()) {
        continue;
      }
      if (policy.proxyLimit() != null
          && household.ballots().stream().anyMatch(RegisterCheck::isProxyWithoutTime)) {
        throw household(i).get("ballots").wrong("受托人投的票都写 at(代理有上限,要知道先后)");
      }
      var ofOwner = voted.computeIfAbsent(household.owners(), x -> new ArrayList<>(1));
      ofOwner.add(household);
      if (!isOrdered(ofOwner)) {
        throw household(i).wrong("同一业主在几户都有票时,每张都写 at");
      }
    }
  }

  /** One household, or a time on every ballot, or nothing but single ballots without one. */
  private static boolean isOrdered(List<Household> ofOneOwner) {
    return ofOneOwner.size() == 1
        || ofOneOwner.stream().allMatch(RegisterCheck::isTimed)
        || ofOneOwner.stream()
            .allMatch(household -> household.ballots().size() == 1 && !isTimed(household));
  }

  private static boolean isTimed(Household household) {
    return household.ballots().getFirst().at() != null;
  }

  private static boolean isProxyWithoutTime(Ballot ballot) {
    return ballot.caster() == Ballot.Caster.PROXY && ballot.at() == null;
  }
}
