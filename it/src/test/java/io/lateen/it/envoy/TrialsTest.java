// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.lateen.agent.envoy.Bootstrap.Resolver;
import io.lateen.agent.envoy.EnvoySettings;
import io.lateen.agent.envoy.ProxyNode;
import io.lateen.agent.identity.socket.UnixEventLoops;
import io.lateen.agent.process.LinuxProcesses;
import io.lateen.agent.relay.Judge.Refused;
import io.lateen.agent.telemetry.Counters;
import io.lateen.agent.trial.Trials;
import io.lateen.agent.workload.AssignedWorkload;
import io.lateen.agent.workload.ProxyStart;
import io.lateen.it.machine.EnvoyBinary;
import io.lateen.proto.node.v1.Finding;
import io.lateen.proto.node.v1.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A twin of a real Envoy finds exactly the resources that this Envoy refuses. */
class TrialsTest {

  private static final int RESOURCES = 40;
  private static final Set<Integer> BAD = Set.of(0, 23, 39);
  private static final int USER = 1337;
  private static final Any UNKNOWN =
      Any.newBuilder().setTypeUrl("type.googleapis.com/no.such.Type").build();

  /** What is tried, good and bad. */
  private enum Kind {
    CLUSTER("envoy.config.cluster.v3.Cluster") {
      @Override
      Message make(String name, boolean bad) {
        var config = ConfigSource.newBuilder().setAds(AggregatedConfigSource.getDefaultInstance());
        var cluster =
            Cluster.newBuilder()
                .setName(name)
                .setType(Cluster.DiscoveryType.EDS)
                .setEdsClusterConfig(Cluster.EdsClusterConfig.newBuilder().setEdsConfig(config));
        if (bad) {
          cluster.setTransportSocket(
              TransportSocket.newBuilder().setName("x").setTypedConfig(UNKNOWN));
        }
        return cluster.build();
      }
    },
    ENDPOINT("envoy.config.endpoint.v3.ClusterLoadAssignment") {
      @Override
      Message make(String name, boolean bad) {
        var assignment = ClusterLoadAssignment.newBuilder().setClusterName(name);
        assignment
            .addEndpointsBuilder()
            .addLbEndpointsBuilder()
            .getEndpointBuilder()
            .setAddress(address(bad ? "no-address" : "10.0.0.1"));
        return assignment.build();
      }
    },
    LISTENER("envoy.config.listener.v3.Listener") {
      @Override
      Message make(String name, boolean bad) {
        var routes = ROUTE.make(name, false);
        var manager =
            HttpConnectionManager.newBuilder()
                .setStatPrefix(name)
                .setRouteConfig((RouteConfiguration) routes)
                .addHttpFilters(
                    HttpFilter.newBuilder()
                        .setName("router")
                        .setTypedConfig(bad ? UNKNOWN : Any.pack(Router.getDefaultInstance())));
        var filter = Filter.newBuilder().setName("hcm").setTypedConfig(Any.pack(manager.build()));
        // All have one address, which this machine does not have.
        return Listener.newBuilder()
            .setName(name)
            .setAddress(address("10.9.8.7"))
            .addFilterChains(FilterChain.newBuilder().addFilters(filter))
            .build();
      }
    },
    ROUTE("envoy.config.route.v3.RouteConfiguration") {
      @Override
      Message make(String name, boolean bad) {
        var route = Route.newBuilder();
        route.getMatchBuilder().setPrefix("/");
        route.getRouteBuilder().setCluster("known");
        if (bad) {
          route.putTypedPerFilterConfig("x", UNKNOWN);
        }
        return RouteConfiguration.newBuilder()
            .setName(name)
            .addVirtualHosts(VirtualHost.newBuilder().setName("v").addDomains("*").addRoutes(route))
            .build();
      }
    },
    EXTENSION("envoy.config.core.v3.TypedExtensionConfig") {
      /** {@code envoy.extensions.filters.http.buffer.v3.Buffer}: nothing above 0 is refused. */
      @Override
      Message make(String name, boolean bad) {
        var limit = UInt32Value.of(bad ? 0 : 5).toByteString();
        var value = ByteString.copyFrom(new byte[] {0x0a, (byte) limit.size()}).concat(limit);
        return TypedExtensionConfig.newBuilder()
            .setName(name)
            .setTypedConfig(
                Any.newBuilder()
                    .setTypeUrl(
                        "type.googleapis.com/envoy.extensions.filters.http.buffer.v3.Buffer")
                    .setValue(value))
            .build();
      }
    };

    private final String typeUrl;

    Kind(String type) {
      this.typeUrl = "type.googleapis.com/" + type;
    }

    abstract Message make(String name, boolean bad);
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final UnixEventLoops loops = UnixEventLoops.start();
  private final Counters counters = new Counters();
  private Path folder;
  private Trials trials;

  private static Address address(String text) {
    return Address.newBuilder()
        .setSocketAddress(SocketAddress.newBuilder().setAddress(text).setPortValue(80))
        .build();
  }

  /** Not in a folder of the test framework, into which only root may look. */
  @BeforeEach
  void start() throws IOException {
    folder = Files.createTempDirectory(Path.of("/run"), "lateen-trial");
    Files.setPosixFilePermissions(
        folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    var settings =
        new EnvoySettings(
            EnvoyBinary.underTest(),
            USER,
            1,
            new Resolver("127.0.0.1", 53),
            ProxyNode.Place.of("host1", "cluster.local"));
    trials = new Trials(folder, settings, new LinuxProcesses(), loops, threads, counters);
  }

  @AfterEach
  void stop() throws IOException {
    trials.close();
    threads.shutdownNow();
    loops.close();
    Files.delete(folder);
  }

  private static AssignedWorkload workload() {
    return new AssignedWorkload(
        "uid",
        "default",
        "app",
        "default",
        List.of("10.0.0.9"),
        new TreeMap<>(),
        new TreeMap<>(),
        AssignedWorkload.Role.SIDECAR,
        ProxyStart.DEFAULT);
  }

  private Verdict tryOut(Kind kind) throws Exception {
    var resources = new ArrayList<Resource>();
    for (int i = 0; i < RESOURCES; i++) {
      var name = "resource-" + i;
      var bad = BAD.contains(i);
      resources.add(
          Resource.newBuilder()
              .setName(name)
              .setVersion(name)
              .setResource(Any.pack(kind.make(name, bad)))
              .build());
    }
    var verdict = new CompletableFuture<Verdict>();
    trials
        .of(workload())
        .judge(new Refused(kind.typeUrl, resources, Set.of("known")), verdict::complete);
    return verdict.get(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource
  void theTwinRefusesWhatIsBadAndNothingElse(Kind kind) throws Exception {
    var verdict = tryOut(kind);

    assertThat(verdict.getFindingsList()).hasSize(RESOURCES);
    assertThat(verdict.getFindingsList())
        .filteredOn(Finding::getRefused)
        .extracting(Finding::getName)
        .containsExactly("resource-0", "resource-23", "resource-39");
    assertThat(verdict.getFindingsList())
        .filteredOn(Finding::getRefused)
        .allMatch(finding -> !finding.getReason().isEmpty());
    assertThat(counters.value(Counters.TRIALS_FAILED)).isZero();
    assertThat(folder.resolve(".trial")).as("the twin leaves nothing").doesNotExist();
  }
}
