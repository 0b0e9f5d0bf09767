// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.service.status.v3.ClientStatusRequest;
import io.envoyproxy.envoy.service.status.v3.ClientStatusResponse;
import io.lateen.translate.message.PackedTypes;
import io.lateen.xds.status.ClientStatus;
import io.lateen.xds.status.ClientStatusAnswer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code POST /v3/discovery:client_status}: the Client Status Discovery Service in its HTTP form
 * (the {@code google.api.http} option of {@code FetchClientStatus} in Envoy's csds.proto), for
 * administrators, who see every proxy.
 */
final class ClientStatusResource {

  static final String PATH = "/v3/discovery:client_status";

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final ClientStatus clients;

  ClientStatusResource(ClientStatus clients) {
    this.clients = clients;
  }

  Reply answer(Call call, List<String> rest) {
    if (!rest.isEmpty()) {
      return Statuses.notFound(call.path());
    }
    if (!call.method().equals("POST")) {
      return Statuses.methodNotAllowed(call.method());
    }
    try {
      return reply(
          clients
              .of(request(call.body()), node -> true)
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InvalidProtocolBufferException e) {
      return Statuses.badRequest("not a ClientStatusRequest: " + e.getMessage());
    } catch (ExecutionException | TimeoutException e) {
      return Statuses.unavailable("the streams of the proxies do not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Statuses.unavailable("the server stops");
    }
  }

  private static ClientStatusRequest request(String body) throws InvalidProtocolBufferException {
    var request = ClientStatusRequest.newBuilder();
    if (!body.isBlank()) {
      JsonFormat.parser().merge(body, request);
    }
    return request.build();
  }

  private static Reply reply(ClientStatusAnswer answer) throws InvalidProtocolBufferException {
    return switch (answer) {
      case ClientStatusAnswer.Found(var response) ->
          new Reply.Text(200, "application/json", json(response));
      case ClientStatusAnswer.Invalid(var reason) -> Statuses.badRequest(reason);
      case ClientStatusAnswer.TooMuch(var reason) -> Statuses.unavailable(reason);
    };
  }

  private static String json(ClientStatusResponse response) throws InvalidProtocolBufferException {
    return JsonFormat.printer()
        .omittingInsignificantWhitespace()
        .usingTypeRegistry(PackedTypes.within(response))
        .print(response);
  }
}
