// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Waits until as many proxies as should have answered to a text of an edit. */
final class MarkWatch implements BiConsumer<ProxyStream, DeltaDiscoveryResponse> {

  private static final int PATIENCE_SECONDS = 60;

  /** An edit; its text appears in what proxies are sent. */
  @FunctionalInterface
  interface Edit {
    void write(String mark) throws Exception;
  }

  private record Wanted(String mark, Set<ProxyStream> got, CountDownLatch left) {}

  private volatile @Nullable Wanted wanted;
  private volatile long newest;

  @Override
  public void accept(ProxyStream stream, DeltaDiscoveryResponse response) {
    var now = wanted;
    if (now != null && holds(response, now.mark()) && now.got().add(stream)) {
      newest = System.nanoTime();
      now.left().countDown();
    }
  }

  private static boolean holds(DeltaDiscoveryResponse response, String mark) {
    return response.getSystemVersionInfo().equals(mark)
        || response.getResourcesList().stream().anyMatch(resource -> holds(resource, mark));
  }

  private static boolean holds(Resource resource, String mark) {
    var value = resource.getResource().getValue();
    return value.toString(StandardCharsets.ISO_8859_1).contains(mark);
  }

  /** Milliseconds from before the edit to the last of so many proxies. */
  double last(String mark, int proxies, Edit edit) throws Exception {
    var next = new Wanted(mark, ConcurrentHashMap.newKeySet(), new CountDownLatch(proxies));
    wanted = next;
    long begin = System.nanoTime();
    edit.write(mark);
    if (!next.left().await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          mark + " reached " + next.got().size() + " of " + proxies + " proxies");
    }
    wanted = null;
    return (newest - begin) / 1e6;
  }
}
