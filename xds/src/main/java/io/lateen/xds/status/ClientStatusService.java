// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.status;

import io.envoyproxy.envoy.service.status.v3.ClientStatusDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.status.v3.ClientStatusRequest;
import io.envoyproxy.envoy.service.status.v3.ClientStatusResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.lateen.xds.server.ProxyAuthorizer;

/**
 * The service on gRPC. A caller sees the proxies whose streams it opened itself, and no others;
 * callers without an identity are refused. One request of a stream is answered before the next is
 * read. Safe from all threads.
 */
public final class ClientStatusService
    extends ClientStatusDiscoveryServiceGrpc.ClientStatusDiscoveryServiceImplBase {

  private final ClientStatus status;
  private final ProxyAuthorizer authorizer;

  /** A service that shows callers their own part of {@code status}. */
  public ClientStatusService(ClientStatus status, ProxyAuthorizer authorizer) {
    this.status = status;
    this.authorizer = authorizer;
  }

  @Override
  public void fetchClientStatus(
      ClientStatusRequest request, StreamObserver<ClientStatusResponse> observer) {
    var conversation = conversation(observer);
    conversation.open();
    conversation.onNext(request);
    conversation.onCompleted();
  }

  @Override
  public StreamObserver<ClientStatusRequest> streamClientStatus(
      StreamObserver<ClientStatusResponse> observer) {
    var conversation = conversation(observer);
    conversation.openStream();
    return conversation;
  }

  private Conversation conversation(StreamObserver<ClientStatusResponse> observer) {
    var call = (ServerCallStreamObserver<ClientStatusResponse>) observer;
    return new Conversation(status, call, authorizer.peer());
  }
}
