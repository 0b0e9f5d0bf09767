// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.agent.Pods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistrationFolderTest {

  @TempDir Path folder;

  private void write(String uid, String namespace, long millis) throws IOException {
    var file = folder.resolve(uid + ".json");
    Files.writeString(file, "{\"uid\":\"%s\",\"netns\":\"%s\"}".formatted(uid, namespace));
    Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
  }

  @Test
  void filesComeChangeAndGo() throws IOException {
    var registrations = new RegistrationFolder(folder);
    assertThat(registrations.read()).isEmpty();
    write("a", "/ns/a", 1000);
    write("b", "/ns/b", 1000);
    Files.writeString(folder.resolve("c.json.tmp"), "half");
    assertThat(registrations.read()).containsOnlyKeys("a", "b");
    write("a", "/ns/other", 2000);
    Files.delete(folder.resolve("b.json"));
    assertThat(registrations.read())
        .containsOnlyKeys("a")
        .containsEntry("a", new Registration("a", Path.of("/ns/other")));
  }

  @Test
  void whatCannotBeReadIsLeftOut() throws IOException {
    write("good", "/ns/good", 1000);
    Files.writeString(folder.resolve("bad.json"), "{");
    Files.writeString(folder.resolve("long.json"), " ".repeat(Registration.MAX_LENGTH + 1));
    var registrations = new RegistrationFolder(folder);
    assertThat(registrations.read()).containsOnlyKeys("good");
    assertThat(registrations.read()).containsOnlyKeys("good");
  }

  @Test
  void aFolderThatIsGoneIsAnErrorAndNotEmpty() {
    assertThatThrownBy(() -> new RegistrationFolder(folder.resolve("gone")).read())
        .isInstanceOf(IOException.class);
  }

  @Test
  void assignmentsAreKeptOnDisk() throws IOException {
    var file = folder.resolve("assignments.bin");
    var store = new AssignmentStore(file);
    assertThat(store.load()).isEmpty();
    var reviews = Pods.reviews(Map.of("a", "b"));
    store.save(List.of(reviews));
    assertThat(new AssignmentStore(file).load()).containsExactly(reviews);
    Files.writeString(file, "damaged");
    assertThat(store.load()).isEmpty();
    new AssignmentStore(folder.resolve("no/such/folder")).save(List.of(reviews));
  }
}
