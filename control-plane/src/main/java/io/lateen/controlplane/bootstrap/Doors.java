// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import io.grpc.BindableService;
import io.lateen.base.time.NanoClock;
import io.lateen.controlplane.api.ApiServer;
import io.lateen.controlplane.api.Authenticator;
import io.lateen.controlplane.api.Limits;
import io.lateen.controlplane.api.Router;
import io.lateen.controlplane.config.ControlPlaneConfig;
import io.lateen.controlplane.config.Listen;
import io.lateen.controlplane.door.DoorEvents;
import io.lateen.controlplane.door.Doorkeeper;
import io.lateen.controlplane.node.DoorIdentity;
import io.lateen.controlplane.node.NodeServer;
import io.lateen.controlplane.node.PeerInterceptor;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.authority.ServerName;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the two ports; a port that is taken is one message with its remedy. */
final class Doors {

  private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

  private final ControlPlaneConfig config;
  private final DoorIdentity identity;

  /** Doors that show a certificate of this control plane. */
  Doors(ControlPlaneConfig config, DoorIdentity identity) {
    this.config = config;
    this.identity = identity;
  }

  /** Names that clients may check: those of the settings, of the sockets, and of this machine. */
  static List<ServerName> names(ControlPlaneConfig config) throws StartException {
    var texts = new LinkedHashSet<>(config.serverNames());
    texts.addAll(List.of(config.xds().host(), config.api().host(), "localhost", "127.0.0.1"));
    texts.remove("0.0.0.0");
    texts.remove("::");
    var names = new ArrayList<ServerName>();
    for (var text : texts) {
      try {
        names.add(ServerName.of(text));
      } catch (IllegalArgumentException e) {
        throw new StartException(
            StartException.BAD_DATA,
            "serverNames: " + e.getMessage(),
            "list host names and addresses",
            e);
      }
    }
    return names;
  }

  /** Opens the port of the agents. */
  NodeServer openXds(
      PeerInterceptor peers,
      List<? extends BindableService> services,
      Executor calls,
      DoorEvents events,
      Doorkeeper.Seams seams)
      throws StartException {
    var listen = config.xds();
    try {
      var address = new InetSocketAddress(listen.host(), listen.port());
      var settings = new NodeServer.Settings(address, config.limits().door(), events, seams);
      return NodeServer.start(settings, identity.nodeTls(), peers, services, calls);
    } catch (IOException e) {
      throw busy("xds", listen, e);
    }
  }

  /** The credential file with the token that is there or a new one; not written yet. */
  AdminCredential credential(SecureRandom random) throws StartException {
    try {
      return AdminCredential.at(config.credentialFile(), random);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Opens the port of the API. */
  ApiServer openApi(Router router, Authenticator authenticator, NanoClock ticks)
      throws StartException {
    var listen = config.api();
    try {
      return ApiServer.start(
          new ApiServer.Settings(
              InetAddress.getByName(listen.host()),
              listen.port(),
              identity.serverTls(),
              authenticator,
              Limits.DEFAULT),
          router,
          ticks);
    } catch (BindException | UnknownHostException e) {
      throw busy("api", listen, e);
    }
  }

  /** Writes the credential, now that the API answers. */
  void publish(AdminCredential credential, int apiPort, CertificateAuthority authority)
      throws StartException {
    try {
      credential.write("https://" + reachable() + ":" + apiPort, authority.bundle().pem());
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Writes the credential again, with the roots of now. */
  void renew(AdminCredential credential, int apiPort, CertificateAuthority authority) {
    try {
      publish(credential, apiPort, authority);
    } catch (StartException e) {
      LOG.error("the roots in the credential are old: {}", e.getMessage());
    }
  }

  /** The address under which this machine reaches the API. */
  private String reachable() {
    var host = config.api().host();
    return host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
  }

  private StartException unwritable(IOException e) {
    return new StartException(
        StartException.DENIED,
        "the credential " + config.credentialFile() + " cannot be written: " + e.getMessage(),
        "name an adminCredential that this user may write",
        e);
  }

  private static StartException busy(String field, Listen listen, IOException e) {
    var reason = Optional.ofNullable(e.getMessage()).orElse("it is taken");
    var port = listen.port();
    return new StartException(
        StartException.UNAVAILABLE,
        "port " + port + " on " + listen.host() + " cannot be opened: " + reason,
        "stop what uses it (`ss -ltnp sport = :" + port + "`), or set another " + field + ".port",
        e);
  }
}
