// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.security;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.stub.ServerCalls;
import io.lateen.lab.system.NetworkNamespace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Envoy's external authorization over gRPC ({@code envoy.service.auth.v3.Authorization}), read by
 * field numbers: who has the header with the value {@code allow} may pass.
 */
final class CheckServer implements AutoCloseable {

  private static final long STOP_SECONDS = 5;

  /** {@code google.rpc.Code}, PERMISSION_DENIED. */
  private static final int DENIED = 7;

  private static final int STATUS = 1;
  private static final int CODE = 1;

  /** {@code CheckRequest.attributes.request.http.headers}. */
  private static final List<Integer> HEADERS = List.of(1, 4, 2, 3);

  private final Server server;
  private final EventLoopGroup group;

  private CheckServer(Server server, EventLoopGroup group) {
    this.server = server;
    this.group = group;
  }

  /** Listens in a pod's network, whose threads alone open sockets there. */
  static CheckServer start(NetworkNamespace netns, int port, String header) throws IOException {
    Executor inNetwork =
        work ->
            netns.start(
                () -> {
                  work.run();
                  return "";
                });
    var group = new MultiThreadIoEventLoopGroup(1, inNetwork, NioIoHandler.newFactory());
    var server =
        NettyServerBuilder.forAddress(new InetSocketAddress(port))
            .channelType(NioServerSocketChannel.class)
            .bossEventLoopGroup(group)
            .workerEventLoopGroup(group)
            .addService(service(header))
            .build()
            .start();
    return new CheckServer(server, group);
  }

  private static ServerServiceDefinition service(String header) {
    var method =
        MethodDescriptor.newBuilder(new Bytes(), new Bytes())
            .setType(MethodType.UNARY)
            .setFullMethodName("envoy.service.auth.v3.Authorization/Check")
            .build();
    return ServerServiceDefinition.builder("envoy.service.auth.v3.Authorization")
        .addMethod(
            method,
            ServerCalls.asyncUnaryCall(
                (request, observer) -> {
                  observer.onNext(verdict(has(request, header)));
                  observer.onCompleted();
                }))
        .build();
  }

  private static UnknownFieldSet verdict(boolean allowed) {
    var code = UnknownFieldSet.Field.newBuilder().addVarint(allowed ? 0 : DENIED).build();
    var status = UnknownFieldSet.newBuilder().addField(CODE, code).build().toByteString();
    var field = UnknownFieldSet.Field.newBuilder().addLengthDelimited(status).build();
    return UnknownFieldSet.newBuilder().addField(STATUS, field).build();
  }

  private static boolean has(UnknownFieldSet request, String header) {
    var level = List.of(request.toByteString());
    for (int number : HEADERS) {
      level = level.stream().flatMap(text -> fields(text, number).stream()).toList();
    }
    return level.stream()
        .anyMatch(
            entry ->
                fields(entry, 1).contains(ByteString.copyFromUtf8(header))
                    && fields(entry, 2).contains(ByteString.copyFromUtf8("allow")));
  }

  private static List<ByteString> fields(ByteString message, int number) {
    try {
      return UnknownFieldSet.parseFrom(message).getField(number).getLengthDelimitedList();
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    server.shutdownNow().awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).await();
  }

  /** Messages without their types. */
  private static final class Bytes implements MethodDescriptor.Marshaller<UnknownFieldSet> {

    @Override
    public InputStream stream(UnknownFieldSet message) {
      return new ByteArrayInputStream(message.toByteArray());
    }

    @Override
    public UnknownFieldSet parse(InputStream stream) {
      try {
        return UnknownFieldSet.parseFrom(stream);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
