// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.proxyless;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import io.grpc.xds.CsdsService;
import io.grpc.xds.shaded.io.envoyproxy.envoy.admin.v3.ClientResourceStatus;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.status.v3.ClientConfig;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.status.v3.ClientStatusDiscoveryServiceGrpc;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.status.v3.ClientStatusRequest;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.status.v3.ClientStatusResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the gRPC library itself says of the resources that it got (CSDS within the process). */
final class ClientState implements AutoCloseable {

  private static final String NAME = "csds";
  private static final long PATIENCE_SECONDS = 20;

  private final Server server;
  private final ManagedChannel channel;

  ClientState() throws IOException {
    server =
        InProcessServerBuilder.forName(NAME).addService(CsdsService.newInstance()).build().start();
    channel = InProcessChannelBuilder.forName(NAME).build();
  }

  /** The resources in that state, as {@code TYPE NAME REASON}. */
  List<String> in(ClientResourceStatus status) throws Exception {
    var found = new ArrayList<String>();
    for (var client : ask().getConfigList()) {
      for (ClientConfig.GenericXdsConfig resource : client.getGenericXdsConfigsList()) {
        if (resource.getClientStatus() == status) {
          var type = resource.getTypeUrl();
          found.add(
              type.substring(type.lastIndexOf('.') + 1)
                  + " "
                  + resource.getName()
                  + " "
                  + resource.getErrorState().getDetails());
        }
      }
    }
    return found;
  }

  private ClientStatusResponse ask()
      throws ExecutionException, InterruptedException, TimeoutException {
    var answer = new CompletableFuture<ClientStatusResponse>();
    var requests =
        ClientStatusDiscoveryServiceGrpc.newStub(channel)
            .streamClientStatus(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ClientStatusResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable cause) {
                    answer.completeExceptionally(cause);
                  }

                  @Override
                  public void onCompleted() {
                    // The answer was there before.
                  }
                });
    requests.onNext(ClientStatusRequest.getDefaultInstance());
    var response = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    requests.onCompleted();
    return response;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }
}
