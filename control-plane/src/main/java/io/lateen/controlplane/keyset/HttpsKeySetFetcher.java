// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.keyset;

import io.lateen.api.security.KeySet;
import io.lateen.base.time.NanoClock;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Fetches over connections of its own: the name is resolved once, every address of it must be
 * reachable, and the connection goes to the first of them, so that a name server that changes its
 * mind changes nothing. Stateless; blocks; any thread.
 */
final class HttpsKeySetFetcher implements KeySetFetcher {

  /** Most redirects of one fetch, all to the same server. */
  private static final int MAX_REDIRECTS = 3;

  private static final int REDIRECT = 300;
  private static final int OK = 200;

  private final KeySetSettings settings;
  private final ReachableAddresses reachable;
  private final NameResolver resolver;
  private final SSLSocketFactory tls;
  private final NanoClock ticks;

  /**
   * @param tls trusts the authorities of servers
   */
  HttpsKeySetFetcher(
      KeySetSettings settings, NameResolver resolver, SSLSocketFactory tls, NanoClock ticks) {
    this.settings = settings;
    this.reachable = new ReachableAddresses(settings.allowedAddresses());
    this.resolver = resolver;
    this.tls = tls;
    this.ticks = ticks;
  }

  @Override
  public String fetch(KeySet.Source source, Duration limit) throws KeySetException {
    var deadline = Deadline.after(limit, ticks);
    var uri = source.uri();
    if (source.discovery()) {
      uri = KeySetText.keysUri(get(Target.of(uri, settings.allowHttp()), deadline));
    }
    return KeySetText.publicKeys(get(Target.of(uri, settings.allowHttp()), deadline));
  }

  private String get(Target first, Deadline deadline) throws KeySetException {
    var target = first;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      var answer = ask(target, deadline);
      if (answer.status() >= OK && answer.status() < REDIRECT) {
        return answer.body();
      }
      var location = answer.headers().get("location");
      if (answer.status() / 100 != 3 || location == null) {
        throw new KeySetException("the server answers with the status " + answer.status());
      }
      target = target.redirected(location, settings.allowHttp());
    }
    throw new KeySetException("the server redirects more than " + MAX_REDIRECTS + " times");
  }

  private HttpAnswer ask(Target target, Deadline deadline) throws KeySetException {
    var address = address(target.host());
    try (var plain = new Socket()) {
      plain.connect(new InetSocketAddress(address, target.port()), deadline.millis());
      plain.setSoTimeout(deadline.millis());
      try (var socket = target.tls() ? encrypted(plain, target) : plain) {
        var request =
            "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\nAccept-Encoding: identity\r\nUser-Agent: lateen\r\nConnection: close\r\n\r\n"
                .formatted(target.path(), target.authority());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return HttpAnswer.read(
            new BufferedInputStream(new TimedInput(socket.getInputStream(), plain, deadline)));
      }
    } catch (SocketTimeoutException e) {
      throw new KeySetException("the server was too slow");
    } catch (SSLException e) {
      throw new KeySetException("the server cannot prove that it is " + target.host());
    } catch (IOException e) {
      throw new KeySetException("the server cannot be reached");
    }
  }

  private Socket encrypted(Socket plain, Target target) throws IOException {
    var socket = (SSLSocket) tls.createSocket(plain, target.host(), target.port(), true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** The same words whether a name is unknown or leads inside: a policy must not find out. */
  private InetAddress address(String host) throws KeySetException {
    try {
      var found = resolver.resolve(host);
      if (!found.isEmpty() && found.stream().allMatch(reachable::contains)) {
        return found.getFirst();
      }
    } catch (UnknownHostException e) {
      // Told below.
    }
    throw new KeySetException(
        host + " is unknown, or has an internal address, which the administrator must allow");
  }

  /** Reads of which none outlasts the fetch, however often the server sends a byte. */
  private static final class TimedInput extends FilterInputStream {
    private final Socket socket;
    private final Deadline deadline;

    TimedInput(InputStream in, Socket socket, Deadline deadline) {
      super(in);
      this.socket = socket;
      this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        socket.setSoTimeout(deadline.millis());
      } catch (KeySetException e) {
        throw new SocketTimeoutException(e.getMessage());
      }
      return super.read(buffer, offset, length);
    }
  }
}
