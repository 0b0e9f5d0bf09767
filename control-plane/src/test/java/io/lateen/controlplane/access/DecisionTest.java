// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.api.Kinds;
import io.lateen.api.ObjectKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table of roles, cell by cell, and the laws that hold for any bindings. */
class DecisionTest {

  private static final Set<String> EVERYWHERE = Set.of(Binding.EVERYWHERE);
  private static final Set<Verb> READING = EnumSet.of(Verb.GET, Verb.LIST, Verb.WATCH);

  private static boolean may(Role role, Verb verb, Area area) {
    return Decision.decide(
            "ann", List.of(new Binding("ann", role, EVERYWHERE)), Question.all(verb, area))
        .allowed();
  }

  /** For each role: areas to read, areas to write. */
  @Test
  void eachCellOfTheTable() {
    var seen = EnumSet.of(Area.DISCOVERY, Area.OPERATION, Area.TRAFFIC, Area.SECURITY, Area.MESH);
    table(Role.VIEWER, seen, EnumSet.noneOf(Area.class));
    table(Role.EDITOR, seen, EnumSet.of(Area.TRAFFIC));
    var audited = EnumSet.copyOf(seen);
    audited.add(Area.AUDIT);
    table(Role.SECURITY_EDITOR, audited, EnumSet.of(Area.SECURITY));
    table(Role.ADMIN, EnumSet.allOf(Area.class), EnumSet.allOf(Area.class));
  }

  private static void table(Role role, Set<Area> reads, Set<Area> writes) {
    for (var area : Area.values()) {
      for (var verb : Verb.values()) {
        assertThat(may(role, verb, area))
            .as("%s %s %s", role, verb, area)
            .isEqualTo((READING.contains(verb) ? reads : writes).contains(area));
      }
    }
  }

  @Test
  void aRefusalNamesWhatWasAskedFor() {
    var viewer = List.of(new Binding("ann", Role.VIEWER, EVERYWHERE));
    assertThat(Decision.decide("ann", viewer, Question.all(Verb.LIST, Area.AUDIT)).reason())
        .isEqualTo("ann may not list the audit log: it is viewer everywhere");
  }

  @Test
  void withoutABindingNothingIsAllowed() {
    for (var area : Area.values()) {
      for (var verb : Verb.values()) {
        var others = List.of(new Binding("bob", Role.ADMIN, EVERYWHERE));
        assertThat(Decision.decide("ann", others, Question.all(verb, area)))
            .isEqualTo(new Verdict.Denied("ann has no role"));
      }
    }
  }

  @Test
  void aBindingHoldsInItsNamespacesOnly() {
    var bindings = List.of(new Binding("ann", Role.ADMIN, Set.of("a", "b")));
    var key = new ObjectKey("", "Service", "a", "x");
    assertThat(Decision.decide("ann", bindings, Question.of(Verb.DELETE, key)))
        .isEqualTo(
            new Verdict.Allowed(
                Role.ADMIN,
                "ann is admin in a, b, which lets it delete Service a/x in namespace a"));
    var other = new ObjectKey("", "Service", "c", "x");
    assertThat(Decision.decide("ann", bindings, Question.of(Verb.GET, other)).reason())
        .isEqualTo("ann may not get Service c/x in namespace c: it is admin in a, b");
    assertThat(Decision.decide("ann", bindings, Question.all(Verb.LIST, Area.TRAFFIC)).allowed())
        .isFalse();
    assertThat(Decision.decide("ann", bindings, Question.all(Verb.CREATE, Area.ACCESS)).allowed())
        .isFalse();
    assertThat(Decision.decide("ann", bindings, Question.all(Verb.GET, Area.DISCOVERY)).allowed())
        .isTrue();
  }

  @Test
  void eachKindHasTheAreaThatItsPowerAsksFor() {
    var security = new TreeSet<String>();
    var mesh = new TreeSet<String>();
    for (var kind : Kinds.served()) {
      switch (Area.of(kind.group(), kind.kind())) {
        case SECURITY -> security.add(kind.kind());
        case MESH -> mesh.add(kind.kind());
        default -> {}
      }
    }
    assertThat(security)
        .containsExactly(
            "AuthorizationPolicy",
            "BackendTLSPolicy",
            "PeerAuthentication",
            "ReferenceGrant",
            "RequestAuthentication",
            "Secret");
    assertThat(mesh)
        .containsExactly(
            "ConfigMap",
            "EnvoyFilter",
            "MeshConfig",
            "MeshNetworks",
            "Namespace",
            "Node",
            "TrafficExtension",
            "WasmPlugin");
    assertThat(Area.of("unknown.io", "Kind")).isEqualTo(Area.MESH);
    assertThat(Area.of("security.istio.io", "NewKind")).isEqualTo(Area.SECURITY);
  }

  /** More bindings never take anything away, and what is allowed one of them allows alone. */
  @Test
  void bindingsOnlyAdd() {
    var random = new Random(7);
    for (var round = 0; round < 3000; round++) {
      var bindings = new ArrayList<Binding>();
      for (var i = random.nextInt(5); i >= 0; i--) {
        bindings.add(
            new Binding(
                random.nextInt(4) == 0 ? "bob" : "ann",
                Role.values()[random.nextInt(4)],
                Set.of(List.of("a", "b", "*").get(random.nextInt(3)))));
      }
      var question =
          new Question(
              Verb.values()[random.nextInt(6)],
              Area.values()[random.nextInt(9)],
              List.of("a", "b", "").get(random.nextInt(3)),
              "x");
      var all = Decision.decide("ann", bindings, question).allowed();
      var any =
          bindings.stream()
              .anyMatch(one -> Decision.decide("ann", List.of(one), question).allowed());
      assertThat(all).as("%s %s", bindings, question).isEqualTo(any);
    }
  }

  @Test
  void wordsAreReadBack() {
    for (var role : Role.values()) {
      assertThat(Role.parse(role.word())).contains(role);
    }
    for (var verb : Verb.values()) {
      assertThat(Verb.parse(verb.word())).contains(verb);
    }
    assertThat(Verb.parse("own")).isEmpty();
    assertThat(Role.parse("ADMIN")).isEmpty();
    assertThat(Role.SECURITY_EDITOR.word()).isEqualTo("security-editor");
  }

  @Test
  void aBindingIsToSomePlace() {
    assertThatThrownBy(() -> new Binding("a", Role.VIEWER, Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
    var many = new TreeSet<String>();
    for (var i = 0; i <= Binding.MAX_NAMESPACES; i++) {
      many.add("n" + i);
    }
    assertThatThrownBy(() -> new Binding("a", Role.VIEWER, many))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
