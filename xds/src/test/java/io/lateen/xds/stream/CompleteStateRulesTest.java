// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import static io.lateen.xds.stream.SmallMesh.VIEW;
import static io.lateen.xds.stream.SmallMesh.sotw;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rules 13 and 16 as state-of-the-world clients see them. */
class CompleteStateRulesTest {

  @Test
  void rule13_clustersAndListenersAreAlwaysComplete() {
    var proxy = sotw().sotw("cds", "", "").ack("cds");
    proxy.take();
    proxy.view(VIEW.with("cds", "c", "1"));
    assertThat(proxy.take()).containsExactly("CDS a=1 b=1 c=1");
  }

  @Test
  void rule13_emptyMeansDeleteAll() {
    var proxy = sotw().sotw("cds", "", "").ack("cds");
    proxy.take();
    proxy.view(VIEW.without("cds", "a").without("cds", "b"));
    assertThat(proxy.take()).containsExactly("CDS (empty)");
  }

  @Test
  void rule13_otherTypesCarryOnlyWhatChanged() {
    var proxy = sotw().sotw("eds", "", "", "a", "b").ack("eds", "a", "b");
    proxy.take();
    proxy.view(VIEW.with("eds", "b", "2"));
    assertThat(proxy.take()).containsExactly("EDS b=2");
  }

  @Test
  void rule16_unknownAssignmentsAreEmptyOnes() {
    assertThat(sotw().sotw("eds", "", "", "unknown").take()).containsExactly("EDS unknown=hash");
  }

  @Test
  void rule16_assignmentsThatVanishAreNotEmptied() {
    var proxy = sotw().sotw("eds", "", "", "a").ack("eds", "a");
    proxy.take();
    assertThat(proxy.view(VIEW.without("eds", "a")).take()).containsExactly("settled 7");
  }

  @Test
  void clustersThatRoutesStillNameStayInTheSet() {
    var proxy = sotw().sotw("cds", "", "").ack("cds").sotw("lds", "", "").ack("lds");
    proxy.sotw("rds", "", "", "r").ack("rds", "r").take();
    proxy.view(VIEW.without("cds", "b").with("cds", "c", "1").with("rds", "r", "2"));
    assertThat(proxy.take()).containsExactly("CDS a=1 c=1 b=1");
    assertThat(proxy.ack("cds").take()).containsExactly("RDS r=2");
    assertThat(proxy.ack("rds", "r").take()).containsExactly("CDS a=1 c=1");
  }
}
