// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.envoy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.lateen.cli.offline.OfflineTranslation;
import io.lateen.conformance.Case;
import io.lateen.conformance.Suite;
import io.lateen.conformance.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Everything that is translated for other suites, handed to real Envoys: no refusal and no warning.
 * A case is a proxy of a mesh; what is the same as before is not handed over again.
 */
public final class EnvoySuite implements Suite {

  private final List<EnvoyValidation> envoys;
  private final ConcurrentHashMap<ByteString, String> known = new ConcurrentHashMap<>();

  /** Asks all of these Envoys. */
  public EnvoySuite(List<EnvoyValidation> envoys) {
    this.envoys = List.copyOf(envoys);
  }

  @Override
  public String name() {
    return "envoy";
  }

  @Override
  public String place() {
    return "";
  }

  @Override
  public List<Case> cases(Path collection) throws IOException {
    var found = new ArrayList<Case>();
    for (var proxy : MeshProxy.of(collection)) {
      found.add(new Case(proxy.name(), () -> judge(proxy)));
    }
    return found;
  }

  private Verdict judge(MeshProxy proxy) {
    var resources = new OfflineTranslation().translate(proxy.mesh().get(), proxy.description());
    try {
      var bootstrap = ByteString.copyFrom(StaticBootstrap.of(resources));
      var said = known.computeIfAbsent(bootstrap, this::ask);
      return said.isEmpty() ? Verdict.PASSED : Verdict.failed(brief(said), () -> said);
    } catch (InvalidProtocolBufferException | IllegalStateException e) {
      return Verdict.failed(String.valueOf(e.getMessage()));
    }
  }

  private String ask(ByteString bootstrap) {
    return envoys.stream()
        .map(envoy -> ask(envoy, bootstrap))
        .filter(said -> !said.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String ask(EnvoyValidation envoy, ByteString bootstrap) {
    try {
      var said = envoy.validate(bootstrap.toByteArray());
      return said.isClean()
          ? ""
          : envoy.binary()
              + (said.accepted() ? " warns" : " refuses")
              + "\n"
              + String.join("\n", said.complaints());
    } catch (IOException e) {
      return envoy.binary() + " cannot be asked: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  /** Envoy's own words, without what its log puts before them. */
  private static String brief(String said) {
    return said.lines()
        .map(line -> line.replaceFirst("^\\[[^]]*]\\[[^]]*]\\[[^]]*]\\[[^]]*] \\[[^]]*] ", ""))
        .distinct()
        .collect(Collectors.joining(" | "));
  }
}
