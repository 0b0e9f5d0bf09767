// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import static io.lateen.xds.stream.SmallMesh.VIEW;
import static io.lateen.xds.stream.SmallMesh.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.xds.stream.StreamState.Variant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules about order and warming: 15 to 17. */
class OrderRulesTest {

  @Test
  void rule15_routesFollowTheirClusters() {
    var proxy = running();
    proxy.view(VIEW.with("cds", "c", "1").with("lds", "l", "2").with("rds", "r", "2"));
    assertThat(proxy.take()).containsExactly("CDS c=1");
    assertThat(proxy.ack("cds").take()).containsExactly("LDS l=2", "RDS r=2");
  }

  @Test
  void rule15_clustersGoAfterTheirRoutes() {
    var proxy = running().view(VIEW.without("cds", "b").with("rds", "r", "2"));
    assertThat(proxy.take()).containsExactly("RDS r=2");
    assertThat(proxy.ack("rds").take()).containsExactly("CDS -b");
  }

  @Test
  void rule15_aRefusedRouteKeepsItsClusters() {
    var proxy = running().view(VIEW.without("cds", "b").with("rds", "r", "2"));
    proxy.nack("rds", "no").take();
    var next = VIEW.without("cds", "b").with("rds", "r", "3");
    proxy.view(next.again());
    assertThat(proxy.take()).containsExactly("RDS r=3");
    assertThat(proxy.ack("rds").take()).containsExactly("CDS -b");
  }

  @Test
  void rule15_endpointsOfAClusterThatGoesStayUntilItIsGone() {
    var proxy = running().view(VIEW.without("cds", "b").without("eds", "b").with("rds", "r", "2"));
    assertThat(proxy.take()).containsExactly("RDS r=2");
    assertThat(proxy.ack("rds").take()).containsExactly("CDS -b");
    assertThat(proxy.unsubscribe("eds", "b").ack("cds").take()).containsExactly("settled 9");
  }

  @Test
  void rule15_aClusterThatComesBackMeanwhileStays() {
    var proxy = running().view(VIEW.without("cds", "b").with("rds", "r", "2"));
    proxy.take();
    proxy.view(VIEW.with("rds", "r", "2").again());
    assertThat(proxy.ack("rds").take()).containsExactly("settled 8");
  }

  @Test
  void rule15_theWaitForClustersEnds() {
    var proxy = running().view(VIEW.with("cds", "c", "1").with("rds", "r", "2"));
    proxy.take();
    assertThat(proxy.holdExpires().take()).containsExactly("RDS r=2", "hold released");
  }

  @Test
  void rule16_endpointsFollowEveryUpdateOfTheirCluster() {
    var proxy = running().view(VIEW.with("cds", "a", "2"));
    assertThat(proxy.take()).containsExactly("CDS a=2", "EDS a=1");
  }

  @Test
  void rule16_alsoWhenAnEarlierAnswerIsStillInFlight() {
    var proxy = running().view(VIEW.with("eds", "a", "2"));
    proxy.view(VIEW.with("eds", "a", "2").with("cds", "a", "2"));
    assertThat(proxy.take()).containsExactly("EDS a=2", "CDS a=2");
    assertThat(proxy.ack("eds").take()).containsExactly("EDS a=2");
  }

  @Test
  void rule16_alsoWhenTheClientAsksForEndpointsAfterItsClustersWereSent() {
    var proxy = new ScriptedProxy(Variant.DELTA, true, StreamLimits.DEFAULT, "n").view(VIEW);
    proxy.reconnect("cds", List.of(), Map.of("a", "0", "b", "1"));
    proxy.reconnect("eds", List.of("a", "b"), Map.of("a", "1", "b", "1"));
    assertThat(proxy.take()).containsExactly("CDS a=1", "EDS a=1");
  }

  @Test
  void rule16_endpointsDoNotWaitForTheAnswerAboutClusters() {
    var proxy = running().view(VIEW.with("cds", "c", "1").with("eds", "c", "1"));
    proxy.take();
    assertThat(proxy.subscribe("eds", "c").take()).containsExactly("EDS c=1");
  }

  @Test
  void rule17_anEmptyWildcardIsAnsweredToo() {
    var proxy = ScriptedProxy.delta().view(FakeView.EMPTY.again());
    assertThat(proxy.subscribe("cds").take()).containsExactly("CDS (empty)");
  }

  @Test
  void rule17_nothingIsSaidBeforeThereIsAView() {
    var proxy = ScriptedProxy.delta().subscribe("cds").subscribe("eds", "a");
    assertThat(proxy.take()).isEmpty();
    assertThat(proxy.view(VIEW).take()).containsExactly("CDS a=1 b=1", "EDS a=1");
  }

  @Test
  void rule19_aTypeThatIsAskedForLateIsAnswered() {
    var proxy = running();
    assertThat(proxy.subscribe("srds").take()).containsExactly("SRDS (empty)");
    proxy.ack("srds").view(VIEW.with("srds", "s", "1"));
    assertThat(proxy.take()).contains("SRDS s=1");
  }
}
