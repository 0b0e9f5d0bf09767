// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.lateen.base.hash.Version;
import io.lateen.proto.difference.Part;
import io.lateen.translate.envoy.Packed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A virtual host, ready to be put into route configurations; one object for all of them.
 *
 * @param version 32 hexadecimal digits: hash of the message
 * @param field the message as a field of a {@code RouteConfiguration}, with tag and length
 * @param domains the hosts whose requests it takes
 */
public record EncodedHost(String version, Part field, List<String> domains) {

  private static final int HOSTS = RouteConfiguration.VIRTUAL_HOSTS_FIELD_NUMBER;

  public EncodedHost {
    domains = List.copyOf(domains);
  }

  /** By the version, which stands for the message. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof EncodedHost host && version.equals(host.version));
  }

  @Override
  public int hashCode() {
    return version.hashCode();
  }

  /** Encodes deterministically. */
  public static EncodedHost of(VirtualHost host) {
    var message = Packed.bytes(host);
    var field = ByteString.newOutput(CodedOutputStream.computeBytesSize(HOSTS, message));
    try {
      var out = CodedOutputStream.newInstance(field);
      out.writeBytes(HOSTS, message);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    var version = Version.of(message.asReadOnlyByteBuffer()).hex();
    return new EncodedHost(version, Part.of(field.toByteString()), host.getDomainsList());
  }
}
