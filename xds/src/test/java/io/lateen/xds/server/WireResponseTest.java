// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.resource.XdsResource;
import io.lateen.xds.stream.FakeView;
import io.lateen.xds.stream.StreamResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The bytes that are written by hand are the message that the protocol defines. */
class WireResponseTest {

  private static final StreamResponse RESPONSE =
      new StreamResponse(
          TypeUrls.VIRTUAL_HOST,
          "nonce",
          "7",
          List.of(
              entry("r/h", FakeView.resource("r/h", "1"), true),
              entry("r/alias", FakeView.resource("r/x", "2"), true, "r/x", "r/second"),
              entry("r/none", FakeView.resource("r/none", "none"), false)),
          List.of("gone", "größer"),
          7);

  private static StreamResponse.Entry entry(
      String name, XdsResource resource, boolean present, String... others) {
    return new StreamResponse.Entry(name, resource, present, List.of(others), Optional.empty());
  }

  private static byte[] bytes(WireResponse response) throws IOException {
    var out = new ByteArrayOutputStream();
    response.writeTo(out);
    assertThat(out.size()).isEqualTo(response.size());
    return out.toByteArray();
  }

  @Test
  void incremental() throws IOException {
    var parsed = DeltaDiscoveryResponse.parseFrom(bytes(new WireResponse(RESPONSE, true)));
    assertThat(parsed.getNonce()).isEqualTo("nonce");
    assertThat(parsed.getSystemVersionInfo()).isEqualTo("7");
    assertThat(parsed.getTypeUrl()).isEqualTo(TypeUrls.VIRTUAL_HOST);
    assertThat(parsed.getRemovedResourcesList()).containsExactly("gone", "größer");
    var plain = parsed.getResources(0);
    assertThat(plain.getName()).isEqualTo("r/h");
    assertThat(plain.getAliasesList()).isEmpty();
    assertThat(plain.getResource().getValue().toStringUtf8()).isEqualTo("r/h1");
    var alias = parsed.getResources(1);
    assertThat(alias.getName()).isEqualTo("r/x");
    assertThat(alias.getAliasesList()).containsExactly("r/alias", "r/second");
    var absent = parsed.getResources(2);
    assertThat(absent.getName()).isEqualTo("r/none");
    assertThat(absent.getAliasesList()).containsExactly("r/none");
    assertThat(absent.hasResource()).isFalse();
    assertThat(parsed.getUnknownFields().asMap()).isEmpty();
  }

  @Test
  void rule20_noResourceExpires() throws IOException {
    var parsed = DeltaDiscoveryResponse.parseFrom(bytes(new WireResponse(RESPONSE, true)));
    assertThat(parsed.getResourcesList())
        .noneMatch(resource -> resource.hasTtl() || resource.hasCacheControl());
  }

  @Test
  void stateOfTheWorld() throws IOException {
    var parsed =
        DiscoveryResponse.parseFrom(
            bytes(
                new WireResponse(
                    new StreamResponse(
                        RESPONSE.typeUrl(), "nonce", "7", RESPONSE.entries(), List.of(), 7),
                    false)));
    assertThat(parsed.getVersionInfo()).isEqualTo("7");
    assertThat(parsed.getNonce()).isEqualTo("nonce");
    assertThat(parsed.getResourcesCount()).isEqualTo(3);
    assertThat(parsed.getResources(0).getTypeUrl()).isEqualTo(TypeUrls.VIRTUAL_HOST);
    assertThat(parsed.getResources(0).getValue().toStringUtf8()).isEqualTo("r/h1");
  }

  @Test
  void streamsOnceWhicheverWayItIsRead() throws IOException {
    var expected = bytes(new WireResponse(RESPONSE, true));
    try (var read = new WireStream(new WireResponse(RESPONSE, true));
        var drained = new WireStream(new WireResponse(RESPONSE, true))) {
      assertThat(read.available()).isEqualTo(expected.length);
      assertThat(read.readAllBytes()).isEqualTo(expected);
      var out = new ByteArrayOutputStream();
      assertThat(drained.drainTo(out)).isEqualTo(expected.length);
      assertThat(out.toByteArray()).isEqualTo(expected);
      assertThat(drained.available()).isZero();
    }
  }
}
