// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.translate;

import io.lateen.bench.report.Figure;
import io.lateen.bench.report.Memory;
import io.lateen.bench.report.Series;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.Workload;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.ProxyResources;
import io.lateen.translate.Translator;
import io.lateen.translate.view.NameAnswers;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The figures of the snapshot and the translator, on one thread. */
public final class TranslateSuite {

  private static final String NAME = "translate";

  /** One proxy in each namespace, so that each class of proxies has a member. */
  private static final int PROXIES = LargeMesh.NAMESPACES;

  /**
   * The part of the heap for virtual hosts that are kept by their plans, as in the control plane.
   */
  private static final int KEPT_PART = 32;

  private static final int WARM_UP = 8;
  private static final int EDITS = 30;

  private final LargeMesh large;
  private final Consumer<Figure> figures;

  private TranslateSuite(int services, Consumer<Figure> figures) {
    this.large = new LargeMesh(services);
    this.figures = figures;
  }

  /** Measures a mesh of that many services and hands over each figure as soon as it is known. */
  public static void run(int services, Consumer<Figure> figures) throws IOException {
    new TranslateSuite(services, figures).run();
  }

  private void run() throws IOException {
    var objects = Cost.of(large::objects);
    tell("decode_cpu_ms", "ms", objects.millis());
    var loaded = Cost.of(() -> MeshSnapshot.EMPTY.apply(objects.result()));
    tell("load_cpu_ms", "ms", loaded.millis());
    var mesh = loaded.result();
    var translator =
        new Translator(NameAnswers.CLUSTER, Runtime.getRuntime().maxMemory() / KEPT_PART);
    var first = Cost.of(() -> translator.translate(mesh, proxy(mesh, 0)));
    tell("first_proxy_cpu_ms", "ms", first.millis());
    tell("first_proxy_allocated_mb", "MB", first.allocatedMegabytes());
    tell("resources_per_proxy", "1", count(first.result()));
    var others = Cost.of(() -> all(translator, mesh));
    tell("ten_classes_cpu_ms", "ms", others.millis());
    tell("ten_classes_allocated_mb", "MB", others.allocatedMegabytes());
    var again = new Series();
    for (int i = 0; i < EDITS; i++) {
      again.add(Cost.of(() -> translator.translate(mesh, proxy(mesh, 0))).millis());
    }
    tell("unchanged_proxy_cpu_ms", "ms", again);
    System.gc();
    tell("rss_mb", "MB", Memory.residentMegabytes(ProcessHandle.current().pid()));
    for (var edit : Edit.ALL) {
      edit(edit, mesh, translator);
    }
  }

  /** One object of one service changes; ten proxies of ten classes are told. */
  private void edit(Edit edit, MeshSnapshot start, Translator translator) {
    var apply = new Series();
    var translate = new Series();
    var allocated = new Series();
    var regenerated = new Series();
    var changed = new Series();
    var mesh = start;
    var before = all(translator, mesh);
    for (int i = 0; i < WARM_UP + EDITS; i++) {
      var now = mesh;
      var delta = LargeMesh.edit(edit.yaml().apply(i));
      var applied = Cost.of(() -> now.apply(delta));
      mesh = applied.result();
      var next = mesh;
      var translated = Cost.of(() -> all(translator, next));
      if (i >= WARM_UP) {
        apply.add(applied.millis());
        translate.add(translated.millis());
        allocated.add(applied.allocatedMegabytes() + translated.allocatedMegabytes());
        regenerated.add(newObjects(before, translated.result()));
        changed.add(newVersions(before, translated.result()));
      }
      before = translated.result();
    }
    tell(edit.name() + "_apply_cpu_ms", "ms", apply);
    tell(edit.name() + "_translate_ten_classes_cpu_ms", "ms", translate);
    tell(edit.name() + "_allocated_mb", "MB", allocated);
    tell(edit.name() + "_resources_regenerated", "1", regenerated);
    tell(edit.name() + "_resources_changed", "1", changed);
  }

  private static List<ProxyResources> all(Translator translator, MeshSnapshot mesh) {
    return java.util.stream.IntStream.range(0, PROXIES)
        .mapToObj(i -> translator.translate(mesh, proxy(mesh, i)))
        .toList();
  }

  private static Workload proxy(MeshSnapshot mesh, int i) {
    return mesh.workloads().byUid("uid-" + i + "-0").orElseThrow();
  }

  private static int count(ProxyResources resources) {
    return resources.byType().values().stream().mapToInt(java.util.Map::size).sum();
  }

  /** Resources of any proxy that are other objects than before, each object once. */
  private static int newObjects(List<ProxyResources> before, List<ProxyResources> after) {
    Set<EncodedResource> old = Collections.newSetFromMap(new IdentityHashMap<>());
    before.forEach(each -> each.byType().values().forEach(named -> old.addAll(named.values())));
    Set<EncodedResource> fresh = Collections.newSetFromMap(new IdentityHashMap<>());
    after.forEach(each -> each.byType().values().forEach(named -> fresh.addAll(named.values())));
    fresh.removeAll(old);
    return fresh.size();
  }

  /** Resources of any proxy with a version that no resource of that proxy had. */
  private static int newVersions(List<ProxyResources> before, List<ProxyResources> after) {
    var fresh = new java.util.HashSet<String>();
    for (int i = 0; i < after.size(); i++) {
      var old = before.get(i);
      after
          .get(i)
          .byType()
          .forEach(
              (type, named) ->
                  named.forEach(
                      (name, resource) -> {
                        var known = old.ofType(type).get(name);
                        if (known == null || !known.version().equals(resource.version())) {
                          fresh.add(type + " " + name + " " + resource.version());
                        }
                      }));
    }
    return fresh.size();
  }

  private void tell(String metric, String unit, double value) {
    figures.accept(Figure.of(NAME, Integer.toString(large.services()), metric, unit, value));
  }

  private void tell(String metric, String unit, Series series) {
    figures.accept(Figure.of(NAME, Integer.toString(large.services()), metric, unit, series));
  }
}
