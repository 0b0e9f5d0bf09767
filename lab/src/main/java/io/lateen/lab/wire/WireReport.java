// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was seen of the traffic with one address and port.
 *
 * @param frames all segments of that traffic that carried anything
 * @param tls13Hellos servers that chose TLS 1.3
 * @param olderHellos servers that chose anything older
 * @param encryptedRecords segments that begin with encrypted data
 * @param plaintext first lines of readable HTTP, at most {@link #MAX_PLAINTEXT}
 * @param serverNames names that clients asked for
 * @param applications ALPN names that clients offered
 */
public record WireReport(
    int frames,
    int tls13Hellos,
    int olderHellos,
    int encryptedRecords,
    List<String> plaintext,
    Set<String> serverNames,
    Set<String> applications) {

  /** Most first lines kept. */
  static final int MAX_PLAINTEXT = 100;

  /** Most different names kept. */
  static final int MAX_NAMES = 100;

  /** Copies the collections. */
  public WireReport {
    plaintext = List.copyOf(plaintext);
    serverNames = Set.copyOf(serverNames);
    applications = Set.copyOf(applications);
  }

  /** Adds up segments; confined to one thread. */
  static final class Tally {

    private final String address;
    private final int port;
    private final List<String> plaintext = new ArrayList<>();
    private final Set<String> serverNames = new TreeSet<>();
    private final Set<String> applications = new TreeSet<>();
    private int frames;
    private int tls13;
    private int older;
    private int encrypted;

    Tally(String address, int port) {
      this.address = address;
      this.port = port;
    }

    void add(TcpSegment segment) {
      if (!segment.concerns(address, port) || segment.isEmpty()) {
        return;
      }
      frames++;
      switch (segment.look()) {
        case Payload.ClientHello hello -> {
          keep(serverNames, hello.serverName());
          hello.applications().forEach(name -> keep(applications, name));
        }
        case Payload.ServerHello hello -> {
          if (hello.version() == 0x0304) {
            tls13++;
          } else {
            older++;
          }
        }
        case Payload.TlsRecord tls -> encrypted += tls.encrypted() ? 1 : 0;
        case Payload.PlainHttp http -> {
          if (plaintext.size() < MAX_PLAINTEXT) {
            plaintext.add(http.firstLine());
          }
        }
        case Payload.Other other -> {}
      }
    }

    WireReport report() {
      return new WireReport(frames, tls13, older, encrypted, plaintext, serverNames, applications);
    }

    private static void keep(Set<String> names, String name) {
      if (!name.isEmpty() && names.size() < MAX_NAMES) {
        names.add(name);
      }
    }
  }
}
