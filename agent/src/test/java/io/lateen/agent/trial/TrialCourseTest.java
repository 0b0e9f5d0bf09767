// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.lateen.agent.relay.Judge.Refused;
import io.lateen.proto.node.v1.Finding;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrialCourseTest {

  private static final int MANY = 50;

  private static Resource resource(Trialable kind, String name) {
    Message message =
        switch (kind) {
          case CLUSTER ->
              Cluster.newBuilder().setName(name).setType(Cluster.DiscoveryType.EDS).build();
          case ENDPOINT -> ClusterLoadAssignment.newBuilder().setClusterName(name).build();
          case LISTENER -> Listener.newBuilder().setName(name).build();
          case ROUTE -> RouteConfiguration.newBuilder().setName(name).build();
          case EXTENSION ->
              TypedExtensionConfig.newBuilder()
                  .setName(name)
                  .setTypedConfig(Any.newBuilder().setTypeUrl("t/x"))
                  .build();
        };
    return Resource.newBuilder()
        .setName(name)
        .setVersion("v-" + name)
        .setResource(Any.pack(message))
        .build();
  }

  private static TrialCourse course(Trialable kind, int many) {
    var resources = IntStream.range(0, many).mapToObj(i -> resource(kind, "r" + i)).toList();
    return new TrialCourse(kind, new Refused(kind.typeUrl(), resources, Set.of("x", "y")));
  }

  @ParameterizedTest
  @EnumSource
  void findsAllThatTheTwinRefusesAndNothingElse(Trialable kind) {
    var course = course(kind, MANY);
    new FakeTwin(course, Set.of("r0", "r17", "r49")::contains).talk();
    assertTrue(course.done());
    assertEquals(MANY, course.findings().size());
    var guilty = course.findings().stream().filter(Finding::getRefused).toList();
    assertEquals(List.of("r0", "r17", "r49"), guilty.stream().map(Finding::getName).toList());
    assertEquals("r17 is no good", guilty.get(1).getReason());
    assertEquals("v-r17", guilty.get(1).getVersion());
  }

  @ParameterizedTest
  @EnumSource
  void takesEachAwayBeforeTheNext(Trialable kind) {
    var course = course(kind, MANY);
    var twin = new FakeTwin(course, name -> false);
    twin.talk();
    var references = kind == Trialable.LISTENER ? 2 : 0;
    var leftBehind =
        kind == Trialable.ROUTE || kind == Trialable.ENDPOINT || kind == Trialable.EXTENSION;
    assertTrue(twin.mostHeld <= references + (leftBehind ? MANY : 0) + 1, "" + twin.mostHeld);
  }

  @Test
  void listenersFindTheClustersThatTheyName() {
    var twin = new FakeTwin(course(Trialable.LISTENER, 1), name -> false);
    twin.talk();
    assertEquals(List.of("CLUSTER x", "CLUSTER y", "LISTENER r0"), twin.sent);
  }

  /** The address of a workload is not there, and opening a port is not what is tried. */
  @Test
  void listenersOpenNoPort() throws Exception {
    var tried = Carriers.unbound(resource(Trialable.LISTENER, "l"));
    var listener = tried.getResource().unpack(Listener.class);
    assertTrue(listener.hasBindToPort());
    assertFalse(listener.getBindToPort().getValue());
    assertEquals("l", listener.getName());
  }

  @Test
  void internalListenersStayAsTheyAre() {
    var internal =
        Listener.newBuilder()
            .setName("l")
            .setInternalListener(Listener.InternalListenerConfig.getDefaultInstance());
    var resource = Resource.newBuilder().setResource(Any.pack(internal.build())).build();
    assertEquals(resource, Carriers.unbound(resource));
  }

  /** What was not tried is not judged. */
  @Test
  void aTwinThatDiesLeavesTheRestOpen() {
    var course = course(Trialable.CLUSTER, 3);
    assertFalse(course.done());
    assertEquals(List.of(), course.findings());
  }

  @Test
  void longReasonsAreCut() {
    var name = "r".repeat(2 * TrialLimits.MAX_REASON);
    var refused =
        new Refused(Trialable.ROUTE.typeUrl(), List.of(resource(Trialable.ROUTE, name)), Set.of());
    var course = new TrialCourse(Trialable.ROUTE, refused);
    new FakeTwin(course, each -> true).talk();
    assertEquals(TrialLimits.MAX_REASON, course.findings().getFirst().getReason().length());
  }
}
