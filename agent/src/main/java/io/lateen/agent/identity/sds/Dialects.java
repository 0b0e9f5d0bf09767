// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.sds;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.lateen.agent.identity.sds.SecretStream.Dialect;
import io.lateen.base.hash.Version;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The two variants of the xDS protocol (xDS protocol, "Four variants of the xDS protocol"). */
final class Dialects {

  private Dialects() {}

  /** State of the world: a request names all that is wanted, a response carries all of it. */
  static final class StateOfTheWorld implements Dialect<DiscoveryRequest, DiscoveryResponse> {

    @Override
    public String typeUrl(DiscoveryRequest request) {
      return request.getTypeUrl();
    }

    @Override
    public Collection<String> wanted(DiscoveryRequest request) {
      return request.getResourceNamesList();
    }

    @Override
    public void apply(DiscoveryRequest request, SecretSubscription subscription) {
      subscription.set(request.getResourceNamesList());
    }

    @Override
    public String nonce(DiscoveryRequest request) {
      return request.getResponseNonce();
    }

    @Override
    public String refusal(DiscoveryRequest request) {
      return request.hasErrorDetail() ? request.getErrorDetail().getMessage() : "";
    }

    @Override
    public List<EncodedSecret> content(SecretSubscription subscription, List<EncodedSecret> due) {
      return subscription.present();
    }

    @Override
    public DiscoveryResponse response(List<EncodedSecret> content, String nonce) {
      var response =
          DiscoveryResponse.newBuilder().setTypeUrl(SecretStream.SECRET_TYPE).setNonce(nonce);
      content.forEach(secret -> response.addResources(secret.resource()));
      var versions = content.stream().map(EncodedSecret::version).collect(Collectors.joining(" "));
      return response.setVersionInfo(Version.of(versions).hex()).build();
    }
  }

  /** Delta: requests and responses carry differences. */
  static final class Delta implements Dialect<DeltaDiscoveryRequest, DeltaDiscoveryResponse> {

    @Override
    public String typeUrl(DeltaDiscoveryRequest request) {
      return request.getTypeUrl();
    }

    @Override
    public Collection<String> wanted(DeltaDiscoveryRequest request) {
      return request.getResourceNamesSubscribeList();
    }

    @Override
    public void apply(DeltaDiscoveryRequest request, SecretSubscription subscription) {
      subscription.remove(request.getResourceNamesUnsubscribeList());
      subscription.add(request.getResourceNamesSubscribeList());
    }

    @Override
    public String nonce(DeltaDiscoveryRequest request) {
      return request.getResponseNonce();
    }

    @Override
    public String refusal(DeltaDiscoveryRequest request) {
      return request.hasErrorDetail() ? request.getErrorDetail().getMessage() : "";
    }

    @Override
    public List<EncodedSecret> content(SecretSubscription subscription, List<EncodedSecret> due) {
      return due;
    }

    @Override
    public DeltaDiscoveryResponse response(List<EncodedSecret> content, String nonce) {
      var response =
          DeltaDiscoveryResponse.newBuilder().setTypeUrl(SecretStream.SECRET_TYPE).setNonce(nonce);
      content.forEach(
          secret ->
              response.addResources(
                  Resource.newBuilder()
                      .setName(secret.name())
                      .setVersion(secret.version())
                      .setResource(secret.resource())));
      return response.build();
    }
  }
}
