// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import static io.lateen.xds.stream.SmallMesh.VIEW;
import static io.lateen.xds.stream.SmallMesh.delta;
import static io.lateen.xds.stream.SmallMesh.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.xds.stream.StreamState.Variant;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rule 21, and the limits of one stream. */
class FlowRulesTest {

  @Test
  void rule21_oneResponseOfATypeIsInFlight() {
    var proxy = running().view(VIEW.with("eds", "a", "2"));
    proxy.view(VIEW.with("eds", "a", "2").with("eds", "b", "2"));
    assertThat(proxy.take()).containsExactly("EDS a=2");
    assertThat(proxy.ack("eds").take()).containsExactly("EDS b=2");
  }

  @Test
  void rule21_aSlowClientGetsTheNewestOnly() {
    var proxy = running().slow(true);
    for (int version = 2; version < 100; version++) {
      proxy.view(new FakeView(version + 5L, VIEW.with("eds", "a", "" + version).types()));
    }
    assertThat(proxy.slow(false).take()).containsExactly("EDS a=99");
  }

  @Test
  void viewsNeverGoBack() {
    var proxy = running().view(VIEW.with("eds", "a", "2"));
    proxy.ack("eds").take();
    assertThat(proxy.view(VIEW).take()).isEmpty();
  }

  @Test
  void largeResponsesAreCutAndRoutesWaitForTheLastPart() {
    var limits = new StreamLimits(32, 100, 150, 10, 100, Duration.ofSeconds(15));
    var proxy = new ScriptedProxy(Variant.DELTA, false, limits, "n").view(VIEW);
    proxy.subscribe("cds").subscribe("lds");
    assertThat(proxy.take()).containsExactly("CDS a=1 b=1");
    proxy.view(VIEW.with("cds", "a", "2").with("cds", "b", "2").with("cds", "c", "2"));
    proxy.take();
    assertThat(proxy.ack("cds").take()).containsExactly("CDS a=2 b=2");
    assertThat(proxy.ack("cds").take()).containsExactly("CDS c=2");
    assertThat(proxy.ack("cds").take()).containsExactly("LDS l=1");
  }

  @Test
  void tooManySubscriptionsEndTheStream() {
    var limits = new StreamLimits(32, 2, 1 << 20, 10, 100, Duration.ofSeconds(15));
    var proxy = new ScriptedProxy(Variant.DELTA, false, limits, "n").view(VIEW);
    assertThat(proxy.subscribe("eds", "a", "b", "c").take())
        .contains("over the limit of subscriptions");
  }

  @Test
  void tooManyTypesEndTheStream() {
    var limits = new StreamLimits(1, 10, 1 << 20, 10, 100, Duration.ofSeconds(15));
    var proxy = new ScriptedProxy(Variant.DELTA, false, limits, "n").view(VIEW);
    assertThat(proxy.subscribe("cds").subscribe("lds").take()).contains("over the limit of types");
  }

  @Test
  void moreDeferredRemovalsThanTheLimitAreNotDeferred() {
    var limits = new StreamLimits(32, 100, 1 << 20, 0, 100, Duration.ofSeconds(15));
    var proxy = new ScriptedProxy(Variant.DELTA, false, limits, "n").view(VIEW);
    proxy.subscribe("cds").ack("cds").subscribe("rds", "r").ack("rds").take();
    proxy.view(VIEW.without("cds", "b").with("rds", "r", "2"));
    assertThat(proxy.take()).containsExactly("CDS -b");
  }

  @Test
  void unknownTypesAreServedLikeAnyOther() {
    var proxy = delta();
    assertThat(proxy.subscribe("example.Unknown", "x").take())
        .containsExactly("EXAMPLE.UNKNOWN -x");
  }
}
