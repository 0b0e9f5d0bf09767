// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.agent.telemetry.Counters;
import io.lateen.base.time.NanoClock;
import io.lateen.proto.nds.v1.NameTable;
import io.lateen.proto.nds.v1.NameTable.NameInfo;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** About real sockets on loopback: both transports, and one agent asking another as upstream. */
class DnsServerTest {

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final InetSocketAddress ANY_PORT = new InetSocketAddress(LOOPBACK, 0);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final DnsDirectory names = new DnsDirectory("cluster.local");
  private AgentDns inner;
  private AgentDns outer;

  @BeforeEach
  void start() throws IOException {
    inner = agent(List.of(), names);
    var world = new DnsDirectory("cluster.local");
    world.put("elsewhere", "default", List.of("127.0.0.1"));
    world.table("elsewhere", NameTable.getDefaultInstance());
    outer = agent(List.of(inner.applications()), world);
    names.put("uid", "default", List.of("127.0.0.1", "no address"));
    var many = NameInfo.newBuilder();
    for (int i = 1; i <= 40; i++) {
      many.addIps("10.77.9." + i);
    }
    names.table(
        "uid",
        NameTable.newBuilder()
            .putTable(
                "reviews.default.svc.cluster.local",
                NameInfo.newBuilder().addIps("10.78.0.5").build())
            .putTable("many.default.svc.cluster.local", many.build())
            .putTable("far.example.com", many.build())
            .build());
  }

  private AgentDns agent(List<InetSocketAddress> upstreams, DnsDirectory directory)
      throws IOException {
    return AgentDns.start(
        new AgentDns.Settings(ANY_PORT, ANY_PORT, upstreams),
        directory,
        new AgentDns.Seams(threads, NanoClock.system(), new SplittableRandom(1), new Counters()));
  }

  @AfterEach
  void stop() {
    outer.close();
    inner.close();
    threads.shutdownNow();
  }

  private static Message query(String name) throws IOException {
    return Message.newQuery(Record.newRecord(Name.fromString(name + "."), Type.A, DClass.IN));
  }

  private static Message udp(InetSocketAddress server, Message query) throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout(10_000);
      var bytes = query.toWire();
      socket.send(new DatagramPacket(bytes, bytes.length, server));
      var packet = new DatagramPacket(new byte[4096], 4096);
      socket.receive(packet);
      return new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
    }
  }

  private static Message tcp(InetSocketAddress server, Message query) throws IOException {
    try (var socket = new Socket(server.getAddress(), server.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(DnsServer.framed(query.toWire()));
      var in = new DataInputStream(socket.getInputStream());
      var reply = new byte[in.readUnsignedShort()];
      in.readFully(reply);
      return new Message(reply);
    }
  }

  @Test
  void bothTransportsAnswer() throws IOException {
    assertThat(udp(inner.applications(), query("reviews")).getSection(Section.ANSWER)).hasSize(1);
    assertThat(tcp(inner.applications(), query("reviews")).getSection(Section.ANSWER)).hasSize(1);
  }

  @Test
  void aLongAnswerIsCutOnUdpAndWholeOnTcp() throws IOException {
    var cut = udp(inner.applications(), query("many"));
    assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(cut.getSection(Section.ANSWER)).isEmpty();
    assertThat(tcp(inner.applications(), query("many")).getSection(Section.ANSWER))
        .hasSize(Answers.MAX_ADDRESSES);
  }

  @Test
  void otherNamesComeFromUpstreamAlsoWhenTheyAreLong() throws IOException {
    var reply = tcp(outer.applications(), query("far.example.com"));
    assertThat(reply.getSection(Section.ANSWER)).hasSize(Answers.MAX_ADDRESSES);
  }

  @Test
  void proxiesDoNotGetMeshHosts() throws IOException {
    assertThat(udp(inner.proxies(), query("reviews")).getRcode()).isEqualTo(Rcode.SERVFAIL);
  }

  @Test
  void aWorkloadThatLeftIsRefused() throws IOException {
    names.remove("uid");
    assertThat(udp(inner.applications(), query("reviews")).getRcode()).isEqualTo(Rcode.REFUSED);
  }

  @Test
  void aTakenAddressIsReported() {
    var settings = new AgentDns.Settings(inner.applications(), ANY_PORT, List.of());
    var seams =
        new AgentDns.Seams(threads, NanoClock.system(), new SplittableRandom(1), new Counters());
    // UDP sockets share an address when all agree to; the TCP socket does not.
    assertThatThrownBy(() -> AgentDns.start(settings, names, seams))
        .hasMessageContaining("DNS cannot listen on");
  }
}
