// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told bit by bit is what the files stand for. */
class FileStateTest {

  private static final int EDITS = 400;
  private static final int FILES = 4;
  private static final int NAMES = 3;

  private final DocumentDecoder decoder = new DocumentDecoder();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void incrementalEqualsFromScratch(long seed) {
    var random = new Random(seed);
    var state = new FileState();
    var contents = new HashMap<Path, FileContent>();
    var vanishing = new HashMap<Path, Boolean>();
    var objects = new HashMap<ObjectKey, ConfigObject<?>>();
    var problems = new HashMap<ObjectKey, Problems>();
    for (int i = 0; i < EDITS; i++) {
      var path = Path.of("file-" + random.nextInt(FILES));
      if (random.nextInt(4) == 0) {
        contents.remove(path);
        state.remove(path);
      } else {
        var content = content(contents.getOrDefault(path, FileContent.NONE), path, random);
        boolean gone = random.nextInt(3) == 0;
        contents.put(path, content);
        vanishing.put(path, gone);
        state.put(path, content, gone);
      }
      state.others(others(random));
      follow(state.changes(), objects, problems);

      var fresh = new FileState();
      contents.forEach(
          (file, content) -> fresh.put(file, content, vanishing.getOrDefault(file, false)));
      fresh.others(otherProblems);
      var expected = new HashMap<ObjectKey, ConfigObject<?>>();
      var expectedProblems = new HashMap<ObjectKey, Problems>();
      follow(fresh.changes(), expected, expectedProblems);
      assertThat(objects).as("seed %s, edit %s", seed, i).isEqualTo(expected);
      assertThat(problems).as("seed %s, edit %s", seed, i).isEqualTo(expectedProblems);
      assertThat(state.changes().isEmpty()).isTrue();
    }
  }

  private Map<ObjectKey, Problems> otherProblems = Map.of();

  private Map<ObjectKey, Problems> others(Random random) {
    if (random.nextInt(5) == 0) {
      var key = FileUpdate.keyOf(Path.of("file-" + random.nextInt(FILES)));
      otherProblems = Map.of(key, Problems.of(FileReader.problem("f", "is not read", "")));
    } else if (random.nextInt(5) == 0) {
      otherProblems = Map.of();
    }
    return otherProblems;
  }

  private FileContent content(FileContent before, Path path, Random random) {
    if (random.nextInt(6) == 0) {
      Problem reason = FileReader.problem(path.toString(), "cannot be read", "");
      return before.unread(reason);
    }
    var text = new StringBuilder();
    for (int i = 0; i <= random.nextInt(3); i++) {
      text.append("---\napiVersion: v1\nkind: Service\nmetadata: {name: s")
          .append(random.nextInt(NAMES))
          .append("}\nspec: {ports: [{port: ")
          .append(List.of("80", "81", "broken").get(random.nextInt(3)))
          .append("}]}\n");
    }
    return before.read(path.toString(), text.toString(), decoder);
  }

  private static void follow(
      FileUpdate update,
      Map<ObjectKey, ConfigObject<?>> objects,
      Map<ObjectKey, Problems> problems) {
    objects.putAll(update.delta().upserts());
    assertThat(objects.keySet()).containsAll(update.delta().removals());
    objects.keySet().removeAll(update.delta().removals());
    problems.putAll(update.problems());
    problems.values().removeIf(Problems::isEmpty);
  }
}
