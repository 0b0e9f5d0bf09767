// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

class DecisionTest {

  private static Record question(String name, int type) {
    try {
      return Record.newRecord(Name.fromString(name + "."), type, DClass.IN);
    } catch (TextParseException e) {
      throw new AssertionError(e);
    }
  }

  private static String decide(NameView view, String name, int type) {
    return switch (Decision.of(view, question(name, type))) {
      case Decision.Addresses(var all) ->
          String.join(" ", all.stream().map(InetAddress::getHostAddress).toList());
      case Decision.NoSuchName none -> "NXDOMAIN";
      case Decision.Later later -> "SERVFAIL";
      case Decision.Forward forward -> "FORWARD";
    };
  }

  @ParameterizedTest
  @CsvSource({
    "reviews, 10.78.0.5",
    "REVIEWS, 10.78.0.5",
    "reviews.default, 10.78.0.5",
    "reviews.default.svc, 10.78.0.5",
    "reviews.default.svc.cluster.local, 10.78.0.5",
    "db.data, 10.77.2.1 10.77.2.2",
    "db, NXDOMAIN",
    "reviews.other, FORWARD",
    "reviews.other.svc.cluster.local, NXDOMAIN",
    "api.example.com.default.svc.cluster.local, NXDOMAIN",
    "api.example.com, 240.240.0.1",
    "a.wild.example.com, 240.240.0.2",
    "a.b.wild.example.com, 240.240.0.2",
    "wild.example.com, FORWARD",
    "www.example.org, FORWARD",
    "cluster.local, NXDOMAIN"
  })
  void aWorkloadSeesItsHostsByAllTheirNames(String name, String expected) {
    assertThat(decide(HostTables.view(), name, Type.A)).isEqualTo(expected);
  }

  @Test
  void theOtherAddressFamilyIsAnsweredEmptyAndNotForwarded() {
    assertThat(decide(HostTables.view(), "reviews", Type.AAAA)).isEmpty();
    assertThat(decide(HostTables.view(), "api.example.com", Type.AAAA)).isEmpty();
    assertThat(decide(HostTables.view(), "db.data", Type.AAAA)).isEqualTo("fd00:0:0:0:0:0:0:1");
    assertThat(decide(HostTables.view(), "empty", Type.A)).isEmpty();
  }

  @Test
  void otherTypesOfMeshHostsAreEmptyAndOfExternalOnesForwarded() {
    assertThat(decide(HostTables.view(), "reviews.default.svc.cluster.local", Type.SRV)).isEmpty();
    assertThat(decide(HostTables.view(), "api.example.com", Type.TXT)).isEqualTo("FORWARD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reviews", "reviews.default.svc.cluster.local"})
  void beforeTheFirstTableMeshNamesAreNotDenied(String name) {
    var view = new NameView.Mesh(Optional.empty(), "cluster.local");
    assertThat(decide(view, name, Type.A)).isEqualTo("SERVFAIL");
    assertThat(decide(view, "www.example.org", Type.A)).isEqualTo("FORWARD");
  }

  @Test
  void proxiesSeeOnlyTheWorld() {
    assertThat(decide(new NameView.World(), "api.example.com", Type.A)).isEqualTo("FORWARD");
    assertThat(decide(new NameView.World(), "reviews", Type.A)).isEqualTo("FORWARD");
  }
}
