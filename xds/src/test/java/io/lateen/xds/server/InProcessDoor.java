// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.lateen.testkit.time.VirtualScheduler;
import io.lateen.xds.status.ClientStatus;
import io.lateen.xds.status.ClientStatusService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;

/** All services of the module on gRPC within the process; everything runs on the test's thread. */
final class InProcessDoor implements AutoCloseable {

  final VirtualScheduler scheduler = new VirtualScheduler();
  final FakeViews views = new FakeViews();
  final FakeJournal journal = new FakeJournal();
  final FakeAuthorizer authorizer = new FakeAuthorizer();
  final AdsService service;
  private final Server server;
  private final ManagedChannel channel;

  InProcessDoor(XdsLimits limits) {
    var clock = scheduler.clock();
    var seams = new XdsSeams(scheduler, () -> Runnable::run, clock, clock, new Random(1));
    service = new AdsService(views, authorizer, limits, journal, journal, seams);
    var name = InProcessServerBuilder.generateName();
    var status = new ClientStatus(service::streams, Runnable::run);
    var builder =
        InProcessServerBuilder.forName(name)
            .directExecutor()
            .addService(service)
            .addService(new ClientStatusService(status, authorizer));
    service.separate().forEach(builder::addService);
    try {
      server = builder.build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    channel = InProcessChannelBuilder.forName(name).directExecutor().build();
  }

  /** An incremental stream of one of the services. */
  DeltaClient delta(DiscoveryApi api) {
    var client = new DeltaClient();
    call(
        api.deltaMethod().toBuilder(
            ProtoUtils.marshaller(DeltaDiscoveryRequest.getDefaultInstance()),
            ProtoUtils.marshaller(DeltaDiscoveryResponse.getDefaultInstance())),
        client);
    return client;
  }

  /** A state-of-the-world stream of one of the services. */
  CallClient<DiscoveryResponse, DiscoveryRequest> sotw(DiscoveryApi api) {
    var client = new CallClient<DiscoveryResponse, DiscoveryRequest>();
    call(
        api.sotwMethod().toBuilder(
            ProtoUtils.marshaller(DiscoveryRequest.getDefaultInstance()),
            ProtoUtils.marshaller(DiscoveryResponse.getDefaultInstance())),
        client);
    return client;
  }

  /** A stream of any service. */
  <Q, R> void call(MethodDescriptor.Builder<Q, R> method, CallClient<R, Q> client) {
    var call = channel.newCall(method.build(), CallOptions.DEFAULT);
    var unused = ClientCalls.asyncBidiStreamingCall(call, client);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }
}
