// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.envoy;

import com.google.protobuf.BoolValue;
import com.google.protobuf.Struct;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.UInt64Value;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.CidrRange;
import io.envoyproxy.envoy.config.core.v3.Pipe;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import java.time.Duration;

/** Java values as the protobuf values that Envoy's API uses for them. */
public final class ProtoValues {

  /** Prefix of an address that is the path of a Unix socket (Istio: model.UnixAddressPrefix). */
  private static final String UNIX_PREFIX = "unix://";

  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;

  private ProtoValues() {}

  public static com.google.protobuf.Duration duration(Duration duration) {
    return com.google.protobuf.Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }

  public static UInt32Value uint32(int value) {
    return UInt32Value.of(value);
  }

  public static UInt64Value uint64(long value) {
    return UInt64Value.of(value);
  }

  public static BoolValue bool(boolean value) {
    return BoolValue.of(value);
  }

  public static Value string(String value) {
    return Value.newBuilder().setStringValue(value).build();
  }

  /** A struct of one text field. */
  public static Struct struct(String field, String value) {
    return Struct.newBuilder().putFields(field, string(value)).build();
  }

  /** A TCP address, or the pipe that a {@code unix://} address names. */
  public static Address address(String address, int port) {
    if (address.startsWith(UNIX_PREFIX)) {
      var path = address.substring(UNIX_PREFIX.length());
      return Address.newBuilder().setPipe(Pipe.newBuilder().setPath(path)).build();
    }
    return Address.newBuilder()
        .setSocketAddress(SocketAddress.newBuilder().setAddress(address).setPortValue(port))
        .build();
  }

  /** An address or {@code address/bits} as a range; an address alone is a range of one. */
  public static CidrRange cidr(String text) {
    int slash = text.indexOf('/');
    var prefix = slash < 0 ? text : text.substring(0, slash);
    int bits =
        slash < 0
            ? prefix.indexOf(':') < 0 ? IPV4_BITS : IPV6_BITS
            : Integer.parseInt(text.substring(slash + 1));
    return CidrRange.newBuilder().setAddressPrefix(prefix).setPrefixLen(uint32(bits)).build();
  }
}
