// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The house as the code has it: which module may use which, and what the pure ones may not touch.
 */
@Tag("once")
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.lateen");

  /**
   * Direct uses that are allowed; the modules' poms say the same, this also holds for what comes
   * transitively.
   */
  private static final Map<String, Set<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("base", Set.of()),
          Map.entry("proto", Set.of()),
          Map.entry("api", Set.of("base")),
          Map.entry("mesh", Set.of("api", "base")),
          Map.entry("analysis", Set.of("mesh", "api", "base")),
          Map.entry("translate", Set.of("mesh", "api", "base", "proto")),
          Map.entry("xds", Set.of("base", "proto")),
          Map.entry("identity", Set.of("base")),
          Map.entry("sourcefile", Set.of("api", "base")),
          Map.entry("sourcestore", Set.of("api", "base")),
          Map.entry("client", Set.of("api", "base")),
          Map.entry("agent", Set.of("identity", "proto", "base")),
          Map.entry("bookinfo", Set.of()),
          Map.entry(
              "controlplane",
              Set.of(
                  "translate",
                  "mesh",
                  "api",
                  "base",
                  "xds",
                  "identity",
                  "proto",
                  "sourcefile",
                  "sourcestore")),
          Map.entry("lab", Set.of("client", "agent", "api", "base", "identity", "bookinfo")),
          Map.entry(
              "conformance", Set.of("cli", "client", "translate", "mesh", "api", "base", "proto")),
          Map.entry(
              "cli",
              Set.of(
                  "controlplane",
                  "agent",
                  "client",
                  "lab",
                  "bookinfo",
                  "translate",
                  "analysis",
                  "mesh",
                  "api",
                  "base",
                  "proto")));

  @Test
  void modulesUseOnlyWhatLiesBelowThem() {
    var seen = uses();
    var forbidden = new TreeSet<String>();
    seen.forEach(
        (module, targets) ->
            targets.stream()
                .filter(target -> !ALLOWED.getOrDefault(module, Set.of()).contains(target))
                .forEach(target -> forbidden.add(module + " -> " + target)));
    assertThat(forbidden)
        .as("arrows that point upwards; the picture is\n%s", picture(seen))
        .isEmpty();
    assertThat(seen.keySet()).as("every module is in the rule").isSubsetOf(ALLOWED.keySet());
    assertThat(seen.size()).as("modules found on the class path").isGreaterThanOrEqualTo(12);
  }

  @Test
  void theCoreIsPure() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.lateen.mesh..", "io.lateen.analysis..", "io.lateen.translate..", "io.lateen.api..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net.http..", "org.slf4j..", "java.sql..")
        .orShould()
        .dependOnClassesThat(
            // A memo that many threads read is a map, not a thread.
            JavaClass.Predicates.resideInAPackage("java.util.concurrent..")
                .and(not(assignableTo(ConcurrentHashMap.class))))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.io.InputStream.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.util.Random.class)
        .because("a whole mesh must run in one deterministic thread from a seed")
        .check(CLASSES);
  }

  @Test
  void timeThreadsAndChanceComeFromOutside() {
    noClasses()
        .that()
        .resideInAPackage("io.lateen..")
        .and()
        .resideOutsideOfPackages(
            "io.lateen.base.time..",
            "io.lateen.cli..",
            "io.lateen.lab..",
            "io.lateen.bookinfo..",
            "io.lateen.bench..",
            "io.lateen.conformance..",
            "io.lateen.testkit..",
            "..bootstrap..")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", java.time.Duration.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .because("clock, scheduler and random source are constructor arguments")
        .check(CLASSES);
  }

  private static Map<String, Set<String>> uses() {
    var uses = new TreeMap<String, Set<String>>();
    for (JavaClass type : CLASSES) {
      var module = module(type);
      if (module.equals("testkit") || module.equals("proto")) {
        continue;
      }
      var targets = uses.computeIfAbsent(module, ignored -> new TreeSet<>());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        var target = module(dependency.getTargetClass().getBaseComponentType());
        if (!target.isEmpty() && !target.equals(module)) {
          targets.add(target);
        }
      }
    }
    uses.remove("it");
    uses.remove("bench");
    return uses;
  }

  /**
   * Third part of the package name; generated protobuf classes of Envoy and Istio count as {@code
   * proto}.
   */
  private static String module(JavaClass type) {
    var name = type.getPackageName();
    if (name.startsWith("io.envoyproxy.")
        || name.startsWith("istio.")
        || name.startsWith("com.github.xds.")) {
      return "proto";
    }
    if (!name.startsWith("io.lateen.")) {
      return "";
    }
    return name.split("\\.", 4)[2];
  }

  private static String picture(Map<String, Set<String>> uses) {
    var picture = new StringBuilder();
    uses.forEach(
        (module, targets) ->
            picture.append("  ").append(module).append(" -> ").append(targets).append('\n'));
    return picture.toString();
  }
}
