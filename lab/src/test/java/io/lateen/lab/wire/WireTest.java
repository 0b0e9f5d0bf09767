// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class WireTest {

  private static final String SERVER_HELLO =
      "16 0303 003a 02 000036 0303"
          + "00".repeat(32)
          + "00 1301 00 000e"
          + "002b 0002 0304"
          + "0033 0004 001d 0000";

  @Test
  void readsTheHelloOfAJdkClient() throws Exception {
    var engine = SSLContext.getDefault().createSSLEngine();
    engine.setUseClientMode(true);
    var parameters = engine.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName("reviews.default.svc.cluster.local")));
    parameters.setApplicationProtocols(new String[] {"istio", "h2"});
    engine.setSSLParameters(parameters);
    var out = ByteBuffer.allocate(32 * 1024);
    engine.wrap(ByteBuffer.allocate(0), out);
    var bytes = new byte[out.flip().remaining()];
    out.get(bytes);

    assertThat(PayloadReader.read(bytes))
        .isEqualTo(
            new Payload.ClientHello("reviews.default.svc.cluster.local", List.of("istio", "h2")));
  }

  @Test
  void tellsTls13FromOlderVersions() {
    assertThat(PayloadReader.read(bytes(SERVER_HELLO))).isEqualTo(new Payload.ServerHello(0x0304));
    var older = SERVER_HELLO.replace("002b", "00ff");
    assertThat(PayloadReader.read(bytes(older))).isEqualTo(new Payload.ServerHello(0x0303));
  }

  @Test
  void recognisesPlaintextAndEncryptedData() {
    assertThat(read("GET /reviews/0 HTTP/1.1\r\nHost: x\r\n"))
        .isEqualTo(new Payload.PlainHttp("GET /reviews/0 HTTP/1.1"));
    assertThat(read("HTTP/1.1 200 OK\r\n")).isInstanceOf(Payload.PlainHttp.class);
    assertThat(PayloadReader.read(bytes("17 0303 0010 00"))).isEqualTo(new Payload.TlsRecord(true));
    assertThat(PayloadReader.read(bytes("15 0303 0002 0228")))
        .isEqualTo(new Payload.TlsRecord(false));
    assertThat(read("")).isEqualTo(new Payload.Other());
  }

  @Test
  void survivesAnyBytes() {
    long seed = 7;
    var random = new Random(seed);
    var hello = bytes(SERVER_HELLO);
    for (int i = 0; i < 20_000; i++) {
      var mutated = hello.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      var cut = Arrays.copyOf(mutated, random.nextInt(mutated.length + 1));
      assertThat(PayloadReader.read(cut)).as("seed %d", seed).isNotNull();
      TcpSegment.tryParse(ByteBuffer.wrap(cut));
    }
  }

  @Test
  void readsFramesAndAddsThemUp() {
    var tally = new WireReport.Tally("10.77.1.10", 9080);
    tally.add(segment("0a4d020a", "0a4d010a", 40000, 9080, bytes(SERVER_HELLO)));
    tally.add(segment("0a4d010a", "0a4d020a", 9080, 40000, ascii("HTTP/1.1 200 OK\r\n")));
    tally.add(segment("0a4d010a", "0a4d020a", 40000, 9080, ascii("GET / HTTP/1.1\r\n")));
    tally.add(segment("0a4d020a", "0a4d010a", 40000, 15021, ascii("GET / HTTP/1.1\r\n")));
    tally.add(segment("0a4d020a", "0a4d010a", 40000, 9080, new byte[0]));

    var report = tally.report();

    assertThat(report.frames()).isEqualTo(2);
    assertThat(report.tls13Hellos()).isEqualTo(1);
    assertThat(report.plaintext()).containsExactly("HTTP/1.1 200 OK");
  }

  @Test
  void otherFramesAreNotTcp() {
    assertThat(
            TcpSegment.tryParse(ByteBuffer.wrap(bytes("00".repeat(12) + "0806" + "00".repeat(60)))))
        .isEmpty();
    assertThat(TcpSegment.tryParse(ByteBuffer.wrap(new byte[10]))).isEmpty();
  }

  private static TcpSegment segment(
      String source, String target, int sourcePort, int targetPort, byte[] payload) {
    var header =
        "00".repeat(12)
            + "0800"
            + "4500%04x000000004006 0000".formatted(40 + payload.length)
            + source
            + target
            + "%04x%04x".formatted(sourcePort, targetPort)
            + "00".repeat(8)
            + "5018"
            + "00".repeat(6);
    // Ethernet pads short frames; what follows the length of the packet is not payload.
    var frame = bytes(header + HexFormat.of().formatHex(payload) + "ffff");
    return TcpSegment.tryParse(ByteBuffer.wrap(frame)).orElseThrow();
  }

  private static Payload read(String text) {
    return PayloadReader.read(ascii(text));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
