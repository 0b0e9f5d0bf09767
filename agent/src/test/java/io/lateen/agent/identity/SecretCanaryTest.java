// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.lateen.agent.identity.certificate.Seams;
import io.lateen.agent.identity.node.NodeIdentity;
import io.lateen.agent.identity.node.NodeSettings;
import io.lateen.identity.SpiffeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What an agent's own code logs, at its most talkative, contains no token and no key. */
class SecretCanaryTest {

  private static final String TOKEN = "lateen-join-canary0123456789canary";

  @TempDir Path folder;

  /** Keeps everything that is logged, with stack traces. */
  private static final class Log extends AppenderBase<ILoggingEvent> {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      var thrown = event.getThrowableProxy();
      lines.add(
          event.getFormattedMessage()
              + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown)));
    }
  }

  @Test
  void noTokenAndNoKeyIsLoggedOrPrinted() throws Exception {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger ours = context.getLogger("io.lateen");
    var level = ours.getLevel();
    var log = new Log();
    log.setContext(context);
    log.start();
    ours.addAppender(log);
    ours.setLevel(Level.TRACE);
    try {
      var printed = live();
      var all = String.join("\n", log.lines) + printed;
      assertThat(log.lines).isNotEmpty();
      assertThat(all).doesNotContain(TOKEN).doesNotContain("PRIVATE KEY");
      for (var secret : keysOnDisk()) {
        assertThat(all).doesNotContain(secret);
      }
    } finally {
      ours.detachAppender(log);
      ours.setLevel(level);
    }
  }

  /** A life with every kind of event; what its objects print. */
  private String live() throws Exception {
    var time = new LockedTime();
    var authority = Identities.authority(folder.resolve("ca"), time.clock);
    var id = SpiffeId.controlPlane(Identities.DOMAIN);
    Files.writeString(folder.resolve("ca.pem"), authority.bundle().pem());
    Files.writeString(folder.resolve("token"), TOKEN);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor();
        var plane = new FakeControlPlane(authority, id, time.clock)) {
      var seams = new Seams(time.clock, time, () -> 0L, Identities.RANDOM, executor);
      var settings =
          new NodeSettings(
              "host1",
              List.of(plane.address()),
              folder.resolve("ca.pem"),
              Optional.of(folder.resolve("token")),
              folder.resolve("state"));
      try (var node = NodeIdentity.start(settings, seams).orThrow();
          var identities = new WorkloadIdentities(node, folder.resolve("state"), seams)) {
        LockedTime.await(() -> node.state().toString().contains("is not valid"));
        plane.tokens.put(TOKEN, "host1");
        time.advance(Duration.ofSeconds(2));
        LockedTime.await(node::isReady);
        plane.accounts.put("uid-1", "reviews");
        var identity = identities.open("uid-1", "default", "reviews");
        LockedTime.await(() -> identity.certificateNotAfter().isPresent());
        return String.join(" ", settings.toString(), node.state().toString(), identity.toString());
      }
    }
  }

  /** The bodies of all key files. */
  private List<String> keysOnDisk() throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(SecretCanaryTest::content)
          .filter(text -> text.contains("PRIVATE KEY"))
          .map(text -> text.lines().skip(1).findFirst().orElseThrow())
          .toList();
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
