// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.api.networking.VirtualService;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.testkit.time.VirtualExecutor;
import io.lateen.testkit.time.VirtualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {

  static final FileLimits LIMITS =
      new FileLimits(
          3, 4096, 4, Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofSeconds(5));

  @TempDir Path folder;

  final VirtualScheduler scheduler = new VirtualScheduler();
  final VirtualExecutor executor = new VirtualExecutor();
  final FakeFolderWatch watch = new FakeFolderWatch();
  private final List<FileUpdate> updates = new ArrayList<>();
  private final Map<ObjectKey, Object> told = new TreeMap<>();
  private int writes;

  FileSource start(Path... folders) {
    var seams = new FileSource.Seams(watch, scheduler, scheduler.clock(), executor);
    var source =
        new FileSource(
            folders.length == 0 ? List.of(folder) : List.of(folders),
            new DocumentDecoder(),
            LIMITS,
            seams,
            this::accept);
    source.start();
    executor.runAll();
    started();
    return source;
  }

  private void accept(FileUpdate update) {
    updates.add(update);
    told.putAll(update.delta().upserts());
    told.keySet().removeAll(update.delta().removals());
  }

  /** An event of the watch, and then time until everything is quiet. */
  void settle() {
    event();
    pass(Duration.ofMillis(25));
  }

  void started() {}

  /** Something changed; it is not known what. */
  void event() {
    watch.event();
  }

  private void pass(Duration span) {
    executor.runAll();
    for (long ms = 0; ms < span.toMillis(); ms++) {
      scheduler.advance(Duration.ofMillis(1));
      executor.runAll();
    }
  }

  /** Writes with a time of its own, as the clock of the file system may be coarse. */
  Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(++writes)));
    return file;
  }

  static String routes(String name, String host) {
    return """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata:
      name: %s
    spec:
      hosts: [%s]
      http:
      - route:
        - destination: {host: %s}
    """
        .formatted(name, host, host);
  }

  private static ObjectKey key(String name) {
    return new ObjectKey("networking.istio.io", "VirtualService", "default", name);
  }

  List<String> names() {
    return new TreeSet<>(told.keySet()).stream().map(ObjectKey::name).toList();
  }

  private List<Problem> lastProblems(ObjectKey about) {
    return updates.reversed().stream()
        .filter(update -> update.problems().containsKey(about))
        .findFirst()
        .map(update -> update.problems().getOrDefault(about, Problems.NONE).list())
        .orElse(List.of());
  }

  @Test
  void theFirstStateIsToldEvenWhenEmpty() {
    start();
    assertThat(updates).hasSize(1);
    assertThat(updates.getFirst().isEmpty()).isTrue();
  }

  @Test
  void filesAreFoundAtAnyDepthButHiddenOnesAndOtherEndings() throws Exception {
    write("b.yaml", routes("b", "b"));
    write("deep/er/a.yml", routes("a", "a"));
    write(".hidden.yaml", routes("h", "h"));
    write("..data/c.yaml", routes("c", "c"));
    write("b.yaml~", routes("backup", "b"));
    write("notes.txt", "not configuration");
    start();
    assertThat(names()).containsExactly("a", "b");
    assertThat(watch.followed())
        .containsExactlyInAnyOrder(folder, folder.resolve("deep"), folder.resolve("deep/er"));
  }

  @Test
  void aChangeIsToldWhenTheFileIsQuiet() throws Exception {
    start();
    write("a.yaml", routes("a", "a"));
    watch.event();
    pass(Duration.ofMillis(9));
    assertThat(updates).hasSize(1);
    pass(Duration.ofMillis(1));
    assertThat(updates).hasSize(2);
    assertThat(names()).containsExactly("a");
  }

  @Test
  void aFileThatIsBeingWrittenIsNotRead() throws Exception {
    start();
    String whole = routes("a", "a") + "---\n" + routes("b", "b");
    for (int part = 1; part <= 4; part++) {
      write("a.yaml", whole.substring(0, whole.length() * part / 4));
      watch.event();
      pass(Duration.ofMillis(8));
    }
    pass(Duration.ofMillis(10));
    assertThat(updates).hasSize(2);
    assertThat(names()).containsExactly("a", "b");
  }

  @Test
  void anInvalidObjectKeepsItsLastGoodVersionAndIsReported() throws Exception {
    write("a.yaml", routes("a", "first"));
    start();
    write("a.yaml", routes("a", "second").replace("hosts:", "hostz:"));
    settle();
    assertThat(host("a")).isEqualTo("first");
    assertThat(lastProblems(key("a"))).anyMatch(p -> p.isError() && p.location().line() == 6);
    assertThat(lastProblems(key("a"))).anyMatch(p -> p.message().contains("stays in force"));
    write("a.yaml", routes("a", "third"));
    settle();
    assertThat(host("a")).isEqualTo("third");
    assertThat(lastProblems(key("a"))).isEmpty();
  }

  private String host(String name) {
    if (told.get(key(name)) instanceof ConfigObject<?> object
        && object.spec() instanceof VirtualService spec) {
      return spec.hosts().getFirst();
    }
    return "none";
  }

  @Test
  void anUnreadableTextLosesNothing() throws Exception {
    write("a.yaml", routes("a", "a") + "---\n" + routes("b", "b"));
    start();
    write("a.yaml", routes("a", "a2") + "---\nkind: [unclosed\n");
    settle();
    assertThat(names()).containsExactly("a", "b");
    assertThat(host("a")).isEqualTo("a2");
    assertThat(lastProblems(FileUpdate.keyOf(folder.resolve("a.yaml"))))
        .singleElement()
        .satisfies(p -> assertThat(p.location().line()).isGreaterThan(10));
    write("a.yaml", routes("a", "a3") + "---\nstill: [unclosed\n");
    settle();
    assertThat(names()).containsExactly("a", "b");
    assertThat(host("a")).isEqualTo("a3");
    write("a.yaml", routes("a", "a2"));
    settle();
    assertThat(names()).containsExactly("a");
    assertThat(lastProblems(FileUpdate.keyOf(folder.resolve("a.yaml")))).isEmpty();
  }

  @Test
  void anObjectCanBeRemovedBesideADocumentOfAnUnknownKind() throws Exception {
    String unknown = "---\napiVersion: v1\nkind: Unheard\nmetadata: {name: u}\n";
    write("a.yaml", routes("a", "a") + "---\n" + routes("b", "b") + unknown);
    start();
    write("a.yaml", routes("a", "a") + unknown);
    settle();
    assertThat(names()).containsExactly("a");
  }

  @Test
  void anEmptyFileKeepsItsObjectsAndADeletedOneDoesNot() throws Exception {
    Path file = write("a.yaml", routes("a", "a"));
    start();
    write("a.yaml", "");
    settle();
    assertThat(names()).containsExactly("a");
    assertThat(lastProblems(FileUpdate.keyOf(file))).hasSize(1);
    Files.delete(file);
    watch.event();
    pass(Duration.ofMillis(19));
    assertThat(names()).containsExactly("a");
    pass(Duration.ofMillis(1));
    assertThat(names()).isEmpty();
    assertThat(lastProblems(FileUpdate.keyOf(file))).isEmpty();
  }

  @Test
  void anEditorThatReplacesTheFileCausesNoRemoval() throws Exception {
    Path file = write("a.yaml", routes("a", "old"));
    start();
    Files.move(file, folder.resolve("a.yaml~"));
    watch.event();
    pass(Duration.ofMillis(5));
    write("a.yaml", routes("a", "new"));
    settle();
    Path other = write("next.tmp", routes("a", "newest"));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    settle();
    assertThat(host("a")).isEqualTo("newest");
    assertThat(updates).allMatch(update -> update.delta().removals().isEmpty());
  }

  @Test
  void aRenamedFileIsTheSameConfiguration() throws Exception {
    Path file = write("a.yaml", routes("a", "a"));
    start();
    Files.move(file, folder.resolve("z.yaml"));
    settle();
    assertThat(names()).containsExactly("a");
    assertThat(updates)
        .allMatch(update -> update.delta().removals().isEmpty())
        .allMatch(update -> update.problems().isEmpty());
  }

  @Test
  void ofTwoFilesWithOneObjectTheFirstByPathWins() throws Exception {
    write("b.yaml", routes("x", "from-b"));
    start();
    Path first = write("a.yaml", routes("x", "from-a"));
    settle();
    assertThat(host("x")).isEqualTo("from-a");
    assertThat(lastProblems(key("x")))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.location().source()).endsWith("b.yaml");
              assertThat(p.message()).contains("a.yaml:1");
            });
    Files.delete(first);
    settle();
    assertThat(host("x")).isEqualTo("from-b");
    assertThat(lastProblems(key("x"))).isEmpty();
  }

  @Test
  void tooManyFilesTooLargeFilesAndTooDeepFoldersAreReported() throws Exception {
    write("b.yaml", routes("b", "b"));
    write("c.yaml", routes("c", "c"));
    write("d.yaml", routes("d", "d"));
    start();
    Path extra = write("a.yaml", routes("a", "a"));
    write("1/2/3/4/5.yaml", routes("deep", "deep"));
    Path deep = folder.resolve("1/2/3/4");
    write("b.yaml", "#".repeat(5000));
    settle();
    assertThat(names()).containsExactly("b", "c", "d");
    assertThat(lastProblems(FileUpdate.keyOf(extra))).hasSize(1);
    assertThat(lastProblems(FileUpdate.keyOf(deep))).hasSize(1);
    assertThat(lastProblems(FileUpdate.keyOf(folder.resolve("b.yaml"))))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("4096 bytes"));
  }

  @Test
  void aFolderThatDisappearsTakesNothingWithIt() throws Exception {
    write("config/a.yaml", routes("a", "a"));
    Path root = folder.resolve("config");
    start(root);
    Files.move(root, folder.resolve("away"));
    settle();
    assertThat(names()).containsExactly("a");
    assertThat(lastProblems(FileUpdate.keyOf(root)))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).isEqualTo("does not exist"));
    Files.move(folder.resolve("away"), root);
    settle();
    assertThat(lastProblems(FileUpdate.keyOf(root))).isEmpty();
  }

  @Test
  void aSingleFileIsWatchedThroughItsFolder() throws Exception {
    Path file = write("only.conf", routes("a", "a"));
    write("other.yaml", routes("b", "b"));
    start(file);
    assertThat(names()).containsExactly("a");
    assertThat(watch.followed()).containsExactly(folder);
    write("only.conf", routes("c", "c"));
    settle();
    assertThat(names()).containsExactly("c");
  }

  @Test
  void withoutEventsTheRegularLookFindsChanges() throws Exception {
    start();
    write("a.yaml", routes("a", "a"));
    pass(Duration.ofMillis(4_999));
    assertThat(names()).isEmpty();
    pass(Duration.ofMillis(12));
    assertThat(names()).containsExactly("a");
  }

  @Test
  void nothingIsToldAfterClosing() throws Exception {
    FileSource source = start();
    source.close();
    assertThat(watch.isClosed()).isTrue();
    write("a.yaml", routes("a", "a"));
    settle();
    assertThat(updates).hasSize(1);
    assertThat(scheduler.pending()).isZero();
  }
}
