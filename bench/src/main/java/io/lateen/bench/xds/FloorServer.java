// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import com.google.protobuf.UnsafeByteOperations;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * The cheapest server on the same library: it knows no mesh and decides nothing. Whoever asks for a
 * type gets recorded bytes, and an edit sends one recorded response, made once, to every stream.
 */
public final class FloorServer {

  private static final Pattern MARK = Pattern.compile("100\\.7\\d\\.\\d+\\.\\d+|mark-\\w+");

  private static final MethodDescriptor<DeltaDiscoveryRequest, byte[]> METHOD =
      AggregatedDiscoveryServiceGrpc.getDeltaAggregatedResourcesMethod().toBuilder(
              ProtoUtils.marshaller(DeltaDiscoveryRequest.getDefaultInstance()), new EncodedBytes())
          .build();

  private final Map<String, byte[]> first = new HashMap<>();
  private final Recording recording;
  private final List<FloorStream> streams = new CopyOnWriteArrayList<>();
  private int next;

  private FloorServer(Recording recording) {
    this.recording = recording;
    var byType = new HashMap<String, DeltaDiscoveryResponse>();
    recording.first().forEach(each -> byType.merge(each.getTypeUrl(), each, FloorServer::joined));
    byType.forEach((type, response) -> first.put(type, response.toByteArray()));
  }

  private static DeltaDiscoveryResponse joined(DeltaDiscoveryResponse a, DeltaDiscoveryResponse b) {
    return a.toBuilder().mergeFrom(b).build();
  }

  /** Arguments: folder of the recording, PEM files of roots, certificate, key. */
  public static void main(String[] arguments) throws IOException {
    var floor = new FloorServer(Recording.read(Path.of(arguments[0])));
    var tls =
        GrpcSslContexts.forServer(Path.of(arguments[2]).toFile(), Path.of(arguments[3]).toFile())
            .trustManager(Path.of(arguments[1]).toFile())
            .clientAuth(ClientAuth.REQUIRE)
            .build();
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var server =
        NettyServerBuilder.forAddress(loopback)
            .sslContext(tls)
            .directExecutor()
            .addService(
                ServerServiceDefinition.builder(AggregatedDiscoveryServiceGrpc.SERVICE_NAME)
                    .addMethod(METHOD, ServerCalls.asyncBidiStreamingCall(floor::open))
                    .build())
            .build()
            .start();
    var door = HttpServer.create(loopback, 0);
    door.createContext("/", floor::edit);
    door.start();
    System.out.println("ready " + server.getPort() + " " + door.getAddress().getPort());
    floor.follow(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII)));
  }

  private StreamObserver<DeltaDiscoveryRequest> open(StreamObserver<byte[]> responses) {
    var stream = new FloorStream((ServerCallStreamObserver<byte[]>) responses, first, streams);
    streams.add(stream);
    return stream;
  }

  /** An edit of the load client: its text holds the mark that the proxies look for. */
  private void edit(HttpExchange exchange) throws IOException {
    try (exchange) {
      var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var mark = MARK.matcher(text);
      if (mark.find()) {
        push(mark.group(), streams.size());
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** Lines of a mark and a number of streams, to its end. */
  private void follow(BufferedReader lines) throws IOException {
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var words = line.split(" ");
      push(words[0], Integer.parseInt(words[1]));
    }
  }

  /** Sends what followed an edit to the next streams; the mark is where a version would be. */
  private synchronized void push(String mark, int receivers) {
    var version = UnsafeByteOperations.unsafeWrap(mark.getBytes(StandardCharsets.US_ASCII));
    for (var response : mark.startsWith("mark") ? recording.route() : recording.endpoint()) {
      var bytes = response.toBuilder().setSystemVersionInfoBytes(version).build().toByteArray();
      for (int i = 0; i < receivers; i++) {
        streams.get((next + i) % streams.size()).send(bytes);
      }
    }
    next += receivers;
  }
}
