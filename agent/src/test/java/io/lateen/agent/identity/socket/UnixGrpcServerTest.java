// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.stub.StreamObserver;
import io.lateen.proto.node.v1.NodeCertificate;
import io.lateen.proto.node.v1.NodeIdentityGrpc;
import io.lateen.proto.node.v1.RenewRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixGrpcServerTest {

  @TempDir Path folder;

  private final BlockingQueue<PeerProcess> peers = new LinkedBlockingQueue<>();
  private final List<UnixGrpcServer> servers = new ArrayList<>();
  private final List<ManagedChannel> channels = new ArrayList<>();
  private UnixEventLoops loops;

  @BeforeEach
  void open() {
    loops = UnixEventLoops.start();
  }

  @AfterEach
  void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    servers.forEach(UnixGrpcServer::close);
    loops.close();
  }

  /** Answers with its name. */
  private static final class Named extends NodeIdentityGrpc.NodeIdentityImplBase {
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    public void renew(RenewRequest request, StreamObserver<NodeCertificate> caller) {
      caller.onNext(NodeCertificate.newBuilder().setNode(name).build());
      caller.onCompleted();
    }
  }

  private Verdict admit(PeerProcess peer) {
    peers.add(peer);
    return new Verdict.Allowed();
  }

  private UnixGrpcServer serve(Path socket, String name, PeerCheck check) throws IOException {
    var settings = new UnixGrpcServer.Settings(socket, uid());
    var server =
        UnixGrpcServer.start(settings, check, List.of(new Named(name)), loops, Runnable::run);
    servers.add(server);
    return server;
  }

  private String ask(Path socket) {
    var channel =
        NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.toString()))
            .channelType(EpollDomainSocketChannel.class)
            .eventLoopGroup(loops.serving())
            .usePlaintext()
            .build();
    channels.add(channel);
    return NodeIdentityGrpc.newBlockingStub(channel)
        .withDeadlineAfter(20, TimeUnit.SECONDS)
        .renew(RenewRequest.getDefaultInstance())
        .getNode();
  }

  private int uid() throws IOException {
    return ((Number) Files.getAttribute(folder, "unix:uid")).intValue();
  }

  @Test
  void servesThePeersThatTheCheckAdmits() throws Exception {
    var socket = folder.resolve("xds.sock");
    serve(socket, "one", this::admit);
    assertThat(ask(socket)).isEqualTo("one");
    assertThat(peers.poll(1, TimeUnit.SECONDS))
        .isEqualTo(new PeerProcess((int) ProcessHandle.current().pid(), uid()));
  }

  @Test
  void aRefusedPeerGetsNothing() throws IOException {
    var socket = folder.resolve("xds.sock");
    serve(socket, "one", peer -> new Verdict.Refused("not today"));
    assertUnavailable(socket);
  }

  @Test
  void aCheckThatFailsRefuses() throws IOException {
    var socket = folder.resolve("xds.sock");
    serve(
        socket,
        "one",
        peer -> {
          throw new IllegalStateException("broken");
        });
    assertUnavailable(socket);
  }

  private void assertUnavailable(Path socket) {
    assertThatThrownBy(() -> ask(socket))
        .isInstanceOf(StatusRuntimeException.class)
        .satisfies(
            e -> assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.UNAVAILABLE));
  }

  @Test
  void onlyTheOwnerMayOpenTheSocket() throws IOException {
    var socket = folder.resolve("xds.sock");
    serve(socket, "one", this::admit);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
    assertThat(Files.getAttribute(socket, "unix:uid")).isEqualTo(uid());
    assertThat(folder.resolve("xds.sock.new")).doesNotExist();
  }

  @Test
  void replacesWhatAKilledAgentLeft() throws IOException {
    var socket = Files.createFile(folder.resolve("xds.sock"));
    Files.createFile(folder.resolve("xds.sock.new"));
    serve(socket, "one", this::admit);
    assertThat(ask(socket)).isEqualTo("one");
  }

  @Test
  void removesItsSocketButNotItsSuccessors() throws IOException {
    var socket = folder.resolve("xds.sock");
    var first = serve(socket, "one", this::admit);
    var second = serve(socket, "two", this::admit);
    first.close();
    assertThat(ask(socket)).isEqualTo("two");
    second.close();
    assertThat(socket).doesNotExist();
    second.close();
  }

  @Test
  void aLongPathIsRefusedWithItsRemedy() {
    var socket = folder.resolve("x".repeat(120));
    assertThatThrownBy(() -> serve(socket, "one", this::admit))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("choose a shorter run folder");
  }

  @Test
  void aMissingFolderIsAProblemAndLeavesNothing() {
    var socket = folder.resolve("absent").resolve("xds.sock");
    assertThatThrownBy(() -> serve(socket, "one", this::admit)).isInstanceOf(IOException.class);
  }

  @Test
  void connectionsAreBounded() throws IOException {
    var socket = folder.resolve("xds.sock");
    serve(socket, "one", this::admit);
    for (int i = 0; i < UnixGrpcServer.MAX_CONNECTIONS; i++) {
      assertThat(ask(socket)).isEqualTo("one");
    }
    assertUnavailable(socket);
  }
}
